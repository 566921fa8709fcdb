import { describe, expect, it } from '@jest/globals';
import { ScenarioFault, jsonPath } from './fault.js';
import { parseScenario, replay } from './index.js';

const open = { at: '2026-12-20T01:00:00.000Z', type: 'open', person: 'p1', session: 's1', lesson: 'l1' };
const report = { at: '2026-12-20T01:00:15.000Z', type: 'report', session: 's1', seq: 1, ranges: [[0, 15]], rate: 1 };
const quiz = { at: '2026-12-20T01:00:00.000Z', type: 'quiz', person: 'p1', course: 'c1', score: 1 };
const grant = {
  at: '2026-12-20T01:00:00.000Z',
  type: 'grant',
  person: 'p1',
  id: 'g1',
  units: 1_080,
  date: '2026-12-20',
  reason: '示范课',
  approvals: 1,
};
const attend = {
  at: '2026-12-20T01:00:00.000Z',
  type: 'attend',
  person: 'p1',
  activity: 'a1',
  classHours: 2,
  scheduledMinutes: 90,
  presentMinutes: 90,
  signedOut: true,
};

const scenario = (changes: object) => ({
  policy: 'standard-2026',
  people: [{ id: 'p1', verifiedAt: null, openingUnits: {} }],
  courses: [{ id: 'c1', lessons: [{ id: 'l1', seconds: 900 }], quiz: false, fixedUnits: null }],
  events: [],
  ...changes,
});
const people = (person: object) => scenario({ people: [{ id: 'p1', ...person }] });
const events = (...list: object[]) => scenario({ events: list });

/** Runs a scenario that must be invalid. */
function faultOf(input: unknown): ScenarioFault {
  try {
    replay(parseScenario(input));
  } catch (error) {
    if (error instanceof ScenarioFault) return error;
    throw error;
  }
  throw new Error('the scenario ran');
}

