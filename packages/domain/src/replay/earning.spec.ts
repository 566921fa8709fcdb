/** The section "Exactly" of scenario-format.md, event by event: what is earned. */
import { describe, expect, it } from '@jest/globals';
import { MORNING, quiz, attend, grant, transfer, reverse, whys, posted, course } from '../../test/scenario-events.js';
import { VERIFIED, later, run, watching } from '../../test/scenarios.js';

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
