import type { AlarmKind, Difference, JsonValue } from '@xuexi/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { verifyChains } from './chain-verification.js';
import type { PersonRecord } from './person-records.js';
import type { Recomputation } from './recomputation.js';
import { type StatementFault, compareStatements } from './statement-checks.js';

/** What a reconciliation compares: chains with their ends and with whoever they belong to after merges, entries with evidence, sums with entries, statements with entries and hashes, days with their roots. */
export const CHECKS = ['chains', 'evidence', 'balances', 'statements', 'roots'] as const;
export type CheckName = (typeof CHECKS)[number];

/** Something that does not agree, as an alarm tells it. */
export interface Finding {
  check: CheckName;
  kind: AlarmKind;
  subjectId: string;
  details: Record<string, JsonValue>;
}

/** Of some persons: how much was compared by each check, and what did not agree. */
export interface Compared {
  counts: Partial<Record<CheckName, number>>;
  entries: number;
  findings: Finding[];
}

/** Compares everything of some persons. What seems to differ is looked at again in one snapshot, because the platform goes on meanwhile. */
export async function comparePersons(dataSource: DataSource, recomputation: Recomputation, personIds: readonly string[]): Promise<Compared> {
  const first = await compareIn(dataSource.manager, recomputation, personIds);
  if (first.findings.length === 0) return first;
  const doubted = [...new Set(first.findings.map(({ details }) => String(details.personId)))];
  const { findings } = await dataSource.transaction('REPEATABLE READ', (tx) => compareIn(tx, recomputation, doubted));
  return { ...first, findings };
}

async function compareIn(tx: EntityManager, recomputation: Recomputation, personIds: readonly string[]): Promise<Compared> {
  const { faults } = await verifyChains(tx, personIds);
  const astray = await mergedAstray(tx, personIds);
  const records = await recomputation.read(tx, personIds);
  const entries = records.reduce((sum, record) => sum + record.entries.length, 0);
  const balances = await balancesOf(tx, personIds);
  const statements = await compareStatements(tx, records, (date) => recomputation.policyOn(date));
  const held = new Map(records.flatMap((record) => [...yearsOf(record)]));
  return {
    counts: { chains: personIds.length, evidence: entries, balances: balances.length, statements: statements.compared },
    entries,
    findings: [
      ...faults.map(({ kind, subject, sequence }): Finding => ({ check: 'chains', kind: 'broken_chain', subjectId: subject, details: { personId: subject, fault: kind, sequence: sequence ?? null } })),
      ...astray.map((personId): Finding => ({ check: 'chains', kind: 'merge_astray', subjectId: personId, details: { personId } })),
      ...records.flatMap((record) => recomputation.differences(record).map(asFinding)),
      ...differing(held, balances).map(({ personId, year }): Finding => ({ check: 'balances', kind: 'balance_differs', subjectId: `${personId}:${year}`, details: { personId, year } })),
      ...statements.faults.map(asStatementFinding),
    ],
  };
}

/** Who counts as merged without a merge or the other way round, and whose record does not lead to one that is nobody else's: no merge leaves that, and none of them leads in a circle. */
async function mergedAstray(tx: EntityManager, personIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT p.id FROM person p LEFT JOIN person kept ON kept.id = p.merged_into LEFT JOIN person_merge merge ON merge.absorbed_person_id = p.id
      WHERE p.id IN (?) AND (p.merged_into IS NOT NULL OR merge.id IS NOT NULL)
        AND (p.merged_into IS NULL OR merge.id IS NULL OR kept.id IS NULL OR kept.merged_into IS NOT NULL)`,
    [personIds],
  );
  return rows.map(({ id }) => id);
}

function asFinding({ kind, personId, key, year, recorded, recomputed }: Difference): Finding {
  // Figures only: an entry's evidence is long, and `credits:recompute` shows it.
  const figures: Record<string, JsonValue> = [recorded, recomputed].some((value) => typeof value === 'string') ? {} : { recorded, recomputed };
  return { check: 'evidence', kind: kind === 'missing' ? 'evidence_unposted' : 'entry_differs', subjectId: key, details: { personId, difference: kind, year, ...figures } };
}

function asStatementFinding({ kinds, personId, year, subject, figures }: StatementFault): Finding {
  return { check: 'statements', kind: 'statement_differs', subjectId: subject, details: { personId, year, faults: kinds, ...figures } };
}

interface Balance {
  personId: string;
  year: number;
  units: number;
}

/** As learners and regions are shown it: by the index of years, whose rows are not those of the chain. */
async function balancesOf(tx: EntityManager, personIds: readonly string[]): Promise<Balance[]> {
  const years: { year: number }[] = await tx.query('SELECT DISTINCT year FROM credit_entry WHERE person_id IN (?)', [personIds]);
  if (years.length === 0) return [];
  return tx.query('SELECT person_id AS personId, year, CAST(SUM(units) AS SIGNED) AS units FROM credit_entry FORCE INDEX (ix_credit_entry_year) WHERE year IN (?) AND person_id IN (?) GROUP BY year, person_id', [years.map(({ year }) => year), personIds]);
}

function yearsOf({ personId, entries }: PersonRecord): Map<string, Balance> {
  const years = new Map<string, Balance>();
  for (const { year, units } of entries) {
    const key = `${personId}:${year}`;
    years.set(key, { personId, year, units: (years.get(key)?.units ?? 0) + units });
  }
  return years;
}

function differing(held: ReadonlyMap<string, Balance>, balances: readonly Balance[]): Balance[] {
  const shown = new Map(balances.map((balance) => [`${balance.personId}:${balance.year}`, balance]));
  const missing = [...held].filter(([key]) => !shown.has(key)).map(([, balance]) => balance);
  return [...missing, ...balances.filter(({ personId, year, units }) => held.get(`${personId}:${year}`)?.units !== units)];
}
