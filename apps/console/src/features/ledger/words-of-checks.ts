import type { useTranslation } from 'react-i18next';

import type { Reconciliation } from './use-ledger';

/** Names of what a night has compared, and of what there was nothing to compare of yet; '' for none. */
export function wordsOf(checks: Reconciliation['checks'], t: ReturnType<typeof useTranslation<'ledger'>>['t']): { agreeing: string; untouched: string } {
  const named = (isMeant: (compared: number) => boolean) => checks.filter(({ compared }) => isMeant(compared)).map(({ name }) => t(`short.${name}`)).join('、');
  return { agreeing: named((compared) => compared > 0), untouched: named((compared) => compared === 0) };
}
