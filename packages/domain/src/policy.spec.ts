import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  PRESETS,
  PRESET_NAMES,
  type PolicySpec,
  type PresetName,
  courseFinished,
  courseFinishedOn,
  courseValue,
  creditAttendance,
  creditCompletion,
  grantApproved,
  lessonValue,
  mayAttemptQuiz,
  needsSecondPerson,
  policyFault,
  policyOn,
  pointsToPass,
  quizPassed,
  quizValue,
  resolvePolicy,
  unitsLeftToday,
} from './policy.js';

const STANDARD = PRESETS['standard-2026'];

describe('the presets', () => {
  it('can all be run and are called by their names', () => {
    for (const name of PRESET_NAMES) {
      expect(policyFault(PRESETS[name])).toBeNull();
      expect(resolvePolicy(name).version).toBe(name);
    }
  });

  it.each([
    ['standard-2026', 900, 36_000],
    ['standard-2026', 3_600, 144_000],
    ['standard-2026', 2_700, 108_000],
    ['standard-2026', 1, 40],
    ['hour-60', 3_600, 108_000],
    ['hour-60', 1, 30],
    ['tiers', 1_800, 108_000],
    ['tiers', 1_799, 54_000],
    ['tiers', 900, 54_000],
    ['tiers', 899, 27_000],
    ['tiers', 1, 27_000],
    ['course-fixed', 3_600, 0],
  ] as [PresetName, number, number][])('%s values %i seconds at %i units', (name, seconds, units) => {
    expect(lessonValue(PRESETS[name], seconds)).toBe(units);
  });

  it.each([
    ['standard-2026', 54_000, 432_000],
    ['hour-60', 54_000, 432_000],
    ['tiers', 54_000, 432_000],
    ['course-fixed', 0, null],
  ] as [PresetName, number, number | null][])('%s values a quiz at %i units and caps a day at %s', (name, quiz, cap) => {
    expect(quizValue(PRESETS[name])).toBe(quiz);
    expect(PRESETS[name].dailyCapUnits).toBe(cap);
  });

  it.each([
    ['course-fixed', 324_000, 324_000],
    ['course-fixed', null, 0],
    ['standard-2026', 324_000, 0],
    ['tiers', 324_000, 0],
  ] as [PresetName, number | null, number][])('%s values a course that declares %s at %i', (name, declared, units) => {
    expect(courseValue(PRESETS[name], declared)).toBe(units);
  });

  it('make whole units of every whole second', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESET_NAMES), fc.integer({ min: 1, max: 100_000 }), (name, seconds) =>
        Number.isSafeInteger(lessonValue(PRESETS[name], seconds)),
      ),
    );
  });
});

describe('the daily cap', () => {
  it('worked example E: the completion that finds 4 credits earns nothing, the one before it earns all', () => {
    expect(creditCompletion(STANDARD, 3_600, 288_000)).toEqual({ credited: true, units: 144_000 });
    expect(creditCompletion(STANDARD, 3_600, 432_000)).toEqual({ credited: false, units: 0 });
    expect(creditCompletion(STANDARD, 3_600, 431_999)).toEqual({ credited: true, units: 144_000 });
    expect(creditCompletion(STANDARD, 3_600, 500_000)).toEqual({ credited: false, units: 0 });
  });

  it('does not exist where courses have the value', () => {
    expect(creditCompletion(PRESETS['course-fixed'], 3_600, 9_999_999)).toEqual({ credited: null, units: 0 });
    expect(unitsLeftToday(PRESETS['course-fixed'], 9_999_999)).toBeNull();
  });

  it('says what is left of the day', () => {
    expect(unitsLeftToday(STANDARD, 0)).toBe(432_000);
    expect(unitsLeftToday(STANDARD, 36_000)).toBe(396_000);
    expect(unitsLeftToday(STANDARD, 540_000)).toBe(0);
  });
});

