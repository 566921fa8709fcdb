import { DEFAULT_PRESET, grantApproved, PRESETS } from '@xuexi/domain';

import type { Correction } from './use-corrections';

/** Why a second person must agree: one request is above the limit, or only with what the same administrator decided within 30 days. */
export function whyWaiting({ units }: Pick<Correction, 'units'>): 'single' | 'together' {
  return grantApproved(PRESETS[DEFAULT_PRESET], Math.abs(units), 1) ? 'together' : 'single';
}
