/** The section "Exactly" of scenario-format.md, event by event. */
import { describe, expect, it } from '@jest/globals';
import { type EventInput, VERIFIED, later, run, watching } from '../../test/scenarios.js';
import type { ReplayResult, ScenarioInput } from './index.js';

const MORNING = '2026-12-20T01:00:00.000Z';
const AFTER_CLOSING = '2027-02-03T02:00:00.000Z';
const CLOSE_2026: EventInput = { at: '2027-01-15T16:00:00.000Z', type: 'close', year: 2026 };

const quiz = (at: string, score: number, course = 'c1'): EventInput => ({ at, type: 'quiz', person: 'p1', course, score });
const attend = (at: string, activity: string, changes: object = {}): EventInput => ({
  at,
  type: 'attend',
  person: 'p1',
  activity,
  classHours: 2,
  scheduledMinutes: 90,
  presentMinutes: 90,
  signedOut: true,
  ...changes,
});
const grant = (at: string, id: string, changes: object = {}): EventInput => ({
  at,
  type: 'grant',
  person: 'p1',
  id,
  units: 108_000,
  date: '2026-06-01',
  reason: '示范课',
  approvals: 1,
  ...changes,
});
const transfer = (at: string, id: string, date: string): EventInput => ({ at, type: 'transfer', person: 'p1', issuer: 'city', id, units: 54_000, date });
const reverse = (at: string, key: string): EventInput => ({ at, type: 'reverse', key, reason: '有误' });

const whys = (result: ReplayResult) => result.refused.map((row) => row.why);
const posted = (result: ReplayResult) => result.entries.map(({ key, units }) => [key, units]);
const course = (lessons: string[], parts: object = {}) => ({
  id: 'c1',
  lessons: lessons.map((id) => ({ id, seconds: 60 })),
  quiz: false,
  fixedUnits: 324_000,
  ...parts,
});

describe('reports', () => {
  it('a duplicate gives a row with 0 seconds and changes nothing', () => {
    const events = watching('p1', 's1', 'l1', MORNING, 30);
    const result = run([...events, { ...events[2]!, at: later(MORNING, 31) }]);
    expect(result.coverage).toEqual([{ person: 'p1', lesson: 'l1', seconds: 30 }]);
    expect(result.refused).toEqual([{ at: later(MORNING, 31), type: 'report', session: 's1', seq: 2, seconds: 0, why: 'duplicate' }]);
  });

  it('a refused report gives a row only when a second not yet covered was refused', () => {
    const result = run([
      ...watching('p1', 's1', 'l1', MORNING, 30),
      { at: later(MORNING, 31), type: 'open', person: 'p1', session: 's2', lesson: 'l1' },
      { at: later(MORNING, 32), type: 'report', session: 's1', seq: 3, ranges: [[0, 30]], rate: 1 },
      { at: later(MORNING, 33), type: 'report', session: 's1', seq: 4, ranges: [[20, 35]], rate: 1 },
    ]);
    expect(result.refused).toMatchObject([{ seq: 4, seconds: 5, why: 'lease_taken' }]);
  });

  it('an unanswered presence question stops the covering and an answer lets it go on', () => {
    const answer = (seconds: number): EventInput => ({ at: later(MORNING, seconds), type: 'presenceAnswered', session: 's1' });
    const report = (seconds: number, seq: number, from: number): EventInput => ({
      at: later(MORNING, seconds),
      type: 'report',
      session: 's1',
      seq,
      ranges: [[from, from + 15]],
      rate: 1,
    });
    const result = run([
      { at: MORNING, type: 'open', person: 'p1', session: 's1', lesson: 'l1' },
      { at: later(MORNING, 1), type: 'presenceAsked', session: 's1' },
      report(121, 1, 0),
      report(122, 2, 15),
      answer(125),
      report(130, 3, 30),
    ]);
    expect(result.refused).toMatchObject([{ seq: 2, seconds: 15, why: 'presence' }]);
    expect(result.coverage).toMatchObject([{ seconds: 30 }]);
  });

  it('a report after the completion still covers, and completes nothing again', () => {
    const result = run(watching('p1', 's1', 'l1', MORNING, 900));
    expect(result.coverage).toMatchObject([{ seconds: 900 }]);
    expect(result.completions).toHaveLength(1);
    expect(posted(result)).toEqual([['lesson:p1:l1', 36_000]]);
  });

  it('a credited lesson watched again on a later date earns nothing more', () => {
    const result = run([...watching('p1', 's1', 'l1', MORNING, 900), ...watching('p1', 's2', 'l1', later(MORNING, 86_400), 900)]);
    expect(result.completions).toHaveLength(1);
    expect(posted(result)).toEqual([['lesson:p1:l1', 36_000]]);
  });

  it('a round left unpaid is empty again with the first report of a later date, not with an opening', () => {
    const policy = { preset: 'standard-2026' as const, overrides: { dailyCapUnits: 1 } };
    const courses = [course(['l1', 'l2'])];
    const day = [...watching('p1', 's1', 'l1', MORNING, 60), ...watching('p1', 's2', 'l2', later(MORNING, 100), 60)];
    const opening: EventInput = { at: later(MORNING, 86_400), type: 'open', person: 'p1', session: 's3', lesson: 'l2' };
    const report: EventInput = { at: later(MORNING, 86_410), type: 'report', session: 's3', seq: 1, ranges: [[0, 10]], rate: 1 };
    const unpaid = { person: 'p1', lesson: 'l2', seconds: 60 };
    expect(run(day, { policy, courses }).completions.map((row) => row.credited)).toEqual([true, false]);
    expect(run([...day, opening], { policy, courses }).coverage[1]).toEqual(unpaid);
    expect(run([...day, opening, report], { policy, courses }).coverage[1]).toEqual({ ...unpaid, seconds: 10 });
  });
});

