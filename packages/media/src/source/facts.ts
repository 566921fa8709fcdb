import type { SourceProbe } from './probe.js';

/** How loud a source is, by EBU R 128. */
export interface Loudness {
  /** LUFS over the whole length; null for silence. */
  integrated: number | null;
  /** dBTP. */
  truePeak: number;
}

/** What an accepted source is: read once from the whole file, kept, and handed to every transcode of it. */
export type SourceFacts = FilmFacts | DocumentFacts;

/** A video, or a recording with sound only. */
export interface FilmFacts {
  kind: 'video' | 'audio';
  durationMs: number;
  probe: SourceProbe;
  /** Null without a sound track. */
  loudness: Loudness | null;
  /** The picture fits the ladder's first rendition as it is, so that it is copied and not encoded again. */
  copyable: boolean;
}

/** A PDF. */
export interface DocumentFacts {
  kind: 'document';
  durationMs: 0;
  pages: number;
}

/** One page of a document as a picture; `file` is relative to the folder. */
export interface DocumentPage {
  file: string;
  width: number;
  height: number;
  bytes: number;
}
