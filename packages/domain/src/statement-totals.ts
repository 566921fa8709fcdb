/** What a statement says of a year's entries (credit-rules.md 15): the totals, and the number that is printed on it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { monthOfDate, yearOfDate } from './calendar.js';
import type { EntryKind } from './ledger.js';
import type { StatementContent, StatementKinds } from './statement.js';

const MONTHS = 12;

/** What of an entry a statement needs. */
export interface StatedEntry {
  kind: EntryKind;
  units: number;
  /** Shanghai date. */
  date: string;
  policyVersion: string;
  /** Place in the person's chain. */
  sequence: number;
  hash: string;
}

/** What follows from the entries alone. */
export type StatementTotals = Pick<StatementContent, 'units' | 'entries' | 'kinds' | 'months' | 'policyVersions' | 'chainHead'>;

/**
 * The totals of a person's entries of a year, in any order.
 *
 * @throws RangeError where there is none: nothing is stated of it
 */
export function statementTotals(entries: readonly StatedEntry[], year: number): StatementTotals {
  if (entries.length === 0) throw new RangeError('a statement needs an entry');
  const kinds: StatementKinds = {};
  const months = Array.from({ length: MONTHS }, () => 0);
  for (const { kind, units, date } of entries) {
    kinds[kind] = (kinds[kind] ?? 0) + units;
    months[statedMonth(date, year) - 1]! += units;
  }
  return {
    units: entries.reduce((sum, { units }) => sum + units, 0),
    entries: entries.length,
    kinds,
    months,
    policyVersions: [...new Set(entries.map(({ policyVersion }) => policyVersion))].sort(),
    chainHead: entries.reduce((last, entry) => (entry.sequence > last.sequence ? entry : last)).hash,
  };
}

/** The month of a year that an entry is stated under. What was reversed or granted after the year's end stands under December, the last one. */
export function statedMonth(date: string, year: number): number {
  return yearOfDate(date) > year ? MONTHS : monthOfDate(date);
}

/** The number printed on a statement: the year, sixteen digits that stand for the person, the version. */
export function statementNumber(personId: string, year: number, version: number): string {
  const digest = bytesToHex(sha256(utf8ToBytes(`${personId}|${year}`)));
  return `${year}-${digest.slice(0, 16).toUpperCase()}-${version}`;
}
