import type { FrameRate, SourceProbe } from './probe.js';
import { MediaError } from './errors.js';

/** One video rendition of the ladder. */
export interface VideoRendition {
  /** Folder and rendition name: the shorter side, e.g. `720p`. */
  name: string;
  /** Even numbers of pixels, never more than the source has. */
  width: number;
  height: number;
  /** Upper bound of the bit rate in bits per second. */
  maxBitrate: number;
}

/** One audio encoding of the ladder. */
export interface AudioRendition {
  name: string;
  channels: 1 | 2;
  sampleRate: number;
  /** Bits per second. */
  bitrate: number;
}

/** What a source is turned into. */
export interface Ladder {
  /** Constant frame rate of every video rendition, at most 30. */
  fps: FrameRate;
  /** Largest first; at least one. */
  video: VideoRendition[];
  /** The sound that accompanies every video rendition; null for a silent film. */
  sound: AudioRendition | null;
  /** The rendition for listening only; null for a silent film. */
  audioOnly: AudioRendition | null;
}

/**
 * Plans the renditions of a source.
 *
 * @throws MediaError `source_no_video` for a file with sound only
 */
export function planLadder(probe: SourceProbe): Ladder {
  if (!probe.video) throw new MediaError('source_no_video');
  return { fps: { num: 30, den: 1 }, video: [], sound: null, audioOnly: null };
}
