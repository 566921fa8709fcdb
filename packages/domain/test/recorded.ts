/** What is on record of people whose lives were made up: the input of a recomputation. */
import { policyOn } from '../src/policy.js';
import { type CourseDeclaration, type PersonEvidence, type RecordedEntry, type Rules, type Unchained, recompute } from '../src/recompute/index.js';
import { type ReplayResult, type Scenario, type ScenarioEvent, parseScenario, replay } from '../src/replay/index.js';
import { timelineOf } from '../src/replay/scenario.js';
import type { SealedEntry } from '../src/ledger.js';
import { divide } from './random-scenarios.js';

const PEOPLE = ['p1', 'p2', 'p3'];
const PLACE = { regionId: null, organisationId: null };

export function asRecorded(entry: SealedEntry): RecordedEntry {
  return { ...entry, evidence: JSON.stringify(entry.evidence) };
}

/** The rules of a scenario. */
export function rulesOf({ policy, courses }: Omit<Scenario, 'events'>): Rules {
  const timeline = timelineOf(policy);
  const declared = new Map(courses.map(({ id, lessons, quiz, fixedUnits }): [string, CourseDeclaration] => [id, { required: lessons.map((lesson) => lesson.id), quiz, fixedUnits, evidence: { title: id } }]));
  return { policyOn: (date) => policyOn(timeline, date), courseOf: (id) => declared.get(id) ?? null };
}

/** What the events of a scenario leave on record of a person: what was refused leaves nothing but the attempts of a quiz. */
export function evidenceOf(personId: string, scenario: Omit<Scenario, 'events'>, events: readonly ScenarioEvent[], result: ReplayResult, idOf: (key: string) => string | undefined): PersonEvidence {
  const lessons = new Map(scenario.courses.flatMap((course) => course.lessons.map((lesson) => [lesson.id, { ...lesson, courseVersionId: course.id }] as const)));
  const { policyOn: policyAt } = rulesOf(scenario);
  const refused = new Set(result.refused.filter(({ why }) => why !== 'threshold' && why !== 'daily_hours').map(({ at, type }) => `${at}|${type}`));
  const happened = <Type extends ScenarioEvent['type']>(type: Type) =>
    events.flatMap((event) => (event.type === type && !refused.has(`${event.at}|${type}`) ? [{ event: event as Extract<ScenarioEvent, { type: Type }>, fact: { atMs: Date.parse(event.at), place: PLACE, evidence: {} } }] : []));
  const dateOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    personId,
    completions: result.completions
      .filter((row) => row.person === personId)
      .map(({ lesson, at, date, credited }, i, all) => {
        const { seconds, courseVersionId } = lessons.get(lesson)!;
        const round = all.slice(0, i + 1).filter((row) => row.lesson === lesson).length;
        // The result of a scenario does not tell what the cap left unpaid from what has no value of its own.
        const valued = policyAt(date).lesson.kind !== 'course_fixed';
        return { lessonVersionId: lesson, courseVersionId, round, date, durationSeconds: seconds, coveredSeconds: seconds, credited: valued ? credited : null, byMerge: false, atMs: Date.parse(at), place: PLACE, evidence: {} };
      }),
    moved: [],
    quizzes: happened('quiz').filter(({ event }) => event.person === personId).map(({ event, fact }) => {
      const date = dateOf(fact.atMs);
      return { ...fact, courseVersionId: event.course, date, points: event.score * 100, maxPoints: 100, passed: event.score * 100 >= policyAt(date).quiz.passPercent };
    }),
    attendances: happened('attend').filter(({ event }) => event.person === personId).map(({ event, fact }) => ({ ...fact, ...event, activityId: event.activity, date: dateOf(fact.atMs) })),
    grants: happened('grant').filter(({ event }) => event.person === personId).map(({ event, fact }) => ({ ...fact, id: event.id, units: event.units, date: event.date, approvals: typeof event.approvals === 'number' ? event.approvals : new Set(event.approvals).size })),
    transfers: happened('transfer').filter(({ event }) => event.person === personId).map(({ event, fact }) => ({ ...fact, issuer: event.issuer, id: event.id, units: event.units, date: event.date })),
    reversals: happened('reverse').flatMap(({ event, fact }) => {
      const entryId = idOf(event.key);
      return entryId === undefined ? [] : [{ atMs: fact.atMs, evidence: {}, entryId }];
    }),
    mergedWith: [],
    absorbed: [],
  };
}

/** The same events, no two at one moment: without the ledger nothing tells which of two was first. */
function apart(list: readonly ScenarioEvent[]): ScenarioEvent[] {
  return list.map((event, i) => ({ ...event, at: new Date(Date.parse(event.at) + i).toISOString() }));
}

/** What of an entry stands in the result of a scenario, but for whether it is provisional. */
const told = ({ key, kind, units, date, year, policyVersion }: Unchained) => ({ key, kind, units, date, year, policy: policyVersion });

/**
 * A random scenario replayed, and recomputed from what it leaves on record. An entry that is taken back gets its name by a first pass.
 * @returns the whole result, its entries and, in the same form and order, those recomputed; and the recomputed ones in full, by person
 */
export function replayedAndRecomputed(start: Omit<Scenario, 'events'>, list: readonly ScenarioEvent[]) {
  const scenario = { ...start, people: start.people.map((person) => ({ ...person, openingUnits: {} })) };
  const { possible } = divide(scenario, apart(list));
  const result = replay(parseScenario({ ...scenario, events: possible }));
  const ledgers = PEOPLE.map((id) => {
    const of = (idOf: (key: string) => string | undefined) => recompute(evidenceOf(id, scenario, possible, result, idOf), [], rulesOf(scenario));
    const ids = new Map(of(() => undefined).entries.map((entry) => [entry.key, entry.id]));
    const { entries, faults } = of((key) => ids.get(key));
    if (faults.length > 0) throw new Error(`The evidence contradicts itself: ${JSON.stringify(faults)}`);
    return entries;
  });
  const again = ledgers.flatMap((entries) => {
    const keys = new Map(entries.map((entry) => [entry.id, entry.key]));
    const named = entries.map((entry) => (entry.reverses === null ? entry : { ...entry, key: `reverse:${keys.get(entry.reverses)}` }));
    return named.sort((a, b) => a.recordedAt - b.recordedAt || (a.key < b.key ? -1 : 1)).map(told);
  });
  const entries = result.entries.map(({ provisional: _standing, ...entry }) => entry);
  return { result, entries, again, ledgers };
}
