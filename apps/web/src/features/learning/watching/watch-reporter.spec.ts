/** @jest-environment node */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Range, RefusalReason } from '@xuexi/domain';

import { memoryStore } from '../../../testing/memory-store';

import { adoptLeftovers, sendLeftovers } from './leftovers';
import { type Unsent, UnsentStore } from './unsent-store';
import { type SendFailure, type WatchAnswer, type WatchReport, WatchReporter } from './watch-reporter';

class Refusal extends Error {
  constructor(readonly failure: SendFailure) {
    super(failure);
  }
}

const failureOf = (error: unknown) => (error instanceof Refusal ? error.failure : 'later');

/** A server that answers when the test says so. */
function line() {
  const sent: (WatchReport & { last: boolean })[] = [];
  const waiting: { resolve: (answer: WatchAnswer) => void; reject: (error: Error) => void }[] = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    sent,
    send: (report: WatchReport, last: boolean) => {
      sent.push({ ...report, last });
      return new Promise<WatchAnswer>((resolve, reject) => waiting.push({ resolve, reject }));
    },
    async answers(refused: { why: RefusalReason; ranges: Range[] } | null = null, seq = sent.at(-1)?.seq ?? 0) {
      waiting.shift()?.resolve({ seq, refused });
      await settled();
    },
    async fails(failure: SendFailure) {
      waiting.shift()?.reject(new Refusal(failure));
      await settled();
    },
  };
}

describe('the watch reporter', () => {
  let server: ReturnType<typeof line>;
  let store: UnsentStore;
  let failures: SendFailure[];

  const open = (leftover: Range[] = []) =>
    new WatchReporter<WatchAnswer>({
      playSessionId: 'p1',
      lessonVersionId: 'l1',
      personId: 'me',
      durationSeconds: 300,
      savedAt: 0,
      leftover,
      store,
      send: server.send,
      failureOf,
      onPlayed: (unacknowledged) => unacknowledged.some(([, to]) => to >= 270),
      onAnswer: () => undefined,
      onFailure: (failure) => failures.push(failure),
    });

  beforeEach(() => {
    server = line();
    store = new UnsentStore(memoryStore());
    failures = [];
  });

  function playing(from = 0, to = 15.2): WatchReporter<WatchAnswer> {
    const reporter = open();
    reporter.jumped(from);
    reporter.plays(1.5);
    reporter.moved(to);
    return reporter;
  }

  it('reports whole seconds, the rate and the place on each tick, with growing numbers', async () => {
    const reporter = playing();
    reporter.tick();
    await server.answers();
    reporter.moved(31);
    reporter.tick();
    expect(server.sent).toEqual([
      { seq: 1, ranges: [[0, 15]], rate: 1.5, position: 15, last: false },
      { seq: 2, ranges: [[15, 31]], rate: 1.5, position: 31, last: false },
    ]);
  });

  it('reports at once what is said to be enough', () => {
    const reporter = playing(240, 269.9);
    expect(server.sent).toHaveLength(0);
    reporter.moved(270.1);
    expect(server.sent).toMatchObject([{ ranges: [[240, 270]] }]);
  });

  it('has one report under way at a time, and says the rest right after it', async () => {
    const reporter = playing();
    reporter.tick();
    reporter.moved(20);
    reporter.pauses();
    reporter.report();
    expect(server.sent).toHaveLength(1);
    await server.answers();
    expect(server.sent.slice(1)).toEqual([{ seq: 2, ranges: [[15, 20]], rate: 1.5, position: 20, last: false }]);
  });

  it('keeps what was not acknowledged and says it again with what came since', async () => {
    const reporter = playing();
    reporter.tick();
    await server.fails('later');
    expect(failures).toEqual(['later']);
    expect(store.of('me')).toMatchObject([{ seq: 1, ranges: [[0, 15]] }]);
    reporter.moved(18);
    reporter.tick();
    expect(server.sent[1]).toMatchObject({ seq: 2, ranges: [[0, 18]] });
    await server.answers();
    expect(store.of('me')).toEqual([]);
  });

  it('goes on saying what is not acknowledged after a pause, and is silent when nothing is left to say', async () => {
    const reporter = playing();
    reporter.pauses();
    await server.fails('later');
    reporter.tick();
    await server.answers();
    reporter.tick();
    reporter.pauses();
    expect(server.sent).toHaveLength(2);
  });

  it('says a new place after a seek, so that one resumes there', async () => {
    const reporter = playing();
    reporter.pauses();
    await server.answers();
    reporter.jumped(120.5);
    reporter.report();
    expect(server.sent[1]).toMatchObject({ seq: 2, ranges: [], position: 120 });
  });

  it('offers again what the clock refused, before what came since', async () => {
    const reporter = playing();
    reporter.tick();
    await server.answers({ why: 'clock', ranges: [[12, 15]] });
    reporter.moved(20);
    reporter.tick();
    expect(server.sent[1]?.ranges).toEqual([[12, 20]]);
  });

  it('does not offer again what was refused because nobody answered', async () => {
    const reporter = playing();
    reporter.pauses();
    await server.answers({ why: 'presence', ranges: [[0, 15]] });
    reporter.tick();
    expect(server.sent).toHaveLength(1);
    expect(store.of('me')).toEqual([]);
  });

  it('stops when another device has taken over, and keeps what it had not reported for the next session here', async () => {
    const reporter = playing();
    reporter.tick();
    await server.answers({ why: 'lease_taken', ranges: [[3, 15]] });
    expect(reporter.unacknowledged).toEqual([[3, 15]]);
    reporter.tick();
    reporter.leave();
    expect(server.sent).toHaveLength(1);
    expect(adoptLeftovers(store, 'me', 'l1')).toEqual([[3, 15]]);
  });

  it('says the same seconds under a higher number when its own was already used', async () => {
    const reporter = playing();
    reporter.tick();
    await server.answers({ why: 'duplicate', ranges: [] }, 7);
    expect(server.sent[1]).toMatchObject({ seq: 8, ranges: [[0, 15]] });
  });

  it('says everything once more when the page goes, above the number under way', async () => {
    const reporter = playing();
    reporter.tick();
    reporter.moved(21);
    reporter.leave();
    expect(server.sent[1]).toEqual({ seq: 2, ranges: [[0, 15], [15, 21]], rate: 1.5, position: 21, last: true });
    await server.answers({ why: 'clock', ranges: [[10, 15]] }, 1);
    expect(store.of('me')).toMatchObject([{ ranges: [[0, 15], [15, 21]] }]);
    reporter.leave();
    expect(server.sent).toHaveLength(2);
    await server.answers(null, 2);
    expect(store.of('me')).toEqual([]);
  });

  it('says that it is still there on each tick while it plays, and nothing by itself when nothing is new', async () => {
    const reporter = open();
    reporter.jumped(0);
    reporter.plays(1);
    reporter.report();
    reporter.leave();
    expect(server.sent).toEqual([]);
    reporter.tick();
    expect(server.sent).toMatchObject([{ seq: 1, ranges: [] }]);
    await server.answers();
  });

  it('asks whether it still counts with nothing new to say, after what is under way, and until it is answered', async () => {
    const reporter = playing();
    reporter.pauses();
    reporter.ask();
    expect(server.sent).toHaveLength(1);
    await server.answers();
    expect(server.sent.slice(1)).toMatchObject([{ seq: 2, ranges: [] }]);
    await server.fails('later');
    reporter.tick();
    expect(server.sent.slice(2)).toMatchObject([{ seq: 3, ranges: [] }]);
    await server.answers();
    reporter.tick();
    expect(server.sent).toHaveLength(3);
  });

  it.each<[SendFailure, number]>([
    ['session_gone', 1],
    ['signed_out', 1],
    ['rejected', 0],
  ])('after %s keeps %d record and sends no more by itself', async (failure, records) => {
    const reporter = playing();
    reporter.pauses();
    await server.fails(failure);
    reporter.tick();
    expect(server.sent).toHaveLength(1);
    expect(store.of('me')).toHaveLength(records);
    expect(failures).toEqual([failure]);
  });
});

