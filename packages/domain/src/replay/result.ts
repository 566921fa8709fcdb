/** The result of a scenario (scenario-format.md, Result). */
import { coveredSeconds } from '../coverage.js';
import type { EntryKind } from '../ledger.js';
import { formatCredits } from '../units.js';
import { countingUnits, isCounting, meetsTarget } from './closing.js';
import type { EventType } from './scenario.js';
import type { RefusedWhy, World, WorldPerson } from './world.js';

export interface ReplayResult {
  /** Of the current round of every lesson that was reported on. */
  coverage: { person: string; lesson: string; seconds: number }[];
  /** One row per completed round. */
  completions: { person: string; lesson: string; at: string; date: string; credited: boolean }[];
  entries: { key: string; kind: EntryKind; units: number; date: string; year: number; policy: string; provisional: boolean }[];
  totals: { person: string; year: number; units: number; credits: string; targetMet: boolean }[];
  statements: { person: string; year: number; version: number; units: number; targetMet: boolean; status: 'valid' | 'revoked' }[];
  /** Beside these fields, those by which the event names what it is about. */
  refused: ({ at: string; type: EventType; why: RefusedWhy } & Record<string, string | number>)[];
}

/** The end of a scenario: whoever has a time of verification is verified by then. */
const END = Number.POSITIVE_INFINITY;

/** Lists ordered by person, then time or year, then key or version. */
export function resultOf(world: World): ReplayResult {
  const people = sorted(world.people.values(), by((person) => person.id));
  return {
    coverage: people.flatMap(coverageOf),
    completions: sorted(world.completions, by((row) => row.person, (row) => row.atMs, (row) => row.lesson)).map(
      ({ atMs, person, lesson, date, credited }) => ({ person, lesson, at: isoOf(atMs), date, credited }),
    ),
    entries: people.flatMap(entriesOf),
    totals: people.flatMap((person) => totalsOf(world, person)),
    statements: people.flatMap(statementsOf),
    refused: sorted(world.refusals, by((row) => row.person, (row) => row.atMs)).map(
      ({ atMs, type, details, why }) => ({ at: isoOf(atMs), type, ...details, why }),
    ),
  };
}

function coverageOf(person: WorldPerson): ReplayResult['coverage'] {
  return sorted(person.progress, by(([lesson]) => lesson)).map(([lesson, progress]) => ({
    person: person.id,
    lesson,
    seconds: coveredSeconds(progress.coverage),
  }));
}

function entriesOf(person: WorldPerson): ReplayResult['entries'] {
  return sorted(person.entries, by((entry) => entry.atMs, (entry) => entry.key)).map((entry) => {
    const { key, kind, units, date, year, policy } = entry;
    return { key, kind, units, date, year, policy, provisional: !isCounting(entry, END) };
  });
}

function totalsOf(world: World, person: WorldPerson): ReplayResult['totals'] {
  const years = sorted(new Set(person.entries.map((entry) => entry.year)), by((year) => year));
  return years.map((year) => {
    const units = countingUnits(person, year, END);
    return { person: person.id, year, units, credits: formatCredits(units), targetMet: meetsTarget(world, year, units) };
  });
}

function statementsOf(person: WorldPerson): ReplayResult['statements'] {
  return sorted(person.statements, by(([year]) => year)).flatMap(([year, versions]) =>
    versions.map((statement) => ({
      person: person.id,
      year,
      ...statement,
      status: statement.version === versions.length ? 'valid' : 'revoked',
    })),
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function sorted<Row>(rows: Iterable<Row>, compare: (a: Row, b: Row) => number): Row[] {
  return [...rows].sort(compare);
}

/** Compares by several keys in turn; texts by code unit, so that the order is the same on every machine. */
function by<Row>(...keys: ((row: Row) => string | number)[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
