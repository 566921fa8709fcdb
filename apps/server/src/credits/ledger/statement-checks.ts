import { type JsonValue, type Policy, type StatedEntry, statementNumber, statementTotals, targetMet } from '@xuexi/domain';
import type { EntityManager } from 'typeorm';
import { type Verified, entriesCount } from '../../identity/counting.js';
import { KIND } from '../closing/closing.entity.js';
import { verifyStatuses } from './closing-verification.js';
import type { PersonRecord } from './person-records.js';
import { type StoredStatement, finalStatementsOf, isAsItsLeaf } from './stored-statements.js';

/**
 * What a comparison finds of statements:
 * - leaf: it is not what its hash says
 * - number: it bears another number than its person, year and version give
 * - totals: units, entries, kinds, months, policies or head of the chain are not those of the entries that it counts
 * - target: 达标 does not follow from its units
 * - uncounted: entries came after it and no version followed
 * - missing: a closing has signed the year, and the person has entries that count and no statement
 * - status: which version is in force does not follow from the versions
 */
export type StatementFaultKind = 'leaf' | 'number' | 'totals' | 'target' | 'uncounted' | 'missing' | 'status';

/** Something that is wrong with the statement of a person and year. */
export interface StatementFault {
  kinds: StatementFaultKind[];
  personId: string;
  year: number | null;
  /** Id of the statement; of a missing one person and year. */
  subject: string;
  /** Units that are stated and held, or entries that are counted and held. */
  figures?: Record<string, JsonValue>;
}

/** Compares all final statements of some persons with the entries that they were computed from, and whose statement is not there. */
export async function compareStatements(tx: EntityManager, records: readonly PersonRecord[], policyOn: (date: string) => Policy): Promise<{ compared: number; faults: StatementFault[] }> {
  const personIds = records.map(({ personId }) => personId);
  if (personIds.length === 0) return { compared: 0, faults: [] };
  const statements = await finalStatementsOf(tx, personIds);
  const closed: { year: number }[] = await tx.query(`SELECT DISTINCT year FROM closing WHERE ${KIND} = 'final' AND state = 'done'`);
  const verified: (Verified & { id: string })[] = await tx.query('SELECT id, verified_at AS verifiedAt, unverified_at AS unverifiedAt FROM person WHERE id IN (?)', [personIds]);
  const verifiedOf = new Map(verified.map((person) => [person.id, person]));
  const stated = Map.groupBy(statements, ({ personId }) => personId);
  const years = new Set(closed.map(({ year }) => year));
  const statuses = (await verifyStatuses(tx, personIds)).map(({ subject }): StatementFault => ({ kinds: ['status'], personId: subject, year: null, subject }));
  const faults = records.flatMap((record) => {
    const person = verifiedOf.get(record.personId);
    return faultsOf(record, stated.get(record.personId) ?? [], { policyOn, isDue: (year) => years.has(year) && person !== undefined && entriesCount(person, year) });
  });
  return { compared: statements.length, faults: [...statuses, ...faults] };
}

interface Expectation {
  policyOn: (date: string) => Policy;
  /** Whether a closing has stated the year, and states the person. */
  isDue: (year: number) => boolean;
}

function faultsOf({ personId, entries }: PersonRecord, statements: readonly StoredStatement[], { policyOn, isDue }: Expectation): StatementFault[] {
  const byYear = Map.groupBy(entries, ({ year }) => year);
  const inForce = new Map(statements.filter(({ status }) => status !== 'revoked').map((statement) => [statement.year, statement]));
  const missing = [...byYear.keys()].filter((year) => isDue(year) && !inForce.has(year));
  const uncounted = [...inForce.values()].filter(({ year, entries: counted, isIssued }) => isIssued && isDue(year) && counted < (byYear.get(year)?.length ?? 0));
  return [
    ...missing.map((year): StatementFault => ({ kinds: ['missing'], personId, year, subject: `${personId}:${year}` })),
    ...uncounted.map(({ id, year, entries: counted }): StatementFault => ({ kinds: ['uncounted'], personId, year, subject: id, figures: { counted, held: byYear.get(year)!.length } })),
    // What no closing has signed yet is still being made.
    ...statements.filter(({ isIssued }) => isIssued).flatMap((statement) => wrongIn(statement, byYear.get(statement.year) ?? [], policyOn)),
  ];
}

/** @param entries of the person and year, in order: a statement counts them up to the one that was the last of its time */
function wrongIn(statement: StoredStatement, entries: PersonRecord['entries'], policyOn: (date: string) => Policy): StatementFault[] {
  const { id, personId, year, version, units, number } = statement;
  const counted = entries.slice(0, statement.entries);
  const held = counted.reduce((sum, entry) => sum + entry.units, 0);
  const kinds: StatementFaultKind[] = [
    ...(isAsItsLeaf(statement) ? [] : ['leaf' as const]),
    ...(statement.leaf === null || number === statementNumber(personId, year, version) ? [] : ['number' as const]),
    ...(saysWhatIsHeld(statement, counted) ? [] : ['totals' as const]),
    ...(statement.targetMet === targetMet(units, policyOn(`${year}-12-31`).targetCredits) ? [] : ['target' as const]),
  ];
  return kinds.length === 0 ? [] : [{ kinds, personId, year, subject: id, figures: { stated: units, held } }];
}

function saysWhatIsHeld({ year, units, entries, chainHead, leaf, content }: StoredStatement, counted: PersonRecord['entries']): boolean {
  if (counted.length !== entries || counted.length === 0) return false;
  // A kind that nobody knows is a kind of its own here; the chain and the recomputation tell of it.
  const totals = statementTotals(counted as StatedEntry[], year);
  if (units !== totals.units || chainHead !== totals.chainHead) return false;
  if (leaf === null) return true;
  return content !== null && isSame(content.kinds, totals.kinds) && isSame(content.months, totals.months) && isSame(content.policyVersions, totals.policyVersions);
}

function isSame(stated: object, held: object): boolean {
  const [a, b] = [Object.entries(stated), new Map(Object.entries(held))];
  return a.length === b.size && a.every(([key, value]) => b.get(key) === value);
}