describe('what an earlier page left', () => {
  const left = (over: Partial<Unsent> = {}): Unsent => ({
    playSessionId: 'old',
    lessonVersionId: 'l1',
    personId: 'me',
    seq: 4,
    ranges: [[0, 20]],
    rate: 1,
    position: 20,
    ...over,
  });
  const answerWith = (refused: WatchAnswer['refused'], seq = 5) => () => Promise.resolve({ seq, refused });

  it('is said in its own session under the next number, and forgotten', async () => {
    const store = new UnsentStore(memoryStore());
    store.save(left());
    const sent: [string, WatchReport][] = [];
    await sendLeftovers({ personId: 'me', store, failureOf, send: (session, report) => (sent.push([session, report]), Promise.resolve({ seq: 5, refused: null })) });
    expect(sent).toEqual([['old', { seq: 5, ranges: [[0, 20]], rate: 1, position: 20 }]]);
    expect(store.of('me')).toEqual([]);
  });

  it.each<[string, WatchAnswer['refused'], Range[]]>([
    ['the clock refused', { why: 'clock', ranges: [[15, 20]] }, [[15, 20]]],
    ['another device is playing', { why: 'lease_taken', ranges: [[0, 20]] }, [[0, 20]]],
    ['the number was used', { why: 'duplicate', ranges: [] }, [[0, 20]]],
  ])('is kept and adopted by the next session where %s', async (_, refused, owed) => {
    const store = new UnsentStore(memoryStore());
    store.save(left());
    await sendLeftovers({ personId: 'me', store, failureOf, send: answerWith(refused, 9) });
    expect(store.of('me')).toMatchObject([{ seq: 9, ranges: owed }]);
    expect(adoptLeftovers(store, 'me', 'l1')).toEqual(owed);
    expect(store.of('me')).toEqual([]);
  });

  it('waits for a session of its own lesson when the server has forgotten the old one, and for the line when it is down', async () => {
    const store = new UnsentStore(memoryStore());
    store.save(left());
    for (const failure of ['session_gone', 'later'] as const) {
      await sendLeftovers({ personId: 'me', store, failureOf, send: () => Promise.reject(new Refusal(failure)) });
    }
    expect(adoptLeftovers(store, 'me', 'another lesson')).toEqual([]);
    expect(adoptLeftovers(store, 'me', 'l1')).toEqual([[0, 20]]);
  });

  it('is never said as somebody else on a shared phone', async () => {
    const store = new UnsentStore(memoryStore());
    store.save(left());
    await sendLeftovers({ personId: 'she', store, failureOf, send: answerWith(null) });
    expect(store.of('me')).toHaveLength(1);
    expect(adoptLeftovers(store, 'she', 'l1')).toEqual([]);
  });

  it('is dropped when it cannot be read', () => {
    const kept = memoryStore();
    kept.set('xuexi.unsent.a', '{');
    kept.set('xuexi.unsent.b', '{"personId":"me","ranges":[["0",1]]}');
    kept.set('another', 'stays');
    expect(new UnsentStore(kept).of('me')).toEqual([]);
    expect(kept.keys()).toEqual(['another']);
  });
});
