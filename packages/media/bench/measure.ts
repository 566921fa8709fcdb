import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inspectSource, transcode, type FilmFacts } from '@xuexi/media';

/** One line of the benchmark table. */
export interface BenchResult {
  name: string;
  /** Median of ours divided by the baseline of the same alternation; below 1 is faster. */
  ratio: number;
  min: number;
  max: number;
  /** What it is measured against, with its median. */
  baseline: string;
  note: string;
}

const LOOK_EVERY_MS = 3;

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** A line of the table from the quotients of each alternation. */
export function result(name: string, measured: number[], baseline: number[], words: { baseline: string; note: string }): BenchResult {
  const ratios = measured.map((value, i) => value / (baseline[i] ?? NaN));
  return { name, ratio: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios), ...words };
}

/** Seconds that some work takes; what it wrote is removed. */
export async function timed(dir: string, work: (dir: string) => Promise<void>): Promise<number> {
  const started = performance.now();
  await work(dir);
  const seconds = (performance.now() - started) / 1000;
  await rm(dir, { recursive: true });
  return seconds;
}

/** What is in a film. */
export async function inspect(source: string): Promise<FilmFacts> {
  const facts = await inspectSource(source);
  if (facts.kind !== 'video') throw new Error('no film');
  return facts;
}

/** Moments of one transcode in seconds after its start. */
export interface Moments {
  /** The first segment of a picture is whole on disk. */
  firstSegment: number;
  /** The copied picture is whole on disk; only where it is copied. */
  copied: number;
  firstPlayable: number;
  /** NaN when it was stopped at the first playable rendition. */
  whole: number;
}

/** What lies in the folder of a rendition. ffmpeg collects a segment in memory and writes it at its end. */
async function lookInto(folder: string): Promise<{ segment: boolean; playlist: boolean }> {
  const size = (file: string): Promise<number> => stat(join(folder, file)).then(({ size: bytes }) => bytes, () => 0);
  return { segment: (await size('00000.m4s')) > 0, playlist: (await size('index.m3u8')) > 0 };
}

/**
 * Transcodes at normal priority like the baseline, and looks at what appears on the disk.
 *
 * @param picture folder of the first rendition while it is made, relative to the work folder
 * @param stopEarly ends with the first playable rendition
 */
export async function moments(source: string, facts: FilmFacts, outputDir: string, picture: string, stopEarly = false): Promise<Moments> {
  const found: Moments = { firstSegment: NaN, copied: NaN, firstPlayable: NaN, whole: NaN };
  const started = performance.now();
  const now = (): number => (performance.now() - started) / 1000;
  const stop = new AbortController();
  const work = transcode({
    input: source,
    outputDir,
    source: facts,
    signal: stop.signal,
    niceness: 0,
    onPlayable: async () => {
      found.firstPlayable = now();
      if (stopEarly) stop.abort();
    },
  }).then(
    () => (found.whole = now()),
    (error: unknown) => {
      if (!stop.signal.aborted) throw error;
    },
  );
  const ended = work.then(() => true);
  const folder = join(`${outputDir}.work`, picture);
  while (Number.isNaN(found.copied) && !(await Promise.race([ended, wait(LOOK_EVERY_MS, false)]))) {
    const { segment, playlist } = await lookInto(folder);
    if (segment && Number.isNaN(found.firstSegment)) found.firstSegment = now();
    if (playlist) found.copied = now();
  }
  await work;
  await rm(outputDir, { recursive: true, force: true });
  return found;
}
