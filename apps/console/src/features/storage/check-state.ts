import type { Tone } from '@xuexi/ui';

import type { StorageCheckSummary } from './use-storage';

/** Where a check stands, its repair included. */
export type CheckState = 'queued' | 'running' | 'agrees' | 'differs' | 'failed' | 'repairing' | 'repaired' | 'repairFailed';

export const TONES: Record<CheckState, Tone> = {
  queued: 'ochre',
  running: 'cobalt',
  agrees: 'bamboo',
  differs: 'cinnabar',
  failed: 'cinnabar',
  repairing: 'cobalt',
  repaired: 'bamboo',
  repairFailed: 'cinnabar',
};

/** One word for a check and what was done about it. */
export function stateOf({ state, missing, strays, repair }: StorageCheckSummary): CheckState {
  if (state !== 'done') return state;
  if (repair === null) return missing + strays === 0 ? 'agrees' : 'differs';
  if (repair.state === 'failed') return 'repairFailed';
  return repair.state === 'done' ? 'repaired' : 'repairing';
}