describe('presets', () => {
  it.each([
    ['standard-2026', 2_400, 54_000],
    ['hour-60', 1_800, 54_000],
    ['tiers', 27_000, 54_000],
  ] as const)('%s posts %i units for a minute and %i for a quiz', (policy, lesson, passed) => {
    const result = run([...watching('p1', 's1', 'l1', MORNING, 60), quiz(later(MORNING, 90), 1)], {
      policy,
      courses: [course(['l1'], { quiz: true })],
    });
    expect(posted(result)).toEqual([
      ['lesson:p1:l1', lesson],
      ['quiz:p1:c1', passed],
    ]);
  });

  it('course-fixed posts the course when its last lesson is complete', () => {
    const events = [...watching('p1', 's1', 'l1', MORNING, 60), ...watching('p1', 's2', 'l2', later(MORNING, 100), 60)];
    const result = run(events, { policy: 'course-fixed', courses: [course(['l1', 'l2'])] });
    expect(result.completions.map((row) => row.credited)).toEqual([false, false]);
    expect(result.entries).toMatchObject([{ key: 'course:p1:c1', kind: 'course', units: 324_000, policy: 'course-fixed' }]);
    expect(run(events.slice(0, 6), { policy: 'course-fixed', courses: [course(['l1', 'l2'])] }).entries).toEqual([]);
  });

  it('course-fixed waits for the quiz, which posts nothing itself', () => {
    const courses = [course(['l1'], { quiz: true })];
    const watched = watching('p1', 's1', 'l1', MORNING, 60);
    expect(run(watched, { policy: 'course-fixed', courses }).entries).toEqual([]);
    expect(posted(run([...watched, quiz(later(MORNING, 70), 0.6)], { policy: 'course-fixed', courses }))).toEqual([['course:p1:c1', 324_000]]);
    expect(posted(run([quiz(later(MORNING, -10), 1), ...watched], { policy: 'course-fixed', courses }))).toEqual([['course:p1:c1', 324_000]]);
  });

  it('course-fixed posts a course once, starts no new round and has no daily cap', () => {
    const lessons = (id: string, n: string) => ({ id, lessons: [{ id: n, seconds: 60 }], fixedUnits: 500_000 });
    const result = run(
      [
        ...watching('p1', 's1', 'l1', MORNING, 60),
        ...watching('p1', 's2', 'l2', later(MORNING, 100), 60),
        ...watching('p1', 's3', 'l1', later(MORNING, 86_400), 60),
      ],
      { policy: 'course-fixed', courses: [lessons('c1', 'l1'), lessons('c2', 'l2')] },
    );
    expect(posted(result)).toEqual([
      ['course:p1:c1', 500_000],
      ['course:p1:c2', 500_000],
    ]);
    expect(result.completions).toHaveLength(2);
  });

  it('course-fixed posts nothing for a course that declares nothing', () => {
    const result = run(watching('p1', 's1', 'l1', MORNING, 60), { policy: 'course-fixed', courses: [course(['l1'], { fixedUnits: null })] });
    expect(result.entries).toEqual([]);
  });

  it('the policy in force on the date of an entry values it', () => {
    const result = run([...watching('p1', 's1', 'l1', '2026-12-31T15:40:00.000Z', 60), ...watching('p1', 's2', 'l2', '2026-12-31T16:40:00.000Z', 60)], {
      policy: [{ from: '2027-01-01', policy: 'hour-60' }],
      courses: [course(['l1', 'l2'])],
    });
    expect(result.entries.map(({ policy, units }) => [policy, units])).toEqual([
      ['standard-2026', 2_400],
      ['hour-60', 1_800],
    ]);
  });
});

