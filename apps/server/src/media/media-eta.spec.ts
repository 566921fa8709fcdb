import type { MediaState, TranscodeLane } from '@xuexi/domain';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type WorkedOn, usualSpeed, waitOf, waitsOf } from './media-eta.js';

const film = (id: string, changes: Partial<WorkedOn> = {}): WorkedOn => ({ id, state: 'queued', lane: 'short', progress: 0, speed: null, durationMs: 60_000, waits: false, ...changes });
const running = (id: string, changes: Partial<WorkedOn> = {}) => film(id, { state: 'transcoding', ...changes });

describe('how long an upload waits', () => {
  test.each<[string, WorkedOn[], { queuePlace: number | null; etaSeconds: number | null }]>([
    ['alone in the queue', [film('a')], { queuePlace: 1, etaSeconds: 30 }],
    ['at work, by its own speed', [running('a', { progress: 50, speed: 3 })], { queuePlace: null, etaSeconds: 10 }],
    ['at work, its speed not known yet', [running('a', { progress: 50 })], { queuePlace: null, etaSeconds: 15 }],
    ['nearly through', [running('a', { progress: 99, speed: 100 })], { queuePlace: null, etaSeconds: 1 }],
    ['behind one at work', [running('b', { progress: 50, speed: 3 }), film('a')], { queuePlace: 1, etaSeconds: 40 }],
    ['behind two at work', [running('b', { progress: 50, speed: 3 }), running('c', { speed: 1 }), film('a')], { queuePlace: 1, etaSeconds: 65 }],
    ['behind one at work and one that waits', [running('b', { progress: 50, speed: 3 }), film('c', { durationMs: 120_000 }), film('a')], { queuePlace: 2, etaSeconds: 100 }],
    ['not behind the other lane', [film('b', { lane: 'long', durationMs: 9_000_000 }), running('c', { lane: 'long' }), film('a')], { queuePlace: 1, etaSeconds: 30 }],
    ['not behind one that waits for room', [film('b', { waits: true }), film('a')], { queuePlace: 1, etaSeconds: 30 }],
    ['not behind those that are checked', [film('b', { state: 'checking', lane: null }), film('a')], { queuePlace: 1, etaSeconds: 30 }],
    ['waiting for room itself', [film('a', { waits: true })], { queuePlace: null, etaSeconds: null }],
    ['being checked', [film('a', { state: 'checking', lane: null, durationMs: null })], { queuePlace: null, etaSeconds: null }],
    ['queued by an earlier version, without a lane', [film('b'), film('a', { lane: null })], { queuePlace: 2, etaSeconds: 60 }],
    ['a document', [film('a', { durationMs: 0 })], { queuePlace: 1, etaSeconds: 1 }],
    ['gone', [], { queuePlace: null, etaSeconds: null }],
  ])('%s', (_, all, wait) => expect(waitOf('a', waitsOf(all, 2))).toEqual(wait));

  test('takes some time at least, and the places of a lane are 1, 2, 3 …', () => {
    const one = fc.record({
      state: fc.constantFrom<MediaState>('queued', 'transcoding', 'checking'),
      lane: fc.constantFrom<TranscodeLane | null>('short', 'long', null),
      progress: fc.integer({ min: 0, max: 100 }),
      speed: fc.option(fc.double({ min: 0.01, max: 50, noNaN: true })),
      durationMs: fc.option(fc.integer({ min: 0, max: 12 * 3_600_000 })),
      waits: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one), fc.double({ min: 0.05, max: 20, noNaN: true }), (list, usual) => {
        const all = list.map((each, i): WorkedOn => ({ ...each, id: String(i) }));
        const waits = waitsOf(all, usual);
        for (const inLane of Map.groupBy(all.filter(({ state, waits: held }) => state === 'queued' && !held), ({ lane }) => lane ?? 'short').values()) {
          expect(inLane.map(({ id }) => waitOf(id, waits).queuePlace)).toEqual(inLane.map((__, i) => i + 1));
        }
        for (const { etaSeconds } of waits.values()) expect(etaSeconds).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the usual speed', () => {
  test.each<[string, { filmMs: number; tookMs: number }[], number]>([
    ['is real time before anything was finished', [], 1],
    ['is that of the only run', [{ filmMs: 60_000, tookMs: 20_000 }], 3],
    ['is the middle one: a stalled run does not change it', [{ filmMs: 60_000, tookMs: 20_000 }, { filmMs: 60_000, tookMs: 30_000 }, { filmMs: 60_000, tookMs: 900_000 }], 2],
    ['leaves out documents, and runs without a length', [{ filmMs: 0, tookMs: 5 }, { filmMs: 5, tookMs: 0 }, { filmMs: 10, tookMs: 5 }], 2],
  ])('%s', (_, runs, speed) => expect(usualSpeed(runs)).toBe(speed));
});
