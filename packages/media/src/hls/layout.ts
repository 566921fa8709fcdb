import type { Ladder } from '../source/ladder.js';

/**
 * Names inside a finished folder: master playlists, `poster.jpg`, scrub previews and one folder per rendition. All
 * relative, all plain ASCII.
 */
export const MASTER_FILE = 'master.m3u8';
/** Names the first renditions; of another name than the master of everything, because caches keep each for ever. */
export const FIRST_MASTER_FILE = 'first.m3u8';
export const POSTER_FILE = 'poster.jpg';
/** WebVTT: which part of the sheet shows which seconds. */
export const PREVIEWS_FILE = 'previews.vtt';
export const PREVIEW_SHEET_FILE = 'previews.jpg';
/** Frames the poster is chosen from and tiles of the sheet; never in a finished folder. */
export const POSTER_CANDIDATE_PATTERN = 'frame-%02d.jpg';
export const POSTER_CANDIDATE = /^frame-\d+\.jpg$/;
export const PREVIEW_TILE_PATTERN = 'tile-%03d.jpg';
export const PREVIEW_TILE = /^tile-\d+\.jpg$/;
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

/** One rendition that a finished folder must have. */
export interface PlannedRendition {
  name: string;
  kind: OutputRendition['kind'];
  /** Pixels; 0 for sound. */
  width: number;
  height: number;
}

/** Every rendition of a ladder: largest video first, then slides, the sound group and listening. */
export function plannedRenditions({ video, slides, sound, audioOnly }: Ladder): PlannedRendition[] {
  const pictures = [...video.map((plan) => ({ ...plan, kind: 'video' as const })), ...(slides ? [{ ...slides, kind: 'slides' as const }] : [])];
  const sounds = [...(sound ? [{ ...sound, kind: 'sound' as const }] : []), ...(audioOnly ? [{ ...audioOnly, kind: 'audio-only' as const }] : [])];
  return [
    ...pictures.map(({ name, kind, width, height }) => ({ name, kind, width, height })),
    ...sounds.map(({ name, kind }) => ({ name, kind, width: 0, height: 0 })),
  ];
}

/** One rendition as found on disk. */
export interface OutputRendition {
  name: string;
  /** `slides` shows one frame a second, for poor lines. */
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