describe('quizzes', () => {
  it('post at the first attempt of 60 %, once', () => {
    const result = run([0.59, 0.6, 1].map((score, i) => quiz(later(MORNING, i), score)));
    expect(posted(result)).toEqual([['quiz:p1:c1', 54_000]]);
    expect(result.refused).toEqual([
      { at: MORNING, type: 'quiz', person: 'p1', course: 'c1', why: 'threshold' },
      { at: later(MORNING, 2), type: 'quiz', person: 'p1', course: 'c1', why: 'already_posted' },
    ]);
  });

  it.each([
    [0.07, 7, true],
    [0.29, 29, true],
    [0.57, 57, true],
    [0.569999999999999, 57, false],
    [1e-9, 1, false],
    [1e-9, 0, true],
    [1, 100, true],
  ])('compare a score of %d with %i %% exactly: %s', (score, passPercent, passes) => {
    const policy = { preset: 'standard-2026' as const, overrides: { quiz: { units: 54_000, passPercent, attemptsPerDate: 3 } } };
    expect(posted(run([quiz(MORNING, score)], { policy })).length).toBe(passes ? 1 : 0);
  });

  it('allow three attempts a date in Shanghai, and three more on the next', () => {
    const times = ['15:00:00', '15:10:00', '15:20:00', '15:59:59', '16:00:00'].map((time) => `2026-12-20T${time}.000Z`);
    const result = run(times.map((at, i) => quiz(at, i < 3 ? 0 : 1)));
    expect(whys(result)).toEqual(['threshold', 'threshold', 'threshold', 'attempts']);
    expect(result.entries).toMatchObject([{ key: 'quiz:p1:c1', date: '2026-12-21' }]);
  });

  it('count the attempts of each course by themselves', () => {
    const courses = [course([], { quiz: true }), { id: 'c2', lessons: [], quiz: true }];
    const result = run([0, 1, 2].map((i) => quiz(later(MORNING, i), 0)).concat(quiz(later(MORNING, 3), 1, 'c2')), { courses });
    expect(posted(result)).toEqual([['quiz:p1:c2', 54_000]]);
  });
});

describe('attendances', () => {
  it('are refused without sign-out or under 80 % presence', () => {
    const result = run([
      attend(MORNING, 'a1', { signedOut: false }),
      attend(later(MORNING, 1), 'a2', { presentMinutes: 71 }),
      attend(later(MORNING, 2), 'a1', { presentMinutes: 72 }),
    ]);
    expect(result.refused).toEqual([
      { at: MORNING, type: 'attend', person: 'p1', activity: 'a1', why: 'threshold' },
      { at: later(MORNING, 1), type: 'attend', person: 'p1', activity: 'a2', why: 'threshold' },
    ]);
    expect(posted(result)).toEqual([['attend:p1:a1', 216_000]]);
  });

  it('post what 6 学时 a date leave, then nothing', () => {
    const result = run(['a1', 'a2', 'a3'].map((activity, i) => attend(later(MORNING, i), activity, { classHours: 4 })));
    expect(posted(result)).toEqual([
      ['attend:p1:a1', 432_000],
      ['attend:p1:a2', 216_000],
    ]);
    expect(whys(result)).toEqual(['daily_hours']);
  });

  it('of one activity post once, on whatever date', () => {
    const result = run([attend(MORNING, 'a1'), attend(later(MORNING, 86_400), 'a1')]);
    expect(posted(result)).toEqual([['attend:p1:a1', 216_000]]);
    expect(whys(result)).toEqual(['already_posted']);
  });

  it('do not use up the cap of watching', () => {
    const result = run([attend(MORNING, 'a1', { classHours: 6 }), ...watching('p1', 's1', 'l1', later(MORNING, 10), 900)]);
    expect(result.completions).toMatchObject([{ credited: true }]);
  });
});

