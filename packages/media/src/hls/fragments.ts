import type { FileHandle } from 'node:fs/promises';
import { readBoxes } from './boxes.js';

/** What the movie fragments of one segment say. Times are in the track's time scale. */
export interface SegmentTimes {
  /** Decode time of the first sample. */
  start: number;
  /** Sum of the lengths of all samples. */
  length: number;
  /** The first sample can be decoded by itself. */
  independent: boolean;
}

/** A fragment describes some hundred samples of a segment. */
const LARGEST_MOOF = 4 * 1024 * 1024;
const MOST_SAMPLES = 100_000;
const HAS = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20 } as const;
const RUN_HAS = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 } as const;
const NOT_SYNC = 0x10000;

function children(box: Buffer): { type: string; body: Buffer }[] {
  const found: { type: string; body: Buffer }[] = [];
  for (let at = 0; at + 8 <= box.length; ) {
    const size = box.readUInt32BE(at);
    if (size < 8 || at + size > box.length) return [];
    found.push({ type: box.toString('latin1', at + 4, at + 8), body: box.subarray(at + 8, at + size) });
    at += size;
  }
  return found;
}

const flagsOf = (body: Buffer): number => body.readUIntBE(1, 3);

function readHeader(body: Buffer): { duration: number; size: number; flags: number } {
  const present = flagsOf(body);
  let at = 8;
  const take = (flag: number, bytes: number): number => {
    if (!(present & flag)) return 0;
    at += bytes;
    return bytes === 4 ? body.readUInt32BE(at - 4) : 0;
  };
  take(HAS.baseOffset, 8);
  take(HAS.description, 4);
  return { duration: take(HAS.duration, 4), size: take(HAS.size, 4), flags: take(HAS.flags, 4) };
}

/** The samples of one run; `shifts` is by how much each is shown later than it is decoded, both from the run's beginning. */
interface Run {
  length: number;
  bytes: number;
  firstFlags: number;
  decoded: number[];
  shifts: number[];
}

function readRun(body: Buffer, defaults: { duration: number; size: number; flags: number }): Run {
  const present = flagsOf(body);
  const count = body.readUInt32BE(4);
  if (count > MOST_SAMPLES) throw new RangeError('more samples than a segment has');
  let at = 8 + (present & RUN_HAS.dataOffset ? 4 : 0);
  const firstFlags = present & RUN_HAS.firstFlags ? body.readUInt32BE((at += 4) - 4) : null;
  const run: Run = { length: 0, bytes: 0, firstFlags: firstFlags ?? defaults.flags, decoded: [], shifts: [] };
  for (let i = 0; i < count; i++) {
    run.decoded.push(run.length);
    run.length += present & RUN_HAS.duration ? body.readUInt32BE((at += 4) - 4) : defaults.duration;
    run.bytes += present & RUN_HAS.size ? body.readUInt32BE((at += 4) - 4) : defaults.size;
    if (present & RUN_HAS.flags) {
      const flags = body.readUInt32BE((at += 4) - 4);
      if (i === 0 && firstFlags === null) run.firstFlags = flags;
    }
    run.shifts.push(present & RUN_HAS.composition ? body.readInt32BE((at += 4) - 4) : 0);
  }
  return run;
}

/**
 * Whether the samples are shown at the moments at which they are decoded, in whatever order, all by the same delay: as
 * encoders put them and as no turned bit does. Less than half a sample is no matter.
 */
function isShownSteadily({ length, decoded, shifts }: Run): boolean {
  const shown = decoded.map((time, i) => time + (shifts[i] ?? 0)).sort((a, b) => a - b);
  const delay = (shown[0] ?? 0) - (decoded[0] ?? 0);
  return shown.every((time, i) => Math.abs(time - (decoded[i] ?? 0) - delay) < Math.max(1, length / decoded.length / 2));
}

/** One `moof`: where it begins, how long it is and how many bytes its samples have. */
function readFragment(moof: Buffer): (SegmentTimes & { bytes: number }) | null {
  const track = children(moof).find(({ type }) => type === 'traf');
  const parts = track ? children(track.body) : [];
  const header = parts.find(({ type }) => type === 'tfhd');
  const time = parts.find(({ type }) => type === 'tfdt');
  const runs = parts.filter(({ type }) => type === 'trun');
  if (!header || !time || runs.length === 0) return null;
  const defaults = readHeader(header.body);
  const read = runs.map(({ body }) => readRun(body, defaults));
  if (!read.every(isShownSteadily)) return null;
  return {
    start: time.body[0] === 1 ? Number(time.body.readBigUInt64BE(4)) : time.body.readUInt32BE(4),
    length: read.reduce((sum, run) => sum + run.length, 0),
    independent: ((read[0]?.firstFlags ?? NOT_SYNC) & NOT_SYNC) === 0,
    bytes: read.reduce((sum, run) => sum + run.bytes, 0),
  };
}

/**
 * Reads the fragments of one segment, not its samples.
 *
 * @returns null when the file is cut, is no segment, or has other samples than its fragments describe
 */
export async function readSegment(handle: FileHandle, fileBytes: number): Promise<SegmentTimes | null> {
  const boxes = await readBoxes(handle, fileBytes);
  if (!boxes) return null;
  const fragments: SegmentTimes[] = [];
  let at = 0;
  let described = 0;
  let held = 0;
  for (const { type, size } of boxes) {
    if (type === 'mdat') held += size - 8;
    if (type === 'moof') {
      if (size > LARGEST_MOOF) return null;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - 8), 0, size - 8, at + 8);
      const fragment = bytesRead === size - 8 ? tryFragment(buffer) : null;
      if (!fragment) return null;
      described += fragment.bytes;
      fragments.push(fragment);
    }
    at += size;
  }
  const [first] = fragments;
  if (!first || described !== held || described === 0) return null;
  return { start: first.start, length: fragments.reduce((sum, { length }) => sum + length, 0), independent: first.independent };
}

/** A damaged fragment announces more than it holds, which reading beyond its end tells. */
function tryFragment(moof: Buffer): ReturnType<typeof readFragment> {
  try {
    return readFragment(moof);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Ticks a second of the only track of an init segment. @returns null when it has none */
export function trackTimescale(init: Buffer): number | null {
  const at = init.indexOf('mdhd', 0, 'latin1');
  if (at < 0 || at + 28 > init.length) return null;
  const timescale = init[at + 4] === 1 ? init.readUInt32BE(at + 24) : init.readUInt32BE(at + 16);
  return timescale > 0 ? timescale : null;
}
