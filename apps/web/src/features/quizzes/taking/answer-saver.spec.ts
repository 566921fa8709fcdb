import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Api } from '@xuexi/api-client';

import { memoryStore } from '../../../testing/memory-store';

import { AnswerSaver } from './answer-saver';
import { AnswerStore } from './answer-store';

type Send = (body: Api['SaveAnswers']) => Promise<Api['SavedAnswers']>;

const chosen = (id: string): Api['QuestionAnswer'] => ({ kind: 'single', chosen: id });
const acknowledged: Send = ({ seq }) => Promise.resolve({ seq, savedAt: null });
const lineLost: Send = () => Promise.reject(new TypeError('Failed to fetch'));

/** What the API client throws. */
class Refusal extends Error {
  constructor(readonly problem: { code: string; title: string; detail: string }) {
    super(problem.code);
  }
}

let store: AnswerStore;
let send: jest.Mock<Send>;

beforeEach(() => {
  jest.useFakeTimers();
  store = new AnswerStore(memoryStore());
  send = jest.fn(acknowledged);
});
afterEach(() => {
  jest.useRealTimers();
});

const saverOf = (saveSeq = 0, personId = 'p1') => new AnswerSaver({ attempt: { id: 'a1', answers: {}, saveSeq }, personId, store, send });
const settled = () => jest.advanceTimersByTimeAsync(60_000);

describe('answers', () => {
  it('are kept at once and sent together a moment later', async () => {
    const saver = saverOf();
    saver.begin();
    saver.change('q1', chosen('a'));
    saver.change('q2', chosen('b'));
    expect(saver.read().state).toBe('saving');
    expect(store.of('a1', 'p1')).toMatchObject({ seq: 2, answers: { q1: chosen('a'), q2: chosen('b') } });
    await settled();
    expect(send.mock.calls).toEqual([[{ seq: 2, answers: { q1: chosen('a'), q2: chosen('b') } }]]);
    expect(saver.read().state).toBe('saved');
    expect(saver.unsaved()).toBeNull();
    expect(store.of('a1', 'p1')).toBeNull();
  });

  it('go on being sent until the line is back', async () => {
    send.mockImplementationOnce(lineLost).mockImplementationOnce(lineLost);
    const saver = saverOf();
    saver.begin();
    saver.change('q1', chosen('a'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(saver.read().state).toBe('kept');
    expect(saver.unsaved()).toMatchObject({ seq: 1 });
    await settled();
    expect(send).toHaveBeenCalledTimes(3);
    expect(saver.read().state).toBe('saved');
  });

  it('of a change during a save are sent after it', async () => {
    let answer: (saved: Api['SavedAnswers']) => void = () => undefined;
    send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const saver = saverOf();
    saver.begin();
    saver.change('q1', chosen('a'));
    await jest.advanceTimersByTimeAsync(1_000);
    saver.change('q1', chosen('b'));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(send).toHaveBeenCalledTimes(1);
    answer({ seq: 1, savedAt: null });
    await settled();
    expect(send.mock.calls.at(-1)).toEqual([{ seq: 2, answers: { q1: chosen('b') } }]);
    expect(saver.read().state).toBe('saved');
  });

  it('survive a reload, for the same person only', async () => {
    send.mockImplementation(lineLost);
    const before = saverOf();
    const stop = before.begin();
    before.change('q1', chosen('a'));
    await jest.advanceTimersByTimeAsync(1_000);
    stop();
    expect(saverOf(0, 'p2').read()).toEqual({ answers: {}, state: 'saved' });
    send.mockImplementation(acknowledged);
    const after = saverOf();
    expect(after.read().answers).toEqual({ q1: chosen('a') });
    after.begin();
    await settled();
    expect(after.read().state).toBe('saved');
  });

  it('that the server has newer are not brought back', () => {
    store.save('a1', { personId: 'p1', seq: 3, answers: { q1: chosen('a') } });
    expect(saverOf(3).read()).toEqual({ answers: {}, state: 'saved' });
  });

  it('end where another window has saved since, or the attempt is over', async () => {
    send.mockImplementationOnce(() => Promise.resolve({ seq: 9, savedAt: null }));
    const saver = saverOf();
    saver.begin();
    saver.change('q1', chosen('a'));
    await settled();
    expect(saver.read().state).toBe('elsewhere');
    saver.change('q1', chosen('b'));
    expect(saver.read().answers).toEqual({ q1: chosen('a') });

    send.mockImplementationOnce(() => Promise.reject(new Refusal({ code: 'quiz_attempt_ended', title: '', detail: '' })));
    const late = saverOf(5);
    late.begin();
    late.change('q1', chosen('a'));
    await settled();
    expect(late.read().state).toBe('ended');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('that cannot be read are none', () => {
    const broken = memoryStore();
    broken.set('xuexi.answers.a1', '{');
    expect(new AnswerStore(broken).of('a1', 'p1')).toBeNull();
    broken.set('xuexi.answers.a1', '{"personId":"p1","seq":"x"}');
    expect(new AnswerStore(broken).of('a1', 'p1')).toBeNull();
  });
});
