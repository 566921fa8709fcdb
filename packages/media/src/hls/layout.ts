import type { Ladder } from '../source/ladder.js';

/**
 * Names inside a finished folder: `master.m3u8`, `poster.jpg` and one folder per rendition. All relative, all plain
 * ASCII.
 */
export const MASTER_FILE = 'master.m3u8';
export const POSTER_FILE = 'poster.jpg';
/** Frames the poster is chosen from; gone when the folder is finished. */
export const POSTER_CANDIDATE_PATTERN = 'frame-%02d.jpg';
export const POSTER_CANDIDATE = /^frame-\d+\.jpg$/;
export const INIT_FILE = 'init.mp4';
export const SEGMENT_PATTERN = '%05d.m4s';
/** Seconds of one segment; every rendition is cut at the same moments. */
export const SEGMENT_SECONDS = 4;
/**
 * A rest shorter than this stays with the segment before it: Chromium with hls.js never reports the end of a video whose
 * last segment is a single frame.
 */
export const SHORTEST_SEGMENT_SECONDS = 1;

/** Playlist of one rendition, relative to the folder. */
export function playlistFile(rendition: string): string {
  return `${rendition}/index.m3u8`;
}

/** Every rendition folder of a ladder. */
export function renditionNames(ladder: Ladder): string[] {
  return [...ladder.video, ladder.sound, ladder.audioOnly].flatMap((rendition) => (rendition ? [rendition.name] : []));
}

/** One rendition as found on disk. */
export interface OutputRendition {
  name: string;
  kind: 'video' | 'slides' | 'sound' | 'audio-only';
  /** Playlist of this rendition, relative to the folder. */
  playlistFile: string;
  /** Pixels; 0 for sound. */
  width: number;
  height: number;
  /** Bits per second of its largest segment, its own stream only. */
  bandwidth: number;
  /** Bits per second over its whole length. */
  averageBandwidth: number;
  /** RFC 6381, e.g. `avc1.64001f`. */
  codecs: string;
  /** All its segments and its init file. */
  bytes: number;
  durationMs: number;
}
