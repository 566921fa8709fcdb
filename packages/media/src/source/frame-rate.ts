/** A frame rate as the fraction ffmpeg counts in; 30000/1001 is 29.97. */
export interface FrameRate {
  num: number;
  den: number;
}

const FALLBACK: FrameRate = { num: 25, den: 1 };
const HIGHEST = 30;
const LOWEST = 8;
/** Rates of one camera differ by rounding; anything above is a variable distance between frames. */
const VARIATION = 0.02;

function parse(fraction: string | undefined): FrameRate | null {
  const [num = 0, den = 0] = (fraction ?? '').split('/').map(Number);
  return num > 0 && den > 0 ? { num, den } : null;
}

/** Frames per second as a number. */
export function framesPerSecond(rate: FrameRate): number {
  return rate.num / rate.den;
}

/**
 * Reads ffprobe's two opinions on a frame rate.
 *
 * @param average frames by duration, e.g. `24/1`
 * @param base the lowest rate in which every frame time can be written
 */
export function readFrameRate(
  average: string | undefined,
  base: string | undefined,
): { fps: FrameRate; variable: boolean } {
  const fps = parse(average) ?? parse(base) ?? FALLBACK;
  const finest = parse(base) ?? fps;
  return { fps, variable: Math.abs(framesPerSecond(finest) - framesPerSecond(fps)) > VARIATION * framesPerSecond(fps) };
}

/**
 * The constant rate a source is encoded at: its own where it is steady and at most 30, half of it where it is a doubled
 * rate (60, 59.94, 50), else the next usual rate. Lessons need no more than 30, old phones and poor lines suffer above
 * it.
 */
export function outputFrameRate(source: { fps: FrameRate; variableFrameRate: boolean }): FrameRate {
  const fps = framesPerSecond(source.fps);
  if (source.variableFrameRate) return { num: [10, 15, 24, 25].find((usual) => fps <= usual) ?? HIGHEST, den: 1 };
  if (fps < LOWEST) return { num: LOWEST, den: 1 };
  if (fps <= HIGHEST) return source.fps;
  if (fps > 48 && fps <= 2 * HIGHEST) return { num: source.fps.num, den: source.fps.den * 2 };
  return { num: HIGHEST, den: 1 };
}
