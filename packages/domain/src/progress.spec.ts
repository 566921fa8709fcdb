import { describe, expect, it } from '@jest/globals';
import { type LessonProgress, progressFor } from './progress.js';

const round = (changes: Partial<LessonProgress>): LessonProgress => ({
  round: 1,
  coverage: [[0, 54]],
  completedOn: null,
  credited: null,
  ...changes,
});
const EMPTY = { coverage: [], completedOn: null, credited: null };

describe('progressFor', () => {
  it('begins with an empty first round', () => {
    expect(progressFor(null, '2026-12-20')).toEqual({ round: 1, ...EMPTY });
  });

  it('starts a new round on a date after a completion that the cap left unpaid', () => {
    const capped = round({ round: 3, completedOn: '2026-12-20', credited: false });
    expect(progressFor(capped, '2026-12-21')).toEqual({ round: 4, ...EMPTY });
  });

  it.each([
    ['the date of the unpaid completion itself', round({ completedOn: '2026-12-20', credited: false }), '2026-12-20'],
    ['an earlier date, when the clock was set back', round({ completedOn: '2026-12-20', credited: false }), '2026-12-19'],
    ['a round that earned its entry', round({ completedOn: '2026-12-20', credited: true }), '2026-12-21'],
    ['a policy that gives lessons no value', round({ completedOn: '2026-12-20', credited: null }), '2026-12-21'],
    ['an open round', round({}), '2027-06-01'],
  ])('goes on with %s', (_, progress, date) => {
    expect(progressFor(progress, date)).toBe(progress);
  });
});