describe('an invalid scenario is refused at the path of its fault', () => {
  it.each([
    ['no object', [], '$'],
    ['null', null, '$'],
    ['a missing part', { policy: 'standard-2026', people: [], courses: [] }, '$.events'],
    ['an unknown part', scenario({ extra: 1 }), '$.extra'],
    ['an unknown preset', scenario({ policy: 'standard-2025' }), '$.policy'],
    ['an unknown preset in a spec', scenario({ policy: { preset: 'x' } }), '$.policy.preset'],
    ['an unknown override', scenario({ policy: { preset: 'tiers', overrides: { cap: 1 } } }), '$.policy.overrides.cap'],
    [
      'an unknown field of an override',
      scenario({ policy: { preset: 'tiers', overrides: { grant: { secondApprovalAboveUnits: 1, x: 1 } } } }),
      '$.policy.overrides.grant.x',
    ],
    ['a cap of half a unit', scenario({ policy: { preset: 'tiers', overrides: { dailyCapUnits: 0.5 } } }), '$.policy.overrides.dailyCapUnits'],
    [
      'a class hour that makes no whole units',
      scenario({ policy: { preset: 'standard-2026', overrides: { lesson: { kind: 'per_length', classHourMinutes: 7 } } } }),
      '$.policy',
    ],
    ['no periods', scenario({ policy: [] }), '$.policy'],
    ['a period from no day', scenario({ policy: [{ from: '2027-02-30', policy: 'tiers' }] }), '$.policy[0].from'],
    [
      'periods out of order',
      scenario({ policy: [{ from: '2027-01-01', policy: 'tiers' }, { from: '2027-01-01', policy: 'hour-60' }] }),
      '$.policy[1].from',
    ],
    [
      'a period whose policy contradicts itself',
      scenario({ policy: [{ from: '2027-01-01', policy: { preset: 'course-fixed', overrides: { dailyCapUnits: 5 } } }] }),
      '$.policy[0].policy',
    ],
    ['an unknown field of a person', people({ name: '王' }), '$.people[0].name'],
    ['an empty id', people({ id: '' }), '$.people[0].id'],
    ['a local time', people({ verifiedAt: '2026-01-05T00:00:00' }), '$.people[0].verifiedAt'],
    ['a time with an offset', people({ verifiedAt: '2026-01-05T00:00:00+08:00' }), '$.people[0].verifiedAt'],
    ['opening units of no year', people({ openingUnits: { soon: 1 } }), '$.people[0].openingUnits.soon'],
    ['fractional opening units', people({ openingUnits: { 2026: 0.5 } }), '$.people[0].openingUnits["2026"]'],
    ['negative opening units', people({ openingUnits: { 2026: -1 } }), '$.people[0].openingUnits["2026"]'],
    ['gigantic opening units', people({ openingUnits: { 2026: 1e308 } }), '$.people[0].openingUnits["2026"]'],
    ['a person twice', scenario({ people: [{ id: 'p1' }, { id: 'p1' }] }), '$.people[1].id'],
    ['a course twice', scenario({ courses: [{ id: 'c1', lessons: [] }, { id: 'c1', lessons: [] }] }), '$.courses[1].id'],
    [
      'a lesson in two courses',
      scenario({ courses: ['c1', 'c2'].map((id) => ({ id, lessons: [{ id: 'l1', seconds: 9 }] })) }),
      '$.courses[1].lessons[0].id',
    ],
    ['a lesson of no length', scenario({ courses: [{ id: 'c1', lessons: [{ id: 'l1', seconds: 0 }] }] }), '$.courses[0].lessons[0].seconds'],
    ['half a second', scenario({ courses: [{ id: 'c1', lessons: [{ id: 'l1', seconds: 1.5 }] }] }), '$.courses[0].lessons[0].seconds'],
    ['an unknown type of event', events({ ...open, type: 'watch' }), '$.events[0].type'],
    ['an event without a type', events({ at: open.at }), '$.events[0].type'],
    ['an event without its time', events({ ...open, at: undefined }), '$.events[0].at'],
    ['a year of five digits', events({ ...open, at: '9999-12-31T23:00:00.000Z' }), '$.events[0].at'],
    ['an unknown field of an event', events({ ...open, device: 'phone' }), '$.events[0].device'],
    ['events out of order', events(open, { ...report, at: '2026-12-20T00:59:59.999Z' }), '$.events[1].at'],
    ['an unknown person', events({ ...open, person: 'p9' }), '$.events[0].person'],
    ['an unknown lesson', events({ ...open, lesson: 'l9' }), '$.events[0].lesson'],
    ['a session opened twice', events(open, open), '$.events[1].session'],
    ['a report of no session', events(report), '$.events[0].session'],
    ['a report before its opening', events({ ...report, at: open.at }, open), '$.events[0].session'],
    ['a question to no session', events({ at: open.at, type: 'presenceAsked', session: 's1' }), '$.events[0].session'],
    ['an answer of no session', events({ at: open.at, type: 'presenceAnswered', session: 's1' }), '$.events[0].session'],
    ['a range past the end', events(open, { ...report, ranges: [[0, 15], [890, 901]] }), '$.events[1].ranges[1]'],
    ['a reversed range', events(open, { ...report, ranges: [[15, 5]] }), '$.events[1].ranges[0]'],
    ['an empty range', events(open, { ...report, ranges: [[5, 5]] }), '$.events[1].ranges[0]'],
    ['a negative second', events(open, { ...report, ranges: [[-1, 5]] }), '$.events[1].ranges[0][0]'],
    ['half seconds', events(open, { ...report, ranges: [[0, 1.5]] }), '$.events[1].ranges[0][1]'],
    ['a range of three', events(open, { ...report, ranges: [[0, 1, 2]] }), '$.events[1].ranges[0]'],
    ['a fractional seq', events(open, { ...report, seq: 1.5 }), '$.events[1].seq'],
    ['a negative rate', events(open, { ...report, rate: -1 }), '$.events[1].rate'],
    ['a verification of nobody', events({ at: open.at, type: 'verify', person: 'p9' }), '$.events[0].person'],
    ['a quiz of a course without one', events(quiz), '$.events[0].course'],
    ['a quiz of no course', events({ ...quiz, course: 'c9' }), '$.events[0].course'],
    ['a quiz of nobody', events({ ...quiz, person: 'p9' }), '$.events[0].person'],
    ['a score above 1', events({ ...quiz, score: 1.01 }), '$.events[0].score'],
    ['a class of a third of an hour', events({ ...attend, classHours: 1 / 3 }), '$.events[0].classHours'],
    ['a class attended by nobody', events({ ...attend, person: 'p9' }), '$.events[0].person'],
    ['a class of no length', events({ ...attend, scheduledMinutes: 0 }), '$.events[0].scheduledMinutes'],
    ['a grant of nothing', events({ ...grant, units: 0 }), '$.events[0].units'],
    ['a gigantic grant', events({ ...grant, units: 1e308 }), '$.events[0].units'],
    ['a grant without a reason', events({ ...grant, reason: '' }), '$.events[0].reason'],
    ['a grant on no day', events({ ...grant, date: '2026-02-29' }), '$.events[0].date'],
    ['a grant to nobody', events({ ...grant, person: 'p9' }), '$.events[0].person'],
    ['a transfer to nobody', events({ at: open.at, type: 'transfer', person: 'p9', issuer: 'i', id: 't', units: 1, date: '2026-12-20' }), '$.events[0].person'],
    ['a reversal of what is not there', events({ at: open.at, type: 'reverse', key: 'grant:g1', reason: 'x' }), '$.events[0].key'],
    ['a closing before 16 January', events({ at: '2027-01-15T15:59:59.999Z', type: 'close', year: 2026 }), '$.events[0].year'],
  ])('%s', (_, input, path) => {
    const fault = faultOf(input);
    expect(fault.path).toBe(path);
    expect(fault.message.startsWith(`${path}: `)).toBe(true);
    expect(fault.reason).not.toBe('');
  });
});

