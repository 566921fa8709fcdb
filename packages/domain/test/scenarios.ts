/** Builders of scenarios for tests. */
import { type ReplayResult, type ScenarioInput, parseScenario, replay } from '../src/replay/index.js';

export type EventInput = ScenarioInput['events'][number];

export const VERIFIED = '2026-01-05T00:00:00.000Z';

/** The time so many seconds after another. */
export function later(iso: string, seconds: number): string {
  return new Date(Date.parse(iso) + seconds * 1_000).toISOString();
}

/** Events of p1 (verified) with a course c1 of a lesson l1, unless other parts are given. */
export function scenarioOf(events: EventInput[], parts: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    policy: 'standard-2026',
    people: [{ id: 'p1', verifiedAt: VERIFIED }],
    courses: [{ id: 'c1', lessons: [{ id: 'l1', seconds: 900 }], quiz: true, fixedUnits: 324_000 }],
    events,
    ...parts,
  };
}

/** Runs such events through the rules. */
export function run(events: EventInput[], parts: Partial<ScenarioInput> = {}): ReplayResult {
  return replay(parseScenario(scenarioOf(events, parts)));
}

/** An honest viewing at rate 1 from the beginning of a lesson: an opening and a report every 15 s. */
export function watching(person: string, session: string, lesson: string, start: string, seconds: number): EventInput[] {
  const reports = Array.from({ length: Math.ceil(seconds / 15) }, (_, i): EventInput => {
    const to = Math.min(seconds, 15 * (i + 1));
    return { at: later(start, to), type: 'report', session, seq: i + 1, ranges: [[15 * i, to]], rate: 1 };
  });
  return [{ at: start, type: 'open', person, session, lesson }, ...reports];
}
