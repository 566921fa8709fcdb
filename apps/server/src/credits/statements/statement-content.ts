import type { StatementContent } from '@xuexi/domain';
import type { Statement } from './statement.entity.js';

/** All that a statement says and that its leaf stands for; null of preliminary ones and of those from before leaves were kept. */
export function contentOf(statement: Statement): StatementContent | null {
  const { number, personId, year, version, units, entries, targetMet, kinds, months, policyVersions, chainHead, regionId, reason } = statement;
  if (version === 0 || kinds === null || months === null || statement.leaf === null) return null;
  return { number, personId, year, version, units, entries, targetMet, kinds, months, policyVersions, chainHead, regionId, reason };
}
