/** Which entries count, and the statements of a closed year (credit-rules.md 12, 15, 16). */
import { closesAt, isYearClosed } from '../calendar.js';
import { targetMet } from '../units.js';
import { ScenarioFault } from './fault.js';
import type { EventOf } from './scenario.js';
import { type Step, type World, type WorldEntry, type WorldPerson, policyAt } from './world.js';

/** Closes a year: a statement for every verified person who has a counting entry in it and none yet. */
export function close({ world, event, atMs, path }: Step<EventOf<'close'>>): void {
  if (!isYearClosed(event.year, atMs)) {
    throw new ScenarioFault(`${path}.year`, `the books of ${event.year} close at ${new Date(closesAt(event.year)).toISOString()}`);
  }
  for (const person of world.people.values()) {
    const counts = person.entries.some((entry) => entry.year === event.year && isCounting(entry, atMs));
    if (counts && !person.statements.has(event.year)) addStatement(world, person, event.year, atMs);
  }
}

/** Makes the next statement version when a counting entry came into a closed year. */
export function amendStatement(world: World, entry: WorldEntry): void {
  const { person, year, atMs } = entry;
  if (isYearClosed(year, atMs) && isCounting(entry, atMs)) addStatement(world, person, year, atMs);
}

/**
 * Whether an entry counts at a moment: its person was verified by then, and either before the entry was posted or
 * while its year was open. A reversal counts as what it reverses does.
 */
export function isCounting(entry: WorldEntry, nowMs: number): boolean {
  const { verifiedMs } = entry.person;
  if (verifiedMs === null || verifiedMs > nowMs) return false;
  const earned = entry.reverses ?? entry;
  return earned.verifiedBefore || !isYearClosed(earned.year, verifiedMs);
}

/** A person's units of a year that count at a moment. */
export function countingUnits(person: WorldPerson, year: number, nowMs: number): number {
  return person.entries.reduce((sum, entry) => (entry.year === year && isCounting(entry, nowMs) ? sum + entry.units : sum), 0);
}

/** Whether units reach the target of the policy that holds at the end of the year. */
export function meetsTarget(world: World, year: number, units: number): boolean {
  return targetMet(units, policyAt(world, `${year}-12-31`).targetCredits);
}

function addStatement(world: World, person: WorldPerson, year: number, nowMs: number): void {
  const versions = person.statements.get(year) ?? [];
  const units = countingUnits(person, year, nowMs);
  person.statements.set(year, [...versions, { version: versions.length + 1, units, targetMet: meetsTarget(world, year, units) }]);
}
