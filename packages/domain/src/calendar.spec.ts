import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, closesAt, creditYear, dayAfter, dayBefore, dayEndsAt, dayStartsAt, isCalendarDate, isYearClosed, monthOfDate, shanghaiDate, yearOfDate, yearStartsAt } from './calendar.js';

const at = (iso: string) => Date.parse(iso);

describe('shanghaiDate', () => {
  it.each([
    ['2026-12-31T15:59:59.999Z', '2026-12-31'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2026-03-08T10:30:00.000Z', '2026-03-08'],
  ])('%s is %s in Shanghai', (iso, date) => {
    expect(shanghaiDate(at(iso))).toBe(date);
  });

  it('agrees with the zone database for every instant since the end of summer time', () => {
    const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
    fc.assert(
      fc.property(fc.integer({ min: at('1992-01-01T00:00:00Z'), max: at('2999-12-31T00:00:00Z') }), (ms) => {
        expect(shanghaiDate(ms)).toBe(zone.format(ms));
      }),
    );
  });

  it('refuses what is no instant', () => {
    expect(() => shanghaiDate(Number.NaN)).toThrow(RangeError);
  });
});

describe('years', () => {
  it('begin and end at midnight in Shanghai', () => {
    expect(yearStartsAt(2027)).toBe(at('2026-12-31T16:00:00Z'));
    expect(creditYear(yearStartsAt(2027))).toBe(2027);
    expect(creditYear(yearStartsAt(2027) - 1)).toBe(2026);
  });

  it('close on 16 January of the next year, 00:00 in Shanghai', () => {
    expect(closesAt(2026)).toBe(at('2027-01-15T16:00:00Z'));
    expect(isYearClosed(2026, at('2027-01-15T15:59:59.999Z'))).toBe(false);
    expect(isYearClosed(2026, at('2027-01-15T16:00:00.000Z'))).toBe(true);
  });

  it('are read from dates', () => {
    expect(yearOfDate('2026-11-22')).toBe(2026);
    expect(monthOfDate('2026-11-22')).toBe(11);
    expect(monthOfDate('2026-01-02')).toBe(1);
  });
});

describe('isCalendarDate', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-02-28', '2026-12-31', '0001-01-01'])('accepts %s', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01', '2026-1-1', '2026-01-01T', ' 2026-01-01', ''])(
    'refuses %j',
    (date) => {
      expect(isCalendarDate(date)).toBe(false);
    },
  );
});

describe('ageOn', () => {
  it.each([
    ['2012-11-22', '2026-11-21', 13],
    ['2012-11-22', '2026-11-22', 14],
    ['2012-02-29', '2026-02-28', 13],
    ['2012-02-29', '2026-03-01', 14],
    ['2026-11-22', '2026-11-22', 0],
  ])('born %s, on %s: %i', (birth, date, age) => {
    expect(ageOn(birth, date)).toBe(age);
  });
});

describe('the day of a date', () => {
  it.each([
    ['2026-03-10', '2026-03-09T16:00:00.000Z', '2026-03-10T16:00:00.000Z'],
    ['2026-12-31', '2026-12-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['2024-02-29', '2024-02-28T16:00:00.000Z', '2024-02-29T16:00:00.000Z'],
  ])('%s lasts from %s to %s', (date, from, to) => {
    expect([dayStartsAt(date), dayEndsAt(date)]).toEqual([at(from), at(to)]);
    expect([shanghaiDate(dayStartsAt(date)), shanghaiDate(dayEndsAt(date) - 1)]).toEqual([date, date]);
  });
});

describe('the dates beside a date', () => {
  it.each([
    ['2026-12-31', '2027-01-01'],
    ['2024-02-28', '2024-02-29'],
    ['2024-02-29', '2024-03-01'],
    ['2026-02-28', '2026-03-01'],
    ['1991-04-13', '1991-04-14'],
  ])('%s is followed by %s', (date, next) => {
    expect([dayAfter(date), dayBefore(next)]).toEqual([next, date]);
  });
});
