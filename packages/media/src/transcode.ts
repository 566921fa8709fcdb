import { MediaError } from './errors.js';
import type { Ladder } from './ladder.js';
import type { SourceProbe } from './probe.js';
import type { OutputRendition } from './verify.js';

/** How far a transcode has come. */
export interface TranscodeProgress {
  /** 0 to 100, with one decimal. */
  percent: number;
  /** Seconds of video per second of wall time; null while unknown. */
  speed: number | null;
  /** Milliseconds of the source already written. */
  outTimeMs: number;
}

/** One transcode: a source file into one new HLS folder. */
export interface TranscodeJob {
  input: string;
  /** Must not exist or be empty; the caller renames it into place. Removed again when the transcode fails. */
  outputDir: string;
  probe: SourceProbe;
  ladder: Ladder;
  /** Aborting kills ffmpeg. */
  signal?: AbortSignal;
  /** Wall time allowed in milliseconds; reckoned from the duration when absent. */
  deadlineMs?: number;
  /** Encoder threads per rendition; ffmpeg's own choice when absent. */
  threads?: number;
  /** Niceness 0–19 of ffmpeg; 10 when absent, so that watching is not disturbed. */
  niceness?: number;
  onProgress?: (progress: TranscodeProgress) => void;
}

/** A finished, verified HLS folder. */
export interface TranscodeResult {
  durationMs: number;
  renditions: OutputRendition[];
  /** File names relative to the output folder. */
  posterFile: string;
  masterFile: string;
  /** Playlist of the rendition for listening only; null for a silent film. hls.js drops such variants from a master with video, so the player opens it itself. */
  audioOnlyFile: string | null;
  /** All files of the folder. */
  bytes: number;
}

/**
 * Turns one source into an HLS folder with one ffmpeg process and one decode.
 *
 * @throws MediaError; the output folder is removed then
 */
export async function transcode(job: TranscodeJob): Promise<TranscodeResult> {
  throw new MediaError('tool_failed', String(job.probe.durationMs));
}
