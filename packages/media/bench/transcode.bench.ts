import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { inspectSource, transcode } from '@xuexi/media';

/** One line of the benchmark table. */
export interface BenchResult {
  name: string;
  /** Median of ours divided by the baseline of the same alternation; below 1 is faster. */
  ratio: number;
  min: number;
  max: number;
  /** What it is measured against, with its median wall time. */
  baseline: string;
  note: string;
}

const ALTERNATIONS = 3;
const SECONDS = 20;

async function ffmpeg(cwd: string, args: string): Promise<void> {
  const child = spawn('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args.trim().split(/\s+/)], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

/** What a person would write for the same renditions: one process, the source split and scaled, no poster, no check. */
async function rawCommand(dir: string): Promise<void> {
  const hls = (name: string): string =>
    `-f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -hls_segment_filename ${name}/%05d.m4s ${name}/index.m3u8`;
  const video = (name: string, rate: number): string =>
    `-map [${name}] -c:v libx264 -preset veryfast -profile:v high -crf 23 -maxrate ${rate}k -bufsize ${2 * rate}k
     -force_key_frames expr:gte(t,n_forced*4) -sc_threshold 0 ${hls(name)}`;
  const audio = (name: string, rate: number, hertz: number): string =>
    `-map 0:a -c:a aac -b:a ${rate}k -ac 1 -ar ${hertz} ${hls(name)}`;
  for (const name of ['720p', '480p', '240p', 'sound', 'audio']) await mkdir(join(dir, name), { recursive: true });
  await ffmpeg(
    dir,
    `-i ../source.mp4 -filter_complex [0:v]split=3[720p][b][c];[b]scale=854:480[480p];[c]scale=426:240[240p]
     ${video('720p', 1800)} ${video('480p', 800)} ${video('240p', 300)}
     ${audio('sound', 64, 48_000)} ${audio('audio', 32, 24_000)}`,
  );
}

/** From the uploaded file to the verified folder, as the worker does it, at normal priority like the baseline. */
async function ours(source: string, outputDir: string): Promise<void> {
  const facts = await inspectSource(source);
  if (facts.kind === 'document') throw new Error('a document is no film');
  await transcode({ input: source, outputDir, source: facts, niceness: 0 });
}

async function timed(dir: string, work: (dir: string) => Promise<void>): Promise<number> {
  const started = performance.now();
  await work(dir);
  const seconds = (performance.now() - started) / 1000;
  await rm(dir, { recursive: true });
  return seconds;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * Measures the whole ladder of a 20 s 720p video against one raw ffmpeg command with the same renditions, alternating
 * in one run; every second alternation begins with the other one.
 *
 * @param alternations pairs of runs, at least 3
 */
export async function run(alternations: number = ALTERNATIONS): Promise<BenchResult[]> {
  const dir = await mkdtemp(join(tmpdir(), 'transcode-bench-'));
  try {
    const source = join(dir, 'source.mp4');
    await ffmpeg(
      dir,
      `-f lavfi -i testsrc2=s=1280x720:r=30:d=${SECONDS} -f lavfi -i sine=f=440:d=${SECONDS}
       -c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a aac source.mp4`,
    );
    const raw: number[] = [];
    const own: number[] = [];
    for (let i = 0; i < alternations; i++) {
      const measureRaw = async (): Promise<unknown> =>
        raw.push(await timed(join(dir, 'raw'), (out) => rawCommand(out)));
      const measureOwn = async (): Promise<unknown> =>
        own.push(await timed(join(dir, 'own'), (out) => ours(source, out)));
      for (const measure of i % 2 === 0 ? [measureRaw, measureOwn] : [measureOwn, measureRaw]) await measure();
    }
    const ratios = own.map((seconds, i) => seconds / (raw[i] ?? NaN));
    return [
      {
        name: 'transcode: whole 720p ladder, wall time',
        ratio: median(ratios),
        min: Math.min(...ratios),
        max: Math.max(...ratios),
        baseline: `one raw ffmpeg command, same renditions: ${median(raw).toFixed(1)} s`,
        note: `${median(own).toFixed(1)} s for ${SECONDS} s of video with probe, poster and check; ${alternations} alternations`,
      },
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await run());