describe('the quiz', () => {
  it.each([
    [0, 10, false],
    [5999, 10_000, false],
    [6, 10, true],
    [3, 5, true],
    [59, 100, false],
    [10, 10, true],
  ])('%i points of %i pass: %s', (points, of, passes) => {
    expect(quizPassed(STANDARD, points, of)).toBe(passes);
  });

  it('passes exactly from six tenths on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (total, points) => {
        fc.pre(points <= total);
        expect(quizPassed(STANDARD, points, total)).toBe(points * 10 >= total * 6);
        expect(quizPassed(STANDARD, points, total)).toBe(points >= pointsToPass(STANDARD, total));
      }),
    );
  });

  it('may be tried three times a date', () => {
    expect([0, 1, 2, 3, 4].map((attempts) => mayAttemptQuiz(STANDARD, attempts))).toEqual([true, true, true, false, false]);
  });
});

describe('attendance', () => {
  const attended = { classHours: 2, scheduledMinutes: 90, presentMinutes: 72, signedOut: true };

  it.each([
    ['80 % of the minutes', attended, 0, { ok: true, units: 216_000 }],
    ['less', { ...attended, presentMinutes: 71 }, 0, { ok: false, why: 'threshold' }],
    ['no sign-out', { ...attended, signedOut: false }, 0, { ok: false, why: 'threshold' }],
    ['6 hours already', attended, 648_000, { ok: false, why: 'daily_hours' }],
    ['5 hours already', attended, 540_000, { ok: true, units: 108_000 }],
    ['4 hours already', attended, 432_000, { ok: true, units: 216_000 }],
    ['half hours', { ...attended, classHours: 1.5 }, 0, { ok: true, units: 162_000 }],
    ['hundredths that no binary fraction holds', { ...attended, classHours: 0.07 }, 0, { ok: true, units: 7_560 }],
    ['too little presence on a full date', { ...attended, presentMinutes: 0 }, 648_000, { ok: false, why: 'threshold' }],
    ['more hours than a date holds', { ...attended, classHours: 8 }, 0, { ok: true, units: 648_000 }],
  ])('%s', (_, attendance, before, outcome) => {
    expect(creditAttendance(STANDARD, attendance, before)).toEqual(outcome);
  });
});

describe('grants', () => {
  it.each([
    [540_000, 0, true],
    [540_001, 0, false],
    [540_001, 1, false],
    [540_001, 2, true],
  ])('of %i units with %i approvals: %s', (units, approvals, approved) => {
    expect(grantApproved(STANDARD, units, approvals)).toBe(approved);
  });
});

describe('a second person', () => {
  const NOW = Date.parse('2026-05-31T00:00:00Z');
  const ago = (units: number, days: number) => ({ units, atMs: NOW - days * 86_400_000 });
  it.each([
    ['not for the limit itself', 540_000, [], false],
    ['for more', 540_001, [], true],
    ['for more that is taken back', -540_001, [], true],
    ['for what comes to more together', 270_001, [ago(270_000, 29)], true],
    ['not for what comes to the limit together', 270_000, [ago(270_000, 1)], false],
    ['for much that is given and taken back', 300_000, [ago(-300_000, 0)], true],
    ['not for what is 30 days old', 540_000, [ago(540_000, 30)], false],
    ['for what is a moment less', 1, [{ units: 540_000, atMs: NOW - 30 * 86_400_000 + 1 }], true],
    ['for many that are small', 108_000, Array.from({ length: 5 }, (_, day) => ago(108_000, day)), true],
  ])('is needed %s', (_, units, before, needed) => {
    expect(needsSecondPerson(STANDARD, units, before, NOW)).toBe(needed);
  });
});