describe('grants and transfers', () => {
  it('a grant over 5 credits needs two approvals, by number or by name', () => {
    const big = { units: 540_001 };
    const result = run([
      grant(MORNING, 'g1', big),
      grant(MORNING, 'g2', { ...big, approvals: 2 }),
      grant(MORNING, 'g3', { ...big, approvals: ['李', '李'] }),
      grant(MORNING, 'g4', { ...big, approvals: ['李', '王'] }),
      grant(MORNING, 'g5', { units: 540_000, approvals: 0 }),
    ]);
    expect(result.entries.map((entry) => entry.key)).toEqual(['grant:g2', 'grant:g4', 'grant:g5']);
    expect(result.refused.map((row) => [row.id, row.why])).toEqual([
      ['g1', 'approval'],
      ['g3', 'approval'],
    ]);
  });

  it('an id is used once', () => {
    const result = run([
      grant(MORNING, 'g1'),
      grant(later(MORNING, 1), 'g1'),
      transfer(later(MORNING, 2), 't1', '2026-06-01'),
      transfer(later(MORNING, 3), 't1', '2026-06-01'),
    ]);
    expect(posted(result)).toEqual([
      ['grant:g1', 108_000],
      ['transfer:city:t1', 54_000],
    ]);
    expect(result.refused).toEqual([
      { at: later(MORNING, 1), type: 'grant', person: 'p1', id: 'g1', why: 'already_posted' },
      { at: later(MORNING, 3), type: 'transfer', person: 'p1', issuer: 'city', id: 't1', why: 'already_posted' },
    ]);
  });

  it('a transfer into a closed year is refused, a grant is not', () => {
    const result = run([
      transfer('2027-01-15T15:59:59.999Z', 't1', '2026-12-31'),
      transfer('2027-01-15T16:00:00.000Z', 't2', '2026-12-31'),
      transfer('2027-01-15T16:00:00.000Z', 't3', '2027-01-01'),
      grant('2027-01-15T16:00:00.000Z', 'g1', { date: '2026-12-31' }),
    ]);
    expect(result.entries.map((entry) => entry.key)).toEqual(['transfer:city:t1', 'grant:g1', 'transfer:city:t3']);
    expect(whys(result)).toEqual(['year_closed']);
  });
});

describe('reversals', () => {
  it('carry minus the units, in the year of what they reverse, dated by their own day', () => {
    const result = run([grant(MORNING, 'g1'), reverse('2027-01-02T00:00:00.000Z', 'grant:g1')]);
    expect(result.entries[1]).toMatchObject({ key: 'reverse:grant:g1', kind: 'reversal', units: -108_000, date: '2027-01-02', year: 2026 });
    expect(result.totals).toEqual([{ person: 'p1', year: 2026, units: 0, credits: '0.00', targetMet: false }]);
  });

  it('happen once, and never to a reversal', () => {
    const result = run([
      grant(MORNING, 'g1'),
      reverse(later(MORNING, 1), 'grant:g1'),
      reverse(later(MORNING, 2), 'grant:g1'),
      reverse(later(MORNING, 3), 'reverse:grant:g1'),
    ]);
    expect(result.entries).toHaveLength(2);
    expect(result.refused).toEqual([
      { at: later(MORNING, 2), type: 'reverse', key: 'grant:g1', why: 'already_posted' },
      { at: later(MORNING, 3), type: 'reverse', key: 'reverse:grant:g1', why: 'already_posted' },
    ]);
  });

  it('give nothing back to the day: what was posted once is not posted again', () => {
    const result = run([
      quiz(MORNING, 1),
      attend(MORNING, 'a1', { classHours: 6 }),
      reverse(later(MORNING, 1), 'quiz:p1:c1'),
      reverse(later(MORNING, 1), 'attend:p1:a1'),
      quiz(later(MORNING, 2), 1),
      attend(later(MORNING, 2), 'a2'),
    ]);
    expect(whys(result)).toEqual(['already_posted', 'daily_hours']);
  });

  it('of opening units are possible', () => {
    const result = run([reverse(MORNING, 'opening:p1:2026')], { people: [{ id: 'p1', verifiedAt: VERIFIED, openingUnits: { 2026: 500 } }] });
    expect(posted(result)).toEqual([
      ['opening:p1:2026', 500],
      ['reverse:opening:p1:2026', -500],
    ]);
  });
});

