import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { parseLoudness } from '../loudness.js';
import type { FilmFacts, Loudness } from '../source/facts.js';
import { inspectSource } from '../source/inspect.js';

const run = promisify(execFile);

/** Runs the real ffmpeg for a test. */
export async function ffmpeg(...args: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** A folder of a test's own; its name has blanks, Chinese and a percent sign on purpose. */
export async function testFolder(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), '转码 50%d test-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** A small source; sound is left out with `audio: null`. */
export interface SourceShape {
  size: string;
  seconds: number;
  rate?: number;
  audio?: string[] | null;
  /** Seconds of sound, when not those of the picture. */
  audioSeconds?: number;
  /** Encoder arguments of the picture. */
  video?: string[];
  extra?: string[];
}

/** What is in a film or recording. */
export async function inspectFilm(file: string): Promise<FilmFacts> {
  const facts = await inspectSource(file);
  if (facts.kind === 'document') throw new Error('a document is no film');
  return facts;
}

/** Encoder arguments of a phone's high-dynamic-range picture (HLG). */
export const HDR_PICTURE = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p10le'],
  ...['-color_trc', 'arib-std-b67', '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'],
];

/** Makes a source file; the container follows from the file's ending. */
export async function makeSource(file: string, shape: SourceShape): Promise<string> {
  const { size, seconds, rate = 25 } = shape;
  const sound = shape.audio === null ? [] : ['-f', 'lavfi', '-i', `sine=f=440:d=${shape.audioSeconds ?? seconds}`];
  const video = shape.video ?? ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await ffmpeg(
    '-f',
    'lavfi',
    '-i',
    `testsrc2=s=${size}:r=${rate}:d=${seconds}`,
    ...sound,
    ...video,
    ...(shape.audio ?? []),
    ...(shape.extra ?? []),
    `file:${file}`,
  );
  return file;
}

/** Byte offset of the matrix inside a version 0 `tkhd` box, counted from its type. */
const MATRIX_OFFSET = 44;

/**
 * Marks the first track of an MP4 as filmed with the phone turned by a quarter, as phones do: pixels lie, a matrix says
 * so.
 */
export async function turnQuarter(file: string): Promise<string> {
  const bytes = await readFile(file);
  const at = bytes.indexOf('tkhd', 0, 'latin1') + MATRIX_OFFSET;
  [0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000].forEach((value, i) => bytes.writeUInt32BE(value, at + 4 * i));
  await writeFile(file, bytes);
  return file;
}

/** Mean colour of an area of one picture, as `[red, green, blue]`. */
export async function colourAt(file: string, crop: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      '-nostdin',
      '-v',
      'error',
      ...(file.endsWith('.jpg') ? ['-f', 'jpeg_pipe'] : []),
      '-i',
      `file:${file}`,
      '-vf',
      `crop=${crop},scale=1:1:flags=area,format=rgb24`,
      '-frames:v',
      '1',
      '-f',
      'rawvideo',
      '-',
    ],
    { encoding: 'buffer' },
  );
  return [...stdout.subarray(0, 3)];
}

/** What ffprobe says of the first stream of a playlist or file. */
export async function firstStream(file: string): Promise<Record<string, string | number>> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-of',
    'json',
    '-show_streams',
    '-select_streams',
    '0',
    ...(file.endsWith('.jpg') ? ['-f', 'jpeg_pipe'] : []),
    `file:${file}`,
  ]);
  return (JSON.parse(stdout) as { streams: Record<string, string | number>[] }).streams[0] ?? {};
}

/** Every file of a folder and what is in it. */
export async function contents(dir: string): Promise<Map<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [relative(dir, file), await readFile(file, 'base64')] as const)));
}

/** A hash of the decoded picture of a file or playlist. */
export async function pictureHash(file: string): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', `file:${file}`, '-map', '0:v', '-f', 'md5', '-']);
  return stdout;
}

/** How many frames look as if they were woven of two half pictures of different moments. */
export async function combedFrames(file: string): Promise<number> {
  const { stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-nostats', '-i', `file:${file}`, '-vf', 'idet', '-f', 'null', '-']);
  const [, topFirst, bottomFirst] = /Multi frame detection: TFF: *(\d+) BFF: *(\d+)/.exec(stderr) ?? [];
  return Number(topFirst) + Number(bottomFirst);
}

/** How loud a file or playlist is. */
export async function loudnessOf(file: string): Promise<Loudness> {
  const { stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-nostats', '-i', `file:${file}`, '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-']);
  const loudness = parseLoudness(stderr);
  if (!loudness) throw new Error('no loudness');
  return loudness;
}

/** What a player gets to see or hear of a playlist: a hash of every decoded frame with its time; the reason when it cannot. */
export async function decoded(file: string): Promise<string> {
  return run('ffmpeg', ['-nostdin', '-v', 'error', '-xerror', '-i', `file:${file}`, '-map', '0', '-copyts', '-fps_mode', 'passthrough', '-f', 'framemd5', '-']).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: unknown) => String(error),
  );
}
