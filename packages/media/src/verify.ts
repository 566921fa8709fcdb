import type { Ladder } from './ladder.js';
import { MediaError } from './errors.js';

/** What a finished folder must hold. */
export interface ExpectedOutput {
  durationMs: number;
  ladder: Ladder;
}

/** One rendition as found on disk. */
export interface OutputRendition {
  name: string;
  kind: 'video' | 'sound' | 'audio-only';
  /** Playlist of this rendition, relative to the folder. */
  playlistFile: string;
  /** 0 for sound. */
  width: number;
  height: number;
  /** Peak bits per second of this rendition's own segments. */
  bandwidth: number;
  /** RFC 6381, e.g. `avc1.640028`. */
  codecs: string;
  /** All its segments and its init file. */
  bytes: number;
  durationMs: number;
}

/**
 * Reads a finished HLS folder and proves that it is whole: ffmpeg's exit code does not (reliability.md, finding 4).
 *
 * @returns every rendition as found
 * @throws MediaError `output_incomplete`
 */
export async function verifyHls(dir: string, expected: ExpectedOutput): Promise<OutputRendition[]> {
  throw new MediaError('output_incomplete', `${dir.length} ${expected.durationMs}`);
}
