import { open, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { MediaError } from '../errors.js';
import { framesPerSecond } from '../source/frame-rate.js';
import type { AudioRendition, Ladder, VideoRendition } from '../source/ladder.js';
import { avcCodec, readBoxes } from './boxes.js';
import { MASTER_FILE, playlistFile, POSTER_FILE, renditionNames, type OutputRendition } from './layout.js';
import { parseMasterFiles, parseMediaPlaylist, type MediaPlaylist } from './playlist.js';

/** What a finished folder must hold. */
export interface ExpectedOutput {
  /** Length of the source in milliseconds. */
  durationMs: number;
  ladder: Ladder;
}

/** Largest difference in milliseconds between a rendition and its source. */
const DURATION_TOLERANCE_MS = 500;
const PLAIN_NAME = /^[\w-]+\.(m4s|mp4)$/;
const AAC_LC = 'mp4a.40.2';

interface Rendition {
  kind: OutputRendition['kind'];
  plan: VideoRendition | AudioRendition;
}

function incomplete(what: string): MediaError {
  return new MediaError('output_incomplete', what);
}

async function readText(dir: string, file: string): Promise<string> {
  const text = await readFile(join(dir, file), 'utf8').catch(() => null);
  if (!text) throw incomplete(`${file} is missing or empty`);
  return text;
}

/** @returns bytes of an MP4 file that is whole and holds the given box */
async function wholeMp4(dir: string, file: string, needs: 'moov' | 'moof'): Promise<number> {
  const handle = await open(join(dir, file), 'r').catch(() => null);
  if (!handle) throw incomplete(`${file} is missing`);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw incomplete(`${file} is empty`);
    const boxes = await readBoxes(handle, size);
    if (!boxes?.some((box) => box.type === needs)) throw incomplete(`${file} is cut`);
    return size;
  } finally {
    await handle.close();
  }
}

async function readPlaylist(dir: string, file: string): Promise<MediaPlaylist & { init: string }> {
  const playlist = parseMediaPlaylist(await readText(dir, file));
  const { init, segments, ended } = playlist;
  if (!ended) throw incomplete(`${file} has no ENDLIST`);
  if (!init || segments.length === 0) throw incomplete(`${file} names no init file or no segments`);
  if (![init, ...segments.map((segment) => segment.file)].every((name) => PLAIN_NAME.test(name)))
    throw incomplete(`${file} names a strange file`);
  return { ...playlist, init };
}

async function readCodec(dir: string, init: string, kind: Rendition['kind']): Promise<string> {
  if (kind !== 'video') return AAC_LC;
  const codec = avcCodec(await readFile(join(dir, init)));
  if (!codec) throw incomplete(`${init} announces no H.264`);
  return codec;
}

async function readRendition(dir: string, { kind, plan }: Rendition): Promise<OutputRendition & { cuts: number[] }> {
  const file = playlistFile(plan.name);
  const inside = (name: string): string => posix.join(plan.name, name);
  const { init, segments } = await readPlaylist(dir, file);
  const initBytes = await wholeMp4(dir, inside(init), 'moov');
  const cuts: number[] = [];
  let bytes = initBytes;
  let bandwidth = 0;
  let length = 0;
  for (const segment of segments) {
    const size = await wholeMp4(dir, inside(segment.file), 'moof');
    bytes += size;
    bandwidth = Math.max(bandwidth, Math.ceil((size * 8) / Math.max(segment.seconds, 1)));
    length += segment.seconds;
    cuts.push(length);
  }
  return {
    name: plan.name,
    kind,
    playlistFile: file,
    width: 'width' in plan ? plan.width : 0,
    height: 'height' in plan ? plan.height : 0,
    bandwidth,
    averageBandwidth: Math.ceil(((bytes - initBytes) * 8) / Math.max(length, 0.001)),
    codecs: await readCodec(dir, inside(init), kind),
    bytes,
    durationMs: Math.round(length * 1000),
    cuts,
  };
}

/** Switching quality is seamless only where all video renditions are cut at the same moments. */
function checkAligned(video: { name: string; cuts: number[] }[], ladder: Ladder): void {
  const [first, ...others] = video;
  const frame = 1 / framesPerSecond(ladder.fps);
  for (const other of others)
    if (
      other.cuts.length !== first?.cuts.length ||
      other.cuts.some((cut, i) => Math.abs(cut - (first.cuts[i] ?? 0)) > frame)
    )
      throw incomplete(`${other.name} is not cut like ${first?.name}`);
}

/**
 * Reads every rendition of a folder and proves that each is whole: ENDLIST, every segment there, not empty, not cut,
 * all video cut at the same moments. Says nothing on length, master playlist and poster.
 *
 * @throws MediaError `output_incomplete`
 */
export async function readRenditions(dir: string, ladder: Ladder): Promise<OutputRendition[]> {
  const planned: Rendition[] = [
    ...ladder.video.map((plan) => ({ kind: 'video' as const, plan })),
    ...(ladder.sound ? [{ kind: 'sound' as const, plan: ladder.sound }] : []),
    ...(ladder.audioOnly ? [{ kind: 'audio-only' as const, plan: ladder.audioOnly }] : []),
  ];
  const found = await Promise.all(planned.map((rendition) => readRendition(dir, rendition)));
  checkAligned(
    found.filter((rendition) => rendition.kind === 'video'),
    ladder,
  );
  return found.map(({ cuts: _cuts, ...rendition }) => rendition);
}

/**
 * Proves that a poster is a whole JPEG and that the master playlist names every rendition.
 *
 * @returns bytes of both files
 * @throws MediaError `output_incomplete`
 */
export async function checkMasterAndPoster(dir: string, ladder: Ladder): Promise<number> {
  const master = await readText(dir, MASTER_FILE);
  const named = parseMasterFiles(master);
  for (const name of renditionNames(ladder))
    if (!named.includes(playlistFile(name))) throw incomplete(`${MASTER_FILE} does not name ${name}`);
  const masterBytes = (await stat(join(dir, MASTER_FILE))).size;
  if (ladder.video.length === 0) return masterBytes;
  const poster = await readFile(join(dir, POSTER_FILE)).catch(() => null);
  const whole =
    poster &&
    poster.length > 4 &&
    poster.readUInt16BE(0) === 0xffd8 &&
    poster.readUInt16BE(poster.length - 2) === 0xffd9;
  if (!whole) throw incomplete(`${POSTER_FILE} is missing or cut`);
  return poster.length + masterBytes;
}

/** What is wrong with the length of a rendition, for the log; null when all are as long as their source. */
export function wrongLength(renditions: OutputRendition[], sourceMs: number): string | null {
  const wrong = renditions.find(({ durationMs }) => Math.abs(durationMs - sourceMs) > DURATION_TOLERANCE_MS);
  return wrong ? `${wrong.name} lasts ${wrong.durationMs} ms, the source ${sourceMs} ms` : null;
}

/**
 * Reads a finished HLS folder and proves that it is whole: ffmpeg's exit code does not (reliability.md, finding 4 and
 * row 10). For folders that were moved, copied or restored; `transcode` makes the same three checks while it finishes one.
 *
 * @returns every rendition as found, largest video first
 * @throws MediaError `output_incomplete`
 */
export async function verifyHls(dir: string, expected: ExpectedOutput): Promise<OutputRendition[]> {
  const renditions = await readRenditions(dir, expected.ladder);
  const wrong = wrongLength(renditions, expected.durationMs);
  if (wrong) throw incomplete(wrong);
  await checkMasterAndPoster(dir, expected.ladder);
  return renditions;
}