describe('a valid scenario', () => {
  it('may leave out what has a default', () => {
    const { people: [person], courses: [course], events: [event] } = parseScenario({
      policy: { preset: 'standard-2026' },
      people: [{ id: 'p1' }],
      courses: [{ id: 'c1', lessons: [] }],
      events: [{ ...grant, approvals: undefined }],
    });
    expect(person).toEqual({ id: 'p1', verifiedAt: null, openingUnits: {} });
    expect(course).toEqual({ id: 'c1', lessons: [], quiz: false, fixedUnits: null });
    expect(event).toMatchObject({ approvals: 0 });
  });

  it('may have several events at one time, and none at all', () => {
    expect(replay(parseScenario(events(open, { ...report, at: open.at }))).coverage).toEqual([{ person: 'p1', lesson: 'l1', seconds: 5 }]);
    expect(replay(parseScenario(events()))).toEqual({
      coverage: [],
      completions: [],
      entries: [],
      totals: [],
      statements: [],
      refused: [],
    });
  });

  it('may load every part of a policy anew', () => {
    const overrides = {
      version: 'trial-2027',
      lesson: { kind: 'tiers', tiers: [{ fromSeconds: 600, units: 5_000 }, { fromSeconds: 0, units: 0 }] },
      dailyCapUnits: null,
      quiz: { units: 1, passPercent: 70, attemptsPerDate: 1 },
      attendance: { unitsPerClassHour: 100_000, presencePercent: 50, dailyCapUnits: 300_000 },
      grant: { secondApprovalAboveUnits: 0 },
      targetCredits: 0.5,
    };
    const result = replay(parseScenario({ ...events(attend, grant), policy: { preset: 'standard-2026', overrides } }));
    expect(result.entries).toMatchObject([{ key: 'attend:p1:a1', units: 200_000, policy: 'trial-2027' }]);
    expect(result.refused).toMatchObject([{ type: 'grant', why: 'approval' }]);
  });
});

describe('jsonPath', () => {
  it.each([
    [[], '$'],
    [['events', 3, 'ranges', 0], '$.events[3].ranges[0]'],
    [['openingUnits', '2026'], '$.openingUnits["2026"]'],
    [['a b', '"'], '$["a b"]["\\""]'],
  ])('%j is %s', (keys, path) => {
    expect(jsonPath(keys)).toBe(path);
  });
});
