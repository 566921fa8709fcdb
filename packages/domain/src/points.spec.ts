import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayAfter, shanghaiDate } from './calendar.js';
import { POINT_RANKS, pointKey, rankOf, sharedPlaces, signInPoints, streakOn } from './points.js';

describe('days in a row', () => {
  test.each([
    ['nobody has come', '2026-03-10', [], 0],
    ['the first day', '2026-03-10', ['2026-03-10'], 1],
    ['yesterday, and not yet today', '2026-03-10', ['2026-03-09', '2026-03-08'], 2],
    ['a day was left out', '2026-03-10', ['2026-03-10', '2026-03-08'], 1],
    ['the day before yesterday is over', '2026-03-10', ['2026-03-08', '2026-03-07'], 0],
    ['over the end of a month', '2026-03-02', ['2026-03-02', '2026-03-01', '2026-02-28', '2026-02-27'], 4],
    ['over 29 February', '2028-03-01', ['2028-03-01', '2028-02-29', '2028-02-28'], 3],
    ['29 February was left out', '2028-03-01', ['2028-03-01', '2028-02-28'], 1],
    ['over the end of a year', '2027-01-01', ['2026-12-30', '2026-12-31', '2027-01-01'], 3],
    ['doubles count once', '2026-03-10', ['2026-03-10', '2026-03-10', '2026-03-09'], 2],
    ['what lies ahead does not count', '2026-03-10', ['2026-03-11', '2026-03-10'], 1],
  ])('%s', (_, today, dates, streak) => {
    expect(streakOn(today, dates)).toBe(streak);
  });

  test('are as many as there are without a gap, wherever they begin', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }), fc.integer({ min: 1, max: 120 }), (ms, length) => {
        const dates = [shanghaiDate(ms)];
        while (dates.length < length) dates.push(dayAfter(dates.at(-1)!));
        expect(streakOn(dates.at(-1)!, dates)).toBe(length);
        expect(streakOn(dayAfter(dates.at(-1)!), dates)).toBe(length);
        expect(streakOn(dayAfter(dayAfter(dates.at(-1)!)), dates)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  [1, 1],
  [6, 1],
  [7, 6],
  [8, 1],
  [14, 6],
  [365, 1],
])('day %i in a row earns %i', (streak, points) => {
  expect(signInPoints(streak)).toBe(points);
});

test.each([
  [0, '新学员', { name: '学习之友', missing: 50 }],
  [49, '新学员', { name: '学习之友', missing: 1 }],
  [50, '学习之友', { name: '学习能手', missing: 150 }],
  [1499, '学习达人', { name: '学习标兵', missing: 1 }],
  [1500, '学习标兵', null],
  [99_999, '学习标兵', null],
])('%i points are the rank %s', (total, name, next) => {
  expect(rankOf(total)).toEqual({ name, next });
});

test('ranks rise from nothing', () => {
  const froms = POINT_RANKS.map(({ from }) => from);
  expect(froms[0]).toBe(0);
  expect(froms).toEqual([...new Set(froms)].sort((a, b) => a - b));
});

test.each([
  [[], []],
  [[9], [1]],
  [[9, 9, 7], [1, 1, 3]],
  [[9, 7, 7, 7, 5], [1, 2, 2, 2, 5]],
])('the figures %j share the places %j', (figures, places) => {
  expect(sharedPlaces(figures)).toEqual(places);
});

test('a deed is the same deed by who did it, when and to which course', () => {
  expect([pointKey.registration('p'), pointKey.signIn('p', '2026-03-10'), pointKey.comment('p', 'c'), pointKey.share('p', '2026-03-10', 'c')]).toEqual([
    'registration:p',
    'sign_in:p:2026-03-10',
    'comment:p:c',
    'share:p:2026-03-10:c',
  ]);
});
