import type { FilmFacts } from '../source/facts.js';
import type { FrameRate } from '../source/frame-rate.js';
import type { AudioRendition, Ladder, VideoRendition } from '../source/ladder.js';
import { planLadder } from '../source/ladder.js';

/** What one ffmpeg process makes of a source. */
export interface Pass {
  /** Constant rate of every video rendition. */
  fps: FrameRate;
  /** Largest first. */
  video: VideoRendition[];
  slides: VideoRendition | null;
  sounds: AudioRendition[];
  /** Frames to choose the poster from. */
  poster: boolean;
  /** Tiles of the scrub previews. */
  previews: boolean;
}

/** How a source is shared out between processes. */
export interface TranscodePlan {
  ladder: Ladder;
  /** The rendition that is whole first; null for a recording with sound only. */
  first: VideoRendition | null;
  /** `first` is the source's own picture. */
  copied: boolean;
  /** The quick process; with `copied` it makes everything but the picture. */
  quick: Pass;
  /** Everything else; null for a recording with sound only. */
  rest: Pass | null;
}

/**
 * Processor time of one million pixels in each frame, by measurement (README.md): encoding, decoding and, as pixels,
 * both sounds.
 */
const ENCODING = 8.8;
const DECODING = 2;
const SOUNDS = 0.7;
/** The quick process competes with the other for the cores, so it may take less than the promised 0.35. */
const LARGEST_SHARE = 0.3;
/** A larger picture first would help nobody on a poor line. */
const LARGEST_FIRST_SIDE = 480;

const megapixels = ({ width, height }: { width: number; height: number }): number => (width * height) / 1e6;

/** The largest rendition up to 480p that is whole within its share of the ladder's time, else the smallest. */
export function chooseFirst(ladder: Ladder, source: { width: number; height: number }): VideoRendition | null {
  const decoding = DECODING * megapixels(source);
  const whole = 2 * decoding + SOUNDS + ENCODING * ladder.video.reduce((sum, rendition) => sum + megapixels(rendition), 0);
  const quickEnough = ladder.video.find(
    (rendition) =>
      Math.min(rendition.width, rendition.height) <= LARGEST_FIRST_SIDE &&
      decoding + SOUNDS + ENCODING * megapixels(rendition) <= LARGEST_SHARE * whole,
  );
  return quickEnough ?? ladder.video.at(-1) ?? null;
}

/** Shares the renditions of a source out between the quick process and the one for the rest. */
export function planPasses(source: FilmFacts): TranscodePlan {
  const ladder = planLadder(source.probe);
  const sounds = [ladder.sound, ladder.audioOnly].filter((rendition) => rendition !== null);
  const nothing = { fps: ladder.fps, video: [], slides: null, sounds: [], poster: false, previews: false };
  const { video } = source.probe;
  if (!video) return { ladder, first: null, copied: false, quick: { ...nothing, sounds }, rest: null };
  const copied = source.copyable;
  const first = copied ? (ladder.video[0] ?? null) : chooseFirst(ladder, video);
  return {
    ladder,
    first,
    copied,
    quick: { ...nothing, video: copied || !first ? [] : [first], sounds, poster: true },
    rest: { ...nothing, video: ladder.video.filter((rendition) => rendition !== first), slides: ladder.slides, previews: true },
  };
}
