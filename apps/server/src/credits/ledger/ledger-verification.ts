import type { KeyObject } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { verifyChains } from './chain-verification.js';
import { signedClosings, verifyClosingRows, verifyStatements, verifyStatuses } from './closing-verification.js';
import type { AnchoredCredits } from './credit-anchors.js';
import { DayVerification } from './day-verification.js';
import { verifyKeys } from './key-verification.js';
import type { LedgerFault } from './ledger-faults.js';

const PERSONS = 500;

/** What a verification went over and found. */
export interface LedgerVerdict {
  persons: number;
  entries: number;
  days: number;
  closings: number;
  statements: number;
  /** None: the ledger is whole. */
  faults: LedgerFault[];
}

/** What is verified; absent: everything. */
export interface Concerned {
  personIds: readonly string[];
  dates: readonly string[];
  closingIds: readonly string[];
}

/**
 * Verifies the ledger of a database, page by page and in one snapshot, while the platform may go on working: the chain of every person, the
 * days and closings against their signed roots, and the roots against what was anchored outside.
 *
 * @param anchored what was anchored, read before: the ledger may have grown since, but not shrunk
 * @param keys public keys whose signatures count, by id
 */
export function verifyLedger(dataSource: DataSource, anchored: AnchoredCredits, keys: ReadonlyMap<string, KeyObject>): Promise<LedgerVerdict> {
  return dataSource.transaction('REPEATABLE READ', (tx) => verifyIn(tx, anchored, keys));
}

/** The same within a transaction, or only what may be concerned by a change. */
export async function verifyIn(tx: EntityManager, anchored: AnchoredCredits, keys: ReadonlyMap<string, KeyObject>, concerned?: Concerned): Promise<LedgerVerdict> {
  const verdict: LedgerVerdict = { persons: 0, entries: 0, days: 0, closings: 0, statements: 0, faults: [] };
  await chains(tx, verdict, concerned?.personIds);
  verdict.faults.push(...(await verifyKeys(tx, keys)));
  const days = await DayVerification.of(tx, anchored, keys);
  verdict.faults.push(...days.rows(), ...(await days.before(tx)));
  for (const date of concerned?.dates ?? days.days.keys()) verdict.faults.push(...(await days.leaves(tx, date)));
  verdict.days = days.days.size;
  await closings(tx, verdict, anchored, keys, concerned);
  return verdict;
}

async function chains(tx: EntityManager, verdict: LedgerVerdict, concerned?: readonly string[]): Promise<void> {
  for await (const ids of concerned ? [concerned] : personsOf(tx)) {
    const { entries, faults } = await verifyChains(tx, ids);
    verdict.persons += ids.length;
    verdict.entries += entries;
    verdict.faults.push(...faults);
  }
}

async function closings(tx: EntityManager, verdict: LedgerVerdict, anchored: AnchoredCredits, keys: ReadonlyMap<string, KeyObject>, concerned?: Concerned): Promise<void> {
  const rows = await signedClosings(tx);
  verdict.faults.push(...verifyClosingRows(rows, anchored, keys), ...(await verifyStatuses(tx, concerned?.personIds)));
  // Where a row is gone or changed, the anchor says what it was.
  const known = new Map([...rows, ...anchored.closings]);
  for (const id of concerned?.closingIds ?? known.keys()) {
    const closing = known.get(id);
    if (!closing) continue;
    const { statements, faults } = await verifyStatements(tx, closing);
    verdict.statements += statements;
    verdict.faults.push(...faults);
  }
  verdict.closings = known.size;
}

/** Persons with a chain, page by page; and those whose end is gone. */
async function* personsOf(tx: EntityManager): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows: { id: string }[] = await tx.query('SELECT person_id AS id FROM credit_head WHERE person_id > ? ORDER BY person_id LIMIT ?', [after, PERSONS]);
    if (rows.length > 0) yield rows.map((row) => row.id);
    if (rows.length < PERSONS) break;
    after = rows.at(-1)!.id;
  }
  const headless: { id: string }[] = await tx.query('SELECT DISTINCT entry.person_id AS id FROM credit_entry entry LEFT JOIN credit_head head ON head.person_id = entry.person_id WHERE head.person_id IS NULL');
  for (let i = 0; i < headless.length; i += PERSONS) yield headless.slice(i, i + PERSONS).map((row) => row.id);
}
