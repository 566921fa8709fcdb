/** The section "Exactly" of scenario-format.md, event by event: the order of the result. */
import { describe, expect, it } from '@jest/globals';
import { MORNING, quiz, grant } from '../../test/scenario-events.js';
import { VERIFIED, later, run } from '../../test/scenarios.js';

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
