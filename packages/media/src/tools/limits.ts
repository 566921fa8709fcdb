import { availableParallelism } from 'node:os';

/** What one run of a tool may use; a tool that wants more is stopped by the kernel. */
export interface ToolLimits {
  /** Address space in bytes. */
  memoryBytes: number;
  /** Processor time over all threads, in seconds. */
  cpuSeconds: number;
  /** Largest single file it may write, in bytes. */
  fileBytes: number;
}

const MIB = 1024 ** 2;
/** Of real memory: what one transcode is reckoned with, and what no tool exceeds, whatever it reads. */
export const TRANSCODE_MEMORY_BYTES = 700 * MIB;
const OPEN_FILES = 256;
const BASE_MEMORY = 3072 * MIB;
/** Every encoder has threads by the number of cores, each with frames, a stack and an arena of its own. */
const MEMORY_PER_CORE = 512 * MIB;
const FILE_BYTES = 1024 * MIB;

/** Room for a whole ladder from a 4K source; bounded by the deadline on all cores. */
export function defaultLimits(deadlineMs: number): ToolLimits {
  const cores = availableParallelism();
  return { memoryBytes: BASE_MEMORY + cores * MEMORY_PER_CORE, cpuSeconds: Math.ceil(deadlineMs / 1000) * cores + 1, fileBytes: FILE_BYTES };
}

/** The arguments of `prlimit`; nothing a tool does is worth a core file, which would hold the upload. */
export function prlimitArgs({ memoryBytes, cpuSeconds, fileBytes }: ToolLimits): string[] {
  const bounds = { as: memoryBytes, cpu: cpuSeconds, fsize: fileBytes, nofile: OPEN_FILES, core: 0 };
  return Object.entries(bounds).map(([resource, most]) => `--${resource}=${most}:${most}`);
}
