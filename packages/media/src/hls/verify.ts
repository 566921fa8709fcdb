import { open, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { MediaError } from '../errors.js';
import type { FilmFacts } from '../source/facts.js';
import { framesPerSecond, type FrameRate } from '../source/frame-rate.js';
import { planLadder } from '../source/ladder.js';
import type { VideoTrack } from '../source/probe.js';
import { avcCodec } from './boxes.js';
import { readSegment, trackTimescale } from './fragments.js';
import {
  FIRST_MASTER_FILE,
  MASTER_FILE,
  plannedRenditions,
  playlistFile,
  POSTER_FILE,
  PREVIEW_SHEET_FILE,
  PREVIEWS_FILE,
  type OutputRendition,
  type PlannedRendition,
} from './layout.js';
import { masterPlaylist, parseMasterFiles, parseMediaPlaylist, type MediaPlaylist } from './playlist.js';
import { planPreviews, previewsVtt } from './previews.js';

/** Largest difference in milliseconds between a rendition and its source. */
const DURATION_TOLERANCE_MS = 500;
/** Seconds that a segment may be away from where its playlist has it: sound is cut between its frames. */
const TIME_TOLERANCE = 0.1;
/** Bits per second of slides with the sound for listening. */
const SLIDES_LIMIT = 60_000;
const PLAIN_NAME = /^[\w-]+\.(m4s|mp4)$/;
const AAC_LC = 'mp4a.40.2';

/** A rendition as found on disk, and the seconds at which its segments end. */
export interface FoundRendition extends OutputRendition {
  cuts: number[];
}

function incomplete(what: string): MediaError {
  return new MediaError('output_incomplete', what);
}

async function readText(dir: string, file: string): Promise<string> {
  const text = await readFile(join(dir, file), 'utf8').catch(() => null);
  if (!text) throw incomplete(`${file} is missing or empty`);
  return text;
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

interface Init {
  bytes: number;
  timescale: number;
  codecs: string;
}

async function readInit(dir: string, file: string, hasPicture: boolean): Promise<Init> {
  const init = await readFile(join(dir, file)).catch(() => null);
  if (!init || init.length < 8) throw incomplete(`${file} is missing or empty`);
  let at = 0;
  while (at + 8 <= init.length && init.readUInt32BE(at) >= 8) at += init.readUInt32BE(at);
  const timescale = trackTimescale(init);
  if (at !== init.length || !timescale) throw incomplete(`${file} is cut`);
  const codecs = hasPicture ? avcCodec(init) : AAC_LC;
  if (!codecs) throw incomplete(`${file} announces no H.264`);
  return { bytes: init.length, timescale, codecs };
}

/** @returns bytes of a whole segment, and its times in seconds */
async function readWholeSegment(dir: string, file: string, init: Init, hasPicture: boolean): Promise<{ bytes: number; start: number; length: number }> {
  const handle = await open(join(dir, file), 'r').catch(() => null);
  if (!handle) throw incomplete(`${file} is missing`);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw incomplete(`${file} is empty`);
    const times = await readSegment(handle, size);
    if (!times) throw incomplete(`${file} is cut`);
    if (hasPicture && !times.independent) throw incomplete(`${file} begins with no key frame`);
    return { bytes: size, start: times.start / init.timescale, length: times.length / init.timescale };
  } finally {
    await handle.close();
  }
}

/**
 * Reads one rendition and proves that it is whole: ENDLIST, every segment there, not empty, not cut, beginning with a key
 * frame, one after the other in time, as long as its playlist says.
 *
 * @throws MediaError `output_incomplete`
 */
export async function readRendition(dir: string, { name, kind, width, height }: PlannedRendition): Promise<FoundRendition> {
  const file = playlistFile(name);
  const inside = (part: string): string => posix.join(name, part);
  const hasPicture = kind === 'video' || kind === 'slides';
  const playlist = await readPlaylist(dir, file);
  const init = await readInit(dir, inside(playlist.init), hasPicture);
  const cuts: number[] = [];
  let bytes = 0;
  let bandwidth = 0;
  let length = 0;
  let origin = 0;
  for (const segment of playlist.segments) {
    const found = await readWholeSegment(dir, inside(segment.file), init, hasPicture);
    if (cuts.length === 0) origin = found.start;
    if (Math.abs(found.start - origin - length) > TIME_TOLERANCE) throw incomplete(`${inside(segment.file)} lies elsewhere than its playlist says`);
    if (Math.abs(found.length - segment.seconds) > TIME_TOLERANCE) throw incomplete(`${inside(segment.file)} is not as long as its playlist says`);
    bytes += found.bytes;
    bandwidth = Math.max(bandwidth, Math.ceil((found.bytes * 8) / Math.max(segment.seconds, 1)));
    length += segment.seconds;
    cuts.push(length);
  }
  return {
    name,
    kind,
    playlistFile: file,
    width,
    height,
    bandwidth,
    averageBandwidth: Math.ceil((bytes * 8) / Math.max(length, 0.001)),
    codecs: init.codecs,
    bytes: bytes + init.bytes,
    durationMs: Math.round(length * 1000),
    cuts,
  };
}

/** Switching quality is seamless only where all pictures are cut at the same moments. */
function checkAligned(renditions: FoundRendition[], frameSeconds: number): void {
  const [first, ...others] = renditions.filter(({ kind }) => kind === 'video' || kind === 'slides');
  if (!first) return;
  for (const other of others)
    // Their ends are compared with the source's.
    if (other.cuts.length !== first.cuts.length || other.cuts.slice(0, -1).some((cut, i) => Math.abs(cut - (first.cuts[i] ?? 0)) > frameSeconds))
      throw incomplete(`${other.name} is not cut like ${first.name}`);
}

/** Slides are for lines that carry no more; a line that carries more has better. */
function checkSlides(renditions: FoundRendition[]): void {
  const slides = renditions.find(({ kind }) => kind === 'slides');
  const listening = renditions.find(({ kind }) => kind === 'audio-only');
  const together = (slides?.averageBandwidth ?? 0) + (listening?.averageBandwidth ?? 0);
  if (slides && together > SLIDES_LIMIT) throw incomplete(`slides with sound take ${together} bits a second`);
}

async function checkJpeg(dir: string, file: string): Promise<number> {
  const picture = await readFile(join(dir, file)).catch(() => null);
  const whole = picture && picture.length > 4 && picture.readUInt16BE(0) === 0xffd8 && picture.readUInt16BE(picture.length - 2) === 0xffd9;
  if (!whole) throw incomplete(`${file} is missing or cut`);
  return picture.length;
}

/**
 * Proves that a master playlist says of a folder's renditions exactly what was found of them.
 *
 * @returns its bytes
 * @throws MediaError `output_incomplete`
 */
export async function checkMaster(dir: string, file: string, renditions: OutputRendition[], fps: FrameRate): Promise<number> {
  const text = await readText(dir, file);
  if (text !== masterPlaylist(renditions, fps)) throw incomplete(`${file} is not the master of its renditions`);
  return Buffer.byteLength(text);
}

/** The master of what was playable first, whatever that was. */
async function checkFirstMaster(dir: string, renditions: OutputRendition[], fps: FrameRate): Promise<number> {
  const named = parseMasterFiles(await readText(dir, FIRST_MASTER_FILE));
  const first = renditions.filter(({ playlistFile: playlist }) => named.includes(playlist));
  if (!first.some(({ kind }) => kind === 'video')) throw incomplete(`${FIRST_MASTER_FILE} names no video`);
  return checkMaster(dir, FIRST_MASTER_FILE, first, fps);
}

async function checkPictures(dir: string, video: VideoTrack, durationMs: number): Promise<number> {
  const previews = await readText(dir, PREVIEWS_FILE);
  const tiles = previews.split(' --> ').length - 1;
  if (tiles === 0 || previews !== previewsVtt(planPreviews(video, durationMs), tiles, durationMs)) throw incomplete(`${PREVIEWS_FILE} is cut`);
  return Buffer.byteLength(previews) + (await checkJpeg(dir, POSTER_FILE)) + (await checkJpeg(dir, PREVIEW_SHEET_FILE));
}

/**
 * Proves that renditions are as long as their source.
 *
 * @throws MediaError `source_damaged`: ffmpeg came to the end of the source before its time
 */
export function checkLengths(renditions: OutputRendition[], sourceMs: number, said = ''): void {
  const wrong = renditions.find(({ durationMs }) => Math.abs(durationMs - sourceMs) > DURATION_TOLERANCE_MS);
  if (wrong) throw new MediaError('source_damaged', `${wrong.name} lasts ${wrong.durationMs} ms, the source ${sourceMs} ms\n${said}`.trim());
}

/** A whole folder. */
export interface VerifiedFolder {
  /** Largest video first, then slides, the sound group and listening. */
  renditions: OutputRendition[];
  /** All its files but the playlists of the renditions. */
  bytes: number;
}

/**
 * Reads a finished HLS folder and proves that it is whole: ffmpeg's exit code does not (reliability.md, finding 4 and
 * row 10).
 *
 * @param source what it was made from
 * @throws MediaError `output_incomplete`; `source_damaged` when every file is whole but the lengths are not the source's
 */
export async function verifyHls(dir: string, source: FilmFacts): Promise<VerifiedFolder> {
  const ladder = planLadder(source.probe);
  const found = await Promise.all(plannedRenditions(ladder).map((planned) => readRendition(dir, planned)));
  checkAligned(found, 1 / framesPerSecond(ladder.fps));
  checkSlides(found);
  checkLengths(found, source.durationMs);
  const { video } = source.probe;
  const renditions = found.map(({ cuts: _cuts, ...rendition }) => rendition);
  const pictures = video ? (await checkPictures(dir, video, source.durationMs)) + (await checkFirstMaster(dir, renditions, ladder.fps)) : 0;
  const master = await checkMaster(dir, MASTER_FILE, renditions, ladder.fps);
  return { renditions, bytes: master + pictures + renditions.reduce((sum, { bytes }) => sum + bytes, 0) };
}
