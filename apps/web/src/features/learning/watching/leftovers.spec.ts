/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Range } from '@xuexi/domain';

import { memoryStore } from '../../../testing/memory-store';

import { adoptLeftovers, sendLeftovers } from './leftovers';
import { UnsentStore } from './unsent-store';
import type { SendFailure, WatchAnswer, WatchReport } from './watch-reporter';

/** A browser's store that lists its keys in no order of time. */
function storeOf(...sessions: { id: string; lesson: string; seq: number; ranges: Range[]; person?: string }[]) {
  const store = new UnsentStore(memoryStore());
  for (const { id, lesson, seq, ranges, person = 'wang' } of sessions) store.save({ playSessionId: id, lessonVersionId: lesson, personId: person, seq, ranges, rate: 1, position: 9 });
  return store;
}

class Refusal extends Error {
  constructor(readonly failure: SendFailure) {
    super(failure);
  }
}

/** Sends what is left, each session answered as given. */
async function send(store: UnsentStore, answers: Record<string, WatchAnswer | Refusal>) {
  const sent: [string, WatchReport][] = [];
  const lost = await sendLeftovers({
    personId: 'wang',
    store,
    failureOf: (error) => (error as Refusal).failure,
    send: async (playSessionId, report) => {
      sent.push([playSessionId, report]);
      const answer = answers[playSessionId]!;
      if (answer instanceof Refusal) throw answer;
      return answer;
    },
  });
  return { sent, lost };
}

const taken = (seq: number): WatchAnswer => ({ seq, refused: null });

describe('what earlier pages could not say', () => {
  it('is sent session by session, the earliest first, each under its next number, and then forgotten', async () => {
    const store = storeOf({ id: '0193-c', lesson: 'l2', seq: 7, ranges: [[5, 9]] }, { id: '0193-a', lesson: 'l1', seq: 2, ranges: [[0, 4]] }, { id: '0193-b', lesson: 'l1', seq: 0, ranges: [[4, 6], [1, 2]] });
    const { sent, lost } = await send(store, { '0193-a': taken(3), '0193-b': taken(1), '0193-c': taken(8) });
    expect(sent.map(([id, { seq, ranges }]) => [id, seq, ranges])).toEqual([['0193-a', 3, [[0, 4]]], ['0193-b', 1, [[1, 2], [4, 6]]], ['0193-c', 8, [[5, 9]]]]);
    expect(lost).toBe(0);
    expect(store.of('wang')).toEqual([]);
  });

  it('stays where the line is down, the session is over, or the clock or another device holds it up', async () => {
    const refused = (why: 'clock' | 'lease_taken', ranges: Range[]): WatchAnswer => ({ seq: 1, refused: { why, ranges } });
    const store = storeOf(...['a', 'b', 'c', 'd'].map((id) => ({ id, lesson: id, seq: 0, ranges: [[0, 9]] as Range[] })));
    const { lost } = await send(store, { a: new Refusal('later'), b: new Refusal('session_gone'), c: refused('clock', [[4, 9]]), d: refused('lease_taken', [[0, 9]]) });
    expect(lost).toBe(0);
    expect(store.of('wang').map(({ playSessionId, ranges }) => [playSessionId, ranges])).toEqual([['a', [[0, 9]]], ['b', [[0, 9]]], ['c', [[4, 9]]], ['d', [[0, 9]]]]);
    expect(adoptLeftovers(store, 'wang', 'b')).toEqual([[0, 9]]);
    expect(store.of('wang').map(({ playSessionId }) => playSessionId)).toEqual(['a', 'c', 'd']);
  });

  it('is counted as lost where nobody had answered the question, or the server will never take it', async () => {
    const store = storeOf({ id: 'a', lesson: 'l', seq: 0, ranges: [[0, 9]] }, { id: 'b', lesson: 'l', seq: 0, ranges: [[0, 9], [5, 20]] });
    const { lost } = await send(store, { a: { seq: 1, refused: { why: 'presence', ranges: [[0, 6]] } }, b: new Refusal('rejected') });
    expect(lost).toBe(6 + 20);
    expect(store.of('wang')).toEqual([]);
  });

  it('of another person on the same device is left alone', async () => {
    const store = storeOf({ id: 'a', lesson: 'l', seq: 0, ranges: [[0, 9]], person: 'li' });
    expect((await send(store, {})).sent).toEqual([]);
    expect(store.of('li')).toHaveLength(1);
  });
});