describe('provisional entries', () => {
  const UNVERIFIED = { people: [{ id: 'p1', verifiedAt: null, openingUnits: { 2026: 1_000 } }] };
  const verify = (at: string): EventInput => ({ at, type: 'verify', person: 'p1' });

  it('do not count, though their year has a row', () => {
    const result = run([grant(MORNING, 'g1')], UNVERIFIED);
    expect(result.entries.map((entry) => entry.provisional)).toEqual([true, true]);
    expect(result.totals).toEqual([{ person: 'p1', year: 2026, units: 0, credits: '0.00', targetMet: false }]);
  });

  it('count from their own dates once their person is verified in an open year', () => {
    const result = run([grant(MORNING, 'g1'), verify('2027-01-15T15:59:59.999Z')], UNVERIFIED);
    expect(result.entries.map((entry) => entry.provisional)).toEqual([false, false]);
    expect(result.totals).toMatchObject([{ year: 2026, units: 109_000 }]);
  });

  it('stay provisional when their year is closed by then; later ones count', () => {
    const result = run([grant(MORNING, 'g1'), verify('2027-01-15T16:00:00.000Z'), grant(AFTER_CLOSING, 'g2')], UNVERIFIED);
    expect(result.entries.map(({ key, provisional }) => [key, provisional])).toEqual([
      ['opening:p1:2026', true],
      ['grant:g1', true],
      ['grant:g2', false],
    ]);
    expect(result.totals).toMatchObject([{ year: 2026, units: 108_000 }]);
  });

  it('stay provisional when grant and verification share a time after the closing and the grant comes first', () => {
    const result = run([grant(AFTER_CLOSING, 'g1'), verify(AFTER_CLOSING), grant(AFTER_CLOSING, 'g2')], { people: [{ id: 'p1' }] });
    expect(result.entries.map((entry) => entry.provisional)).toEqual([true, false]);
  });

  it('are not brought back by a second verification', () => {
    const result = run([verify(MORNING), verify(AFTER_CLOSING)], UNVERIFIED);
    expect(result.entries).toMatchObject([{ provisional: false }]);
  });

  it('use up the cap of the day like all others', () => {
    const policy = { preset: 'standard-2026' as const, overrides: { dailyCapUnits: 1 } };
    const events = [...watching('p1', 's1', 'l1', MORNING, 60), ...watching('p1', 's2', 'l2', later(MORNING, 100), 60)];
    const result = run(events, { ...UNVERIFIED, policy, courses: [course(['l1', 'l2'])] });
    expect(result.completions.map((row) => row.credited)).toEqual([true, false]);
  });

  it('are reversed by a provisional reversal', () => {
    const result = run([grant(MORNING, 'g1'), verify(AFTER_CLOSING), reverse(later(AFTER_CLOSING, 1), 'grant:g1')], UNVERIFIED);
    expect(result.entries.at(-1)).toMatchObject({ key: 'reverse:grant:g1', provisional: true });
    expect(result.totals).toMatchObject([{ units: 0 }]);
    expect(result.statements).toEqual([]);
  });
});

