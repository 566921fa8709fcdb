import { type StatementContent, type StatementKinds, merkleLeaf, statementText, storedJson } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { isIssued } from '../statements/issued.js';

/** A statement as its row has it, believed in nothing. */
export interface StoredStatement {
  id: string;
  personId: string;
  year: number;
  version: number;
  status: string;
  /** Null of statements from before leaves were kept. */
  leaf: string | null;
  number: string;
  units: number;
  entries: number;
  targetMet: boolean;
  chainHead: string;
  /** Whether its closing has signed it. */
  isIssued: boolean;
  /** All that it says; null where its row cannot be read any more, and of statements from before leaves were kept. */
  content: StatementContent | null;
}

interface StatementRow extends Omit<StoredStatement, 'content' | 'targetMet' | 'isIssued'> {
  targetMet: number;
  isIssued: number;
  kinds: string | null;
  months: string | null;
  policyVersions: string;
  regionId: string | null;
  reason: string | null;
}

const COLUMNS = `s.id, s.person_id AS personId, s.year, s.version, s.status, s.leaf, s.number, s.units, s.entries, s.target_met AS targetMet, s.chain_head AS chainHead,
  ${isIssued('s')} AS isIssued, s.kinds, s.months, s.policy_versions AS policyVersions, s.region_id AS regionId, s.reason`;

/** The statements under a closing's root after a person, in the order of its leaves. */
export async function statementsUnder(tx: EntityManager, closingId: string, afterPersonId: string, limit: number): Promise<StoredStatement[]> {
  return read(tx, 's.closing_id = ? AND s.leaf IS NOT NULL AND s.person_id > ? ORDER BY s.person_id LIMIT ?', [closingId, afterPersonId, limit]);
}

/** All final statements of some persons, by person, year and version. */
export async function finalStatementsOf(tx: EntityManager, personIds: readonly string[]): Promise<StoredStatement[]> {
  return read(tx, 's.person_id IN (?) AND s.version > 0 ORDER BY s.person_id, s.year, s.version', [personIds]);
}

/** What is hashed of a statement; of one that cannot be read nothing. */
export function leafTextOf({ content }: StoredStatement): string {
  return content === null ? '' : statementText(content);
}

/** Whether a statement says what its leaf stands for; one from before leaves were kept has none. */
export function isAsItsLeaf(statement: StoredStatement): boolean {
  return statement.leaf === null || statement.leaf === merkleLeaf(leafTextOf(statement));
}

async function read(tx: EntityManager, condition: string, params: readonly unknown[]): Promise<StoredStatement[]> {
  const rows: StatementRow[] = await tx.query(`SELECT ${COLUMNS} FROM statement s WHERE ${condition}`, [...params]);
  return rows.map(({ kinds, months, policyVersions, regionId, reason, ...row }) => {
    const statement = { ...row, targetMet: row.targetMet === 1, isIssued: row.isIssued === 1 };
    const said = kinds === null || months === null ? [undefined] : [storedJson(kinds), storedJson(months), storedJson(policyVersions)];
    if (row.leaf === null || said.includes(undefined)) return { ...statement, content: null };
    const { number, personId, year, version, units, entries, targetMet, chainHead } = statement;
    const [ofKinds, ofMonths, policies] = said as unknown as [StatementKinds, number[], string[]];
    return { ...statement, content: { number, personId, year, version, units, entries, targetMet, kinds: ofKinds, months: ofMonths, policyVersions: policies, chainHead, regionId, reason } };
  });
}
