import { outputFrameRate, type FrameRate } from './frame-rate.js';
import type { SourceProbe } from './probe.js';

/** One video rendition of the ladder. */
export interface VideoRendition {
  /** Folder and rendition name: the step by its shorter side, e.g. `720p`. */
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
  /** Hertz. */
  sampleRate: number;
  /** Bits per second. */
  bitrate: number;
}

/** What a source is turned into. */
export interface Ladder {
  /** Constant frame rate of every video rendition, at most 30. */
  fps: FrameRate;
  /** Largest first; none for a recording with sound only. */
  video: VideoRendition[];
  /** One frame a second, for lines that carry no moving picture; null for a recording with sound only. */
  slides: VideoRendition | null;
  /** The sound that accompanies every video rendition; null for a silent film. */
  sound: AudioRendition | null;
  /** The rendition for listening only; null for a silent film. */
  audioOnly: AudioRendition | null;
}

/** Steps by the shorter side, so that a portrait clip gets the same quality as a landscape one. */
const STEPS = [
  { side: 1080, maxBitrate: 3_500_000 },
  { side: 720, maxBitrate: 1_800_000 },
  { side: 480, maxBitrate: 800_000 },
  { side: 240, maxBitrate: 300_000 },
] as const;
/** Decoders of older phones end at 1920 pixels. */
const LONGEST_SIDE = 1920;
/**
 * A source that would lose more than a fifth of its lines on the nearest step keeps its own size as the first
 * rendition.
 */
const OWN_SIZE_BELOW = 0.8;
/** Largest side of the slides: writing on a blackboard is still read at it. */
const SLIDES_SIDE = 480;
/** With the 32 kbit/s of listening and the wrapping of both, slides stay within 60 kbit/s. */
const SLIDES_BITRATE = 25_000;
/** Seconds of their bit rate that slides may spend at once at their beginning. */
export const SLIDES_HEAD_START_SECONDS = 2;
const LOWEST_BITRATE = 100_000;
const NO_PICTURE: FrameRate = { num: 1, den: 1 };

const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
const evenBelow = (pixels: number): number => Math.max(2, 2 * Math.floor(pixels / 2));

/** Bit rate for a side between two steps, on the straight line between them. */
function maxBitrateFor(side: number): number {
  const above = STEPS.findLast((step) => step.side >= side) ?? STEPS[0];
  const below = STEPS.find((step) => step.side < side) ?? { side: 0, maxBitrate: LOWEST_BITRATE };
  const share = Math.min(1, (side - below.side) / (above.side - below.side));
  return Math.round(below.maxBitrate + share * (above.maxBitrate - below.maxBitrate));
}

function fit(width: number, height: number, side: number): VideoRendition {
  const factor = Math.min(side / Math.min(width, height), LONGEST_SIDE / Math.max(width, height), 1);
  const round = factor === 1 ? evenBelow : even;
  return {
    name: `${side}p`,
    width: Math.min(round(width * factor), evenBelow(width)),
    height: Math.min(round(height * factor), evenBelow(height)),
    maxBitrate: maxBitrateFor(side),
  };
}

function planVideo(width: number, height: number): VideoRendition[] {
  const side = evenBelow(Math.min(width, height));
  const sides: number[] = STEPS.map((step) => step.side).filter((step) => step <= side);
  const nearest = sides[0] ?? 0;
  if (nearest < STEPS[0].side && nearest < OWN_SIZE_BELOW * side) sides.unshift(side);
  const renditions = sides.map((step) => fit(width, height, step));
  // A very wide picture is bounded by its longer side, where several steps may come out alike.
  return renditions.filter(
    (rendition, i) =>
      i === 0 ||
      rendition.width * rendition.height < 0.9 * (renditions[i - 1]?.width ?? 0) * (renditions[i - 1]?.height ?? 0),
  );
}

/**
 * Plans the renditions of a source: 1080, 720, 480 and 240 from its own size downward, never upscaled, and one for
 * listening. A recording
 * with sound only has no video renditions.
 */
export function planLadder(probe: SourceProbe): Ladder {
  const mono = probe.audio?.channels === 1;
  return {
    fps: probe.video ? outputFrameRate(probe.video) : NO_PICTURE,
    video: probe.video ? planVideo(probe.video.width, probe.video.height) : [],
    slides: probe.video && {
      ...fit(probe.video.width, probe.video.height, SLIDES_SIDE),
      name: 'slides',
      maxBitrate: Math.floor(SLIDES_BITRATE / (1 + SLIDES_HEAD_START_SECONDS / (probe.durationMs / 1000))),
    },
    sound: probe.audio && {
      name: 'sound',
      channels: mono ? 1 : 2,
      sampleRate: 48_000,
      bitrate: mono ? 64_000 : 96_000,
    },
    audioOnly: probe.audio && { name: 'audio', channels: 1, sampleRate: 24_000, bitrate: 32_000 },
  };
}