describe('closing', () => {
  const three: Pick<ScenarioInput, 'people'> = {
    people: [
      { id: 'p2', verifiedAt: null, openingUnits: { 2026: 5_000 } },
      { id: 'p1', verifiedAt: VERIFIED, openingUnits: { 2026: 2_160_000 } },
      { id: 'p0', verifiedAt: VERIFIED, openingUnits: { 2025: 5_000 } },
    ],
  };

  it('makes a statement for every verified person with a counting entry of the year', () => {
    expect(run([CLOSE_2026], three).statements).toEqual([
      { person: 'p1', year: 2026, version: 1, units: 2_160_000, targetMet: true, status: 'valid' },
    ]);
  });

  it('run twice changes nothing', () => {
    expect(run([CLOSE_2026, { ...CLOSE_2026, at: AFTER_CLOSING }], three).statements).toEqual(run([CLOSE_2026], three).statements);
  });

  it('of an earlier year is possible at any time after', () => {
    expect(run([{ ...CLOSE_2026, year: 2025 }], three).statements).toMatchObject([{ person: 'p0', year: 2025, units: 5_000 }]);
  });

  it('is followed by a new version for every grant and reversal in the year, and by none for the open year', () => {
    const result = run(
      [
        CLOSE_2026,
        grant(AFTER_CLOSING, 'g1', { units: 1_000 }),
        reverse(later(AFTER_CLOSING, 1), 'opening:p1:2026'),
        grant(later(AFTER_CLOSING, 2), 'g2', { date: '2027-02-01' }),
        grant(later(AFTER_CLOSING, 3), 'g3', { person: 'p0', units: 7 }),
      ],
      three,
    );
    expect(result.statements).toEqual([
      { person: 'p0', year: 2026, version: 1, units: 7, targetMet: false, status: 'valid' },
      { person: 'p1', year: 2026, version: 1, units: 2_160_000, targetMet: true, status: 'revoked' },
      { person: 'p1', year: 2026, version: 2, units: 2_161_000, targetMet: true, status: 'revoked' },
      { person: 'p1', year: 2026, version: 3, units: 1_000, targetMet: false, status: 'valid' },
    ]);
  });

  it('leaves out who is verified only afterwards', () => {
    const late = { people: [{ id: 'p1', verifiedAt: AFTER_CLOSING, openingUnits: { 2026: 5_000 } }] };
    const result = run([CLOSE_2026], late);
    expect(result.statements).toEqual([]);
    expect(result.entries).toMatchObject([{ provisional: true }]);
  });

  it('tests the target of the policy at the end of the year', () => {
    const policy = [
      { from: '2026-01-01', policy: 'standard-2026' as const },
      { from: '2026-12-31', policy: { preset: 'standard-2026' as const, overrides: { targetCredits: 21 } } },
    ];
    const result = run([CLOSE_2026], { ...three, policy });
    expect(result.statements).toMatchObject([{ units: 2_160_000, targetMet: false }]);
    expect(result.totals).toContainEqual({ person: 'p1', year: 2026, units: 2_160_000, credits: '20.00', targetMet: false });
  });
});

describe('the result', () => {
  it('is ordered by person, then time, then key', () => {
    const people = ['p2', 'p1', 'p10'].map((id) => ({ id, verifiedAt: VERIFIED, openingUnits: { 2026: 1, 2025: 1 } }));
    const result = run(
      [grant(MORNING, 'b', { person: 'p2' }), grant(MORNING, 'a', { person: 'p2' }), quiz(MORNING, 0), grant(later(MORNING, 1), 'b')],
      { people },
    );
    expect(result.entries.map((entry) => entry.key)).toEqual([
      'opening:p1:2025',
      'opening:p1:2026',
      'opening:p10:2025',
      'opening:p10:2026',
      'opening:p2:2025',
      'opening:p2:2026',
      'grant:a',
      'grant:b',
    ]);
    expect(result.totals.map(({ person, year }) => [person, year])).toEqual([
      ['p1', 2025],
      ['p1', 2026],
      ['p10', 2025],
      ['p10', 2026],
      ['p2', 2025],
      ['p2', 2026],
    ]);
    expect(result.refused.map((row) => row.type)).toEqual(['quiz', 'grant']);
  });
});
