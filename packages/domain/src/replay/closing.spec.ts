/** The section "Exactly" of scenario-format.md, event by event: provisional entries and closings. */
import { describe, expect, it } from '@jest/globals';
import { MORNING, AFTER_CLOSING, CLOSE_2026, grant, reverse, course } from '../../test/scenario-events.js';
import { type EventInput, VERIFIED, later, run, watching } from '../../test/scenarios.js';
import type { ScenarioInput } from './index.js';

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
