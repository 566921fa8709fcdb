import { availableParallelism, totalmem } from 'node:os';
import { TRANSCODE_MEMORY_BYTES } from '@xuexi/media';

/** What a machine, or the container on it, has for transcodes. */
export interface Machine {
  cores: number;
  memoryBytes: number;
}

/** How many transcodes run beside each other, in each lane. */
export interface TranscodeSlots {
  short: number;
  long: number;
}

/** One ladder from 1080p downward keeps about four cores busy. */
const CORES_EACH = 4;

/**
 * Both lanes have at least one slot: on one or two cores a short clip takes turns with a film of hours, at a higher priority,
 * instead of standing behind it. Memory is never promised twice; where it is enough for one transcode only, the long lane has
 * no slot of its own, and its films take turns with the short ones.
 */
export function transcodeSlots({ cores, memoryBytes }: Machine): TranscodeSlots {
  const fitting = Math.max(1, Math.floor(memoryBytes / TRANSCODE_MEMORY_BYTES));
  const wanted = Math.max(2, 2 * Math.floor(cores / CORES_EACH));
  const all = Math.min(fitting, wanted);
  return { short: Math.ceil(all / 2), long: Math.floor(all / 2) };
}

/** What this process may use: the limits of its container count. */
export function thisMachine(): Machine {
  return { cores: availableParallelism(), memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Infinity) };
}