describe('resolvePolicy', () => {
  it('replaces the parts named and marks the version', () => {
    const policy = resolvePolicy({ preset: 'standard-2026', overrides: { dailyCapUnits: 216_000 } });
    expect(policy).toEqual({ ...STANDARD, version: 'standard-2026+overrides', dailyCapUnits: 216_000 });
    expect(STANDARD.dailyCapUnits).toBe(432_000);
  });

  it('takes the version that the overrides name', () => {
    expect(resolvePolicy({ preset: 'tiers', overrides: { version: 'tiers-2027', targetCredits: 15 } })).toMatchObject({
      version: 'tiers-2027',
      targetCredits: 15,
    });
  });

  it('is the preset itself without overrides', () => {
    expect(resolvePolicy({ preset: 'hour-60' })).toBe(PRESETS['hour-60']);
    expect(resolvePolicy({ preset: 'hour-60', overrides: {} })).toBe(PRESETS['hour-60']);
  });

  it.each([40, 45, 50, 60])('loads class hours of %i minutes', (classHourMinutes) => {
    const policy = resolvePolicy({ preset: 'standard-2026', overrides: { lesson: { kind: 'per_length', classHourMinutes } } });
    expect(lessonValue(policy, classHourMinutes * 60)).toBe(108_000);
  });

  it.each([
    ['a class hour of 7 minutes', { preset: 'standard-2026', overrides: { lesson: { kind: 'per_length', classHourMinutes: 7 } } }],
    ['a cap where courses have the value', { preset: 'course-fixed', overrides: { dailyCapUnits: 1 } }],
    ['courses with the value where a cap stands', { preset: 'standard-2026', overrides: { lesson: { kind: 'course_fixed' } } }],
    ['no tiers', { preset: 'tiers', overrides: { lesson: { kind: 'tiers', tiers: [] } } }],
    ['tiers without a last one', { preset: 'tiers', overrides: { lesson: { kind: 'tiers', tiers: [{ fromSeconds: 60, units: 1 }] } } }],
    [
      'tiers in ascending order',
      { preset: 'tiers', overrides: { lesson: { kind: 'tiers', tiers: [{ fromSeconds: 0, units: 1 }, { fromSeconds: 60, units: 2 }] } } },
    ],
    [
      'two tiers from the same length',
      { preset: 'tiers', overrides: { lesson: { kind: 'tiers', tiers: [{ fromSeconds: 0, units: 1 }, { fromSeconds: 0, units: 2 }] } } },
    ],
  ] as [string, PolicySpec][])('refuses %s', (_, spec) => {
    expect(() => resolvePolicy(spec)).toThrow(RangeError);
  });
});

describe('policyOn', () => {
  const timeline = [
    { from: '2026-06-01', policy: PRESETS['hour-60'] },
    { from: '2027-01-01', policy: PRESETS.tiers },
  ];

  it.each([
    ['2026-05-31', 'standard-2026'],
    ['2026-06-01', 'hour-60'],
    ['2026-12-31', 'hour-60'],
    ['2027-01-01', 'tiers'],
    ['2030-01-01', 'tiers'],
  ])('on %s is %s', (date, version) => {
    expect(policyOn(timeline, date).version).toBe(version);
  });
});

describe('a document', () => {
  it.each(PRESET_NAMES)('is worth nothing as a lesson under %s, whatever the smallest tier says', (name) => {
    expect(lessonValue(PRESETS[name], 0)).toBe(0);
  });
});

describe('courseFinished', () => {
  it.each([
    ['all required lessons', ['a', 'b'], false, ['a', 'b', 'c'], false, true],
    ['some of the required lessons', ['a', 'b'], false, ['a'], false, false],
    ['no lesson', ['a'], false, [], true, false],
    ['all required lessons, but not its quiz', ['a'], true, ['a'], false, false],
    ['its quiz only', ['a'], true, [], true, false],
    ['all required lessons and its quiz', ['a'], true, ['a'], true, true],
    ['its quiz, where no lesson is required', [], true, [], true, true],
    ['nothing, where there is a quiz', [], true, [], false, false],
  ])('after %s', (_, required, quiz, completed, quizIsPassed, finished) => {
    expect(courseFinished({ required, quiz }, new Set(completed), quizIsPassed)).toBe(finished);
  });
});

describe('courseFinishedOn', () => {
  const completedOn = new Map([['a', '2026-12-30'], ['b', '2027-01-02'], ['c', '2027-01-05']]);

  it.each([
    ['the last step', '2027-01-03', ['a', 'b'], '2027-01-03'],
    ['the last step of the same date as a lesson', '2027-01-02', ['b'], '2027-01-02'],
    ['a lesson completed after the quiz was handed in', '2027-01-01', ['a', 'b'], '2027-01-02'],
    ['whichever lesson is the latest, in any order', '2026-12-01', ['c', 'a', 'b'], '2027-01-05'],
    ['the step alone, where no lesson is on record', '2026-12-01', ['x'], '2026-12-01'],
    ['the step alone, where none is required', '2026-12-01', [], '2026-12-01'],
  ])('is the date of %s', (_, stepOn, required, date) => {
    expect(courseFinishedOn(stepOn, required, completedOn)).toBe(date);
  });
});
