import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect, median, moments, result, timed, type BenchResult, type Moments } from './measure.ts';
import { makeSource, rawCopy, rawLadder } from './raw-ffmpeg.ts';

const ALTERNATIONS = 3;
const SECONDS = 20;
/** Longer, because copying is over before it can be measured. */
const COPIED_SECONDS = 60;
/** Seconds after the start of the job by which a segment must lie on the disk. */
const FIRST_SEGMENT_LIMIT = 2;
const FIRST_COPIED_SEGMENT_LIMIT = 0.5;

/** Runs both in turns; every second time the other one begins. */
async function inTurns(alternations: number, one: () => Promise<void>, other: () => Promise<void>): Promise<void> {
  for (let i = 0; i < alternations; i++) for (const measure of i % 2 === 0 ? [one, other] : [other, one]) await measure();
}

/** The whole ladder of a source against one raw ffmpeg command, and how soon its first rendition plays. */
async function ladder(dir: string, size: string, names: string[], first: string, alternations: number): Promise<BenchResult[]> {
  const top = names[0] ?? '';
  const source = await makeSource(dir, `${top}.mp4`, { size, seconds: SECONDS, video: '-preset veryfast -crf 20' });
  const facts = { ...(await inspect(source)), copyable: false };
  const raw: number[] = [];
  const own: Moments[] = [];
  await inTurns(
    alternations,
    async () => void raw.push(await timed(join(dir, 'raw'), (out) => rawLadder(out, source, names))),
    async () => void own.push(await moments(source, facts, join(dir, 'own'), `first/${first}`)),
  );
  const whole = own.map((each) => each.whole);
  const playable = own.map((each) => each.firstPlayable);
  const segment = own.map((each) => each.firstSegment);
  return [
    result(`media: whole ${top} ladder, wall time`, whole, raw, {
      baseline: `one raw ffmpeg command, same renditions: ${median(raw).toFixed(1)} s`,
      note: `${median(whole).toFixed(1)} s for ${SECONDS} s of video with poster, previews and check; ${alternations} alternations`,
    }),
    result(`media: first playable rendition of the ${top} ladder`, playable, whole, {
      baseline: `the whole ladder: ${median(whole).toFixed(1)} s`,
      note: `${first} with sound whole after ${median(playable).toFixed(1)} s`,
    }),
    result(`media: first segment of the ${top} ladder`, segment, segment.map(() => FIRST_SEGMENT_LIMIT), {
      baseline: `${FIRST_SEGMENT_LIMIT} s`,
      note: `${median(segment).toFixed(2)} s after the start of the job`,
    }),
  ];
}

/** A picture that fits the ladder as it is, against `ffmpeg -c copy`. */
async function copying(dir: string, alternations: number): Promise<BenchResult[]> {
  const source = await makeSource(dir, 'fits.mp4', {
    size: '1920x1080',
    seconds: COPIED_SECONDS,
    video: '-preset ultrafast -g 60 -maxrate 3500k -bufsize 3500k',
  });
  const facts = await inspect(source);
  if (!facts.copyable) throw new Error('the source of this benchmark is not copied');
  const raw: number[] = [];
  const own: Moments[] = [];
  await inTurns(
    alternations,
    async () => void raw.push(await timed(join(dir, 'raw'), (out) => rawCopy(out, source))),
    async () => void own.push(await moments(source, facts, join(dir, 'own'), 'copied/1080p', true)),
  );
  const copied = own.map((each) => each.copied);
  const segment = own.map((each) => each.firstSegment);
  return [
    result('media: copied top rendition, wall time', copied, raw, {
      baseline: `ffmpeg -c copy: ${median(raw).toFixed(2)} s`,
      note: `${median(copied).toFixed(2)} s for ${COPIED_SECONDS} s of 1080p; playable with its new sound after ${median(own.map((each) => each.firstPlayable)).toFixed(1)} s`,
    }),
    result('media: first segment of a copied source', segment, segment.map(() => FIRST_COPIED_SEGMENT_LIMIT), {
      baseline: `${FIRST_COPIED_SEGMENT_LIMIT} s`,
      note: `${median(segment).toFixed(2)} s after the start of the job`,
    }),
  ];
}

/**
 * Measures transcodes against raw ffmpeg, alternating in one run.
 *
 * @param alternations pairs of runs, at least 3
 */
export async function run(alternations: number = ALTERNATIONS): Promise<BenchResult[]> {
  const dir = await mkdtemp(join(tmpdir(), 'transcode-bench-'));
  try {
    return [
      ...(await ladder(dir, '1920x1080', ['1080p', '720p', '480p', '240p'], '480p', alternations)),
      ...(await ladder(dir, '1280x720', ['720p', '480p', '240p'], '240p', alternations)),
      ...(await copying(dir, 2 * alternations)),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await run());
