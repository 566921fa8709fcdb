import { expect, it } from '@jest/globals';

import { daysLeft } from './due-date';

it.each([
  ['2026-12-31', '2026-12-30T23:59:59+08:00', 1],
  ['2026-12-31', '2026-12-31T00:00:00+08:00', 0],
  ['2026-12-31', '2026-12-31T23:59:59+08:00', 0],
  ['2026-12-31', '2027-01-01T00:00:00+08:00', -1],
  ['2026-03-01', '2026-02-27T12:00:00+08:00', 2],
])('to %s there are from %s %d days, wherever the clock stands', (dueOn, now, days) => {
  expect(daysLeft(dueOn, Date.parse(now))).toBe(days);
});
