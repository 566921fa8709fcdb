/** One spoken line and when it is spoken, in whole seconds of the video. */
export interface SpokenLine {
  text: string;
  start: number;
  end: number;
}

/** One slide: the title (no lines) or a few lines that appear one after the other. */
export interface Slide {
  start: number;
  end: number;
  lines: SpokenLine[];
}

const LINES_PER_SLIDE = 3;
const TITLE_SHARE = 0.1;
const TITLE_LONGEST = 5;
/** A line of few characters still needs a breath. */
const BREATH_CHARACTERS = 6;

function groups<T>(items: T[]): T[][] {
  const count = Math.ceil(items.length / LINES_PER_SLIDE);
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.round((i * items.length) / count), Math.round(((i + 1) * items.length) / count)),
  );
}

/** Shares seconds out over lines by their length, at least one second each. */
function speak(lines: string[], from: number, to: number): SpokenLine[] {
  const weights = lines.map((line) => line.length + BREATH_CHARACTERS);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = to - from - lines.length;
  let passed = 0;
  const ends = weights.map((weight, i) => {
    passed += weight;
    return from + i + 1 + Math.round((spare * passed) / total);
  });
  return lines.map((text, i) => ({ text, start: ends[i - 1] ?? from, end: ends[i] ?? to }));
}

/**
 * Lays a lesson out in time: a title, then the lines, a few on a slide.
 *
 * @param lines the spoken lines, in order
 * @param seconds whole seconds of the video
 * @throws RangeError when there is less than one second for the title and for each line
 */
export function planSlides(lines: string[], seconds: number): Slide[] {
  if (!Number.isInteger(seconds) || seconds < lines.length + 1)
    throw new RangeError(`${lines.length} lines do not fit into ${seconds} s`);
  const titleEnds =
    lines.length === 0
      ? seconds
      : Math.min(TITLE_LONGEST, seconds - lines.length, Math.max(1, Math.round(seconds * TITLE_SHARE)));
  const slides: Slide[] = [{ start: 0, end: titleEnds, lines: [] }];
  for (const group of groups(speak(lines, titleEnds, seconds)))
    slides.push({ start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0, lines: group });
  return slides;
}
