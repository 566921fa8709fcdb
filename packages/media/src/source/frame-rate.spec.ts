import { describe, expect, it } from '@jest/globals';
import { outputFrameRate, readFrameRate } from './frame-rate.js';

describe('readFrameRate', () => {
  it.each([
    ['25/1', '25/1', { num: 25, den: 1 }, false],
    ['30000/1001', '30000/1001', { num: 30_000, den: 1001 }, false],
    ['2997/100', '30000/1001', { num: 2997, den: 100 }, false],
    ['24/1', '90000/1', { num: 24, den: 1 }, true],
    ['0/0', '25/1', { num: 25, den: 1 }, false],
    ['0/0', '0/0', { num: 25, den: 1 }, false],
    [undefined, undefined, { num: 25, den: 1 }, false],
  ])('average %s, base %s', (average, base, fps, variable) => {
    expect(readFrameRate(average, base)).toEqual({ fps, variable });
  });
});

describe('outputFrameRate', () => {
  it.each([
    ['film', 24_000, 1001, false, { num: 24_000, den: 1001 }],
    ['slides', 10, 1, false, { num: 10, den: 1 }],
    ['60 becomes 30', 60, 1, false, { num: 60, den: 2 }],
    ['59.94 becomes 29.97', 60_000, 1001, false, { num: 60_000, den: 2002 }],
    ['50 becomes 25', 50, 1, false, { num: 50, den: 2 }],
    ['120 becomes 30', 120, 1, false, { num: 30, den: 1 }],
    ['one frame a second is raised', 1, 1, false, { num: 8, den: 1 }],
    ['a phone at 23.7 on average', 237, 10, true, { num: 24, den: 1 }],
    ['a phone at 29.4 on average', 294, 10, true, { num: 30, den: 1 }],
    ['a screen recording at 3 on average', 3, 1, true, { num: 10, den: 1 }],
  ])('%s', (_what, num, den, variableFrameRate, expected) => {
    expect(outputFrameRate({ fps: { num, den }, variableFrameRate })).toEqual(expected);
  });
});
