import { describe, expect, it } from '@jest/globals';

import { beijingHour, formatBytes, formatCalendarDate, formatCalendarDateIn, formatClock, formatCount, formatDate, formatDateTime, formatDuration, formatFullDate, formatNeededDuration, formatRoundCount } from './format';

describe('words and figures', () => {
  it.each([
    [0, '0 秒'],
    [59, '59 秒'],
    [60, '1 分钟'],
    [431, '7 分 11 秒'],
    [431.9, '7 分 11 秒'],
    [3600, '1 小时'],
    [20_520, '5 小时 42 分'],
    [-3, '0 秒'],
  ])('%d seconds read %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it.each([
    [59.2, '1 分钟'],
    [431, '7 分 11 秒'],
    [21_060, '5 小时 51 分'],
    [21_061, '5 小时 52 分'],
    [7199, '2 小时'],
  ])('%d seconds that are still needed read %s', (seconds, words) => {
    expect(formatNeededDuration(seconds)).toBe(words);
  });

  it('says the year of a calendar date that lies in another one', () => {
    expect(formatCalendarDateIn(2026, '2026-11-01')).toBe('11 月 1 日');
    expect(formatCalendarDateIn(2025, '2026-11-01')).toBe('2026 年 11 月 1 日');
  });

  it.each([
    [0, '00:00'],
    [392, '06:32'],
    [3992, '1:06:32'],
  ])('the place %d in a video reads %s', (seconds, clock) => {
    expect(formatClock(seconds)).toBe(clock);
  });

  it('dates an instant by Beijing time, whatever the machine says', () => {
    expect(formatDate('2026-12-31T16:00:00.000Z')).toBe('1 月 1 日');
    expect(formatFullDate('2026-12-31T15:59:59.999Z')).toBe('2026 年 12 月 31 日');
    expect(formatDateTime('2026-11-22T06:30:00Z')).toBe('2026-11-22 14:30');
    expect(formatDateTime('2026-11-21T16:05:00Z')).toBe('2026-11-22 00:05');
    expect(beijingHour('2026-12-31T16:00:00.000Z')).toBe(0);
    expect(beijingHour('2026-11-22T06:30:00Z')).toBe(14);
  });

  it('takes a calendar date as it is', () => {
    expect(formatCalendarDate('2026-11-01')).toBe('11 月 1 日');
  });

  it.each([
    [0, '0', '0 人'],
    [8640, '8 640', '8 640 人'],
    [32_140, '32 140', '3.2 万人'],
    [1_234_567, '1 234 567', '123.4 万人'],
  ])('groups %d', (count, exact, rounded) => {
    expect(formatCount(count).replaceAll('\u202f', ' ')).toBe(exact);
    expect(formatRoundCount(count, '人').replaceAll('\u202f', ' ')).toBe(rounded);
  });

  it.each([
    [0, '0 MB'],
    [1, '1 KB'],
    [43_900, '43 KB'],
    [104_857, '102 KB'],
    [104_858, '0.1 MB'],
    [314_573, '0.3 MB'],
    [1_048_576, '1.0 MB'],
    [10_433_331, '9.9 MB'],
    [10_433_332, '10 MB'],
    [100_663_296, '96 MB'],
    [1024 ** 3 - 524_289, '1023 MB'],
    [1024 ** 3 - 524_288, '1.00 GB'],
    [2_308_544_922, '2.15 GB'],
  ])('%d bytes read %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});
