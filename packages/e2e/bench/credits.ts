import type { Ratio } from './table.ts';

/** What `credits` measures, by name: each also runs alone as `credits-NAME`. */
export const CREDITS_PARTS: Record<string, () => Promise<Ratio[]>> = {
  watch: async () => (await import('./credits-watch.ts')).run(),
  'watch-memory': async () => (await import('./credits-watch.ts')).runMemory(),
  closing: async () => (await import('./credits-closing.ts')).run(),
  mine: async () => (await import('./credits-mine.ts')).run(),
  settle: async () => (await import('./credits-settle.ts')).run(),
  recompute: async () => (await import('./credits-recompute.ts')).run(),
};
