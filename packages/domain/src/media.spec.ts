import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { MEDIA_STATES, type MediaState, canCancel, MEDIA_LIMITS, canRetry, isDocument, isWorkedOn, laneOf, mayBecome, stateAfter, statesBefore } from './media.js';

const state = fc.constantFrom(...MEDIA_STATES);

describe('the way of an upload', () => {
  test.each<[MediaState, MediaState]>([
    ['announced', 'checking'],
    ['uploading', 'checking'],
    ['queued', 'checking'],
    ['ready', 'checking'],
    ['failed', 'checking'],
    ['cancelled', 'checking'],
    ['checking', 'refused'],
    ['checking', 'queued'],
    ['queued', 'transcoding'],
    ['transcoding', 'queued'],
    ['transcoding', 'ready'],
    ['ready', 'queued'],
    ['failed', 'queued'],
    ['cancelled', 'queued'],
  ])('goes from %s to %s', (from, to) => expect(mayBecome(from, to)).toBe(true));

  test.each<[MediaState, MediaState]>([
    ['uploading', 'ready'],
    ['uploading', 'transcoding'],
    ['uploading', 'queued'],
    ['refused', 'queued'],
    ['ready', 'failed'],
    ['ready', 'uploading'],
  ])('never goes from %s to %s', (from, to) => expect(mayBecome(from, to)).toBe(false));

  test('only work that goes on can be cancelled, and what was cancelled can be tried again', () => {
    fc.assert(fc.property(state, (one) => {
      expect(mayBecome(one, 'cancelled')).toBe(canCancel(one) || one === 'cancelled');
      expect(canRetry(one) && isWorkedOn(one)).toBe(false);
    }));
    expect(MEDIA_STATES.filter(canRetry)).toEqual(['failed', 'cancelled']);
    expect(MEDIA_STATES.filter(isWorkedOn)).toEqual(['checking', 'queued', 'transcoding']);
    for (const one of MEDIA_STATES.filter(canRetry)) expect([mayBecome(one, 'checking'), mayBecome(one, 'queued')]).toEqual([true, true]);
  });

  test('never ends for a lesson that plays already because more work on it came to nothing', () => {
    fc.assert(fc.property(fc.constantFrom('refused', 'failed', 'cancelled'), fc.boolean(), state.filter(isWorkedOn), (outcome, playsWhole, from) => {
      const to = stateAfter(outcome, playsWhole);
      expect(to).toBe(playsWhole ? 'ready' : outcome);
      if (from !== 'queued' || outcome === 'cancelled') expect(mayBecome(from, to)).toBe(true);
    }));
  });

  test('knows what comes before as well as what comes after', () => {
    fc.assert(fc.property(state, state, (from, to) => expect(statesBefore(to).includes(from)).toBe(from !== to && mayBecome(from, to))));
  });

  test('leads from every state but a refusal to a lesson that plays', () => {
    const reach = (from: MediaState, seen = new Set<MediaState>()): Set<MediaState> => {
      for (const to of MEDIA_STATES) if (mayBecome(from, to) && !seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    for (const from of MEDIA_STATES) expect([from, reach(from).has('ready')]).toEqual([from, from !== 'refused']);
  });
});

test.each([[0, 'short'], [20 * 60_000, 'short'], [20 * 60_000 + 1, 'long'], [3 * 3600_000, 'long']] as const)('%i ms wait in the %s lane', (ms, lane) => expect(laneOf(ms)).toBe(lane));

test.each([[0, true], [1, false], [900, false]])('a lesson of %i s is a document: %s', (durationSeconds, is) => expect(isDocument({ durationSeconds })).toBe(is));

test('what nobody goes on with, and what was refused, is kept for a week', () => {
  expect([MEDIA_LIMITS.abandonedAfterMs, MEDIA_LIMITS.refusedFileKeptMs]).toEqual([604_800_000, 604_800_000]);
  // Longer than an address opens, so that nobody's playing breaks off.
  expect(MEDIA_LIMITS.replacedOutputKeptMs).toBeGreaterThan(MEDIA_LIMITS.addressSeconds * 1000);
});
