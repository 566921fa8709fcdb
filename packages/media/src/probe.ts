import { MediaError } from './errors.js';

/** A frame rate as the fraction ffmpeg counts in; 30000/1001 is 29.97. */
export interface FrameRate {
  num: number;
  den: number;
}

/** The picture track of a source, as a viewer sees it. */
export interface VideoTrack {
  codec: string;
  /** Pixels as displayed: after rotation, with square pixels. */
  width: number;
  height: number;
  /** Average frames per second. */
  fps: FrameRate;
  /** True when the distance between frames varies (phones, screen recordings). */
  variableFrameRate: boolean;
  /** True for PQ and HLG pictures, which must be tone-mapped for ordinary screens. */
  hdr: boolean;
  /** Length of this track in milliseconds. */
  durationMs: number;
}

/** The sound track of a source. */
export interface AudioTrack {
  codec: string;
  channels: number;
  sampleRate: number;
  /** Length of this track in milliseconds. */
  durationMs: number;
}

/** What ffprobe found in an uploaded file. */
export interface SourceProbe {
  /** Name of the container, e.g. `mp4`, `matroska`. */
  container: string;
  /** Length of the longest track in milliseconds. */
  durationMs: number;
  /** null for a file with sound only. */
  video: VideoTrack | null;
  /** null for a silent film. */
  audio: AudioTrack | null;
}

/**
 * Looks into an uploaded file without decoding it.
 *
 * @param file any path; the name is never trusted
 * @throws MediaError `source_*`, `aborted`, `deadline_exceeded`, `tool_missing`
 */
export async function probe(file: string, opts: { signal?: AbortSignal } = {}): Promise<SourceProbe> {
  void opts;
  throw new MediaError('source_missing', file.length.toString());
}
