import { beforeEach, describe, expect, it } from '@jest/globals';

import { secondsLeft, type UploadRequest } from './upload';
import { type Later, type TransportListener, UploadQueue, type UploadTransport } from './upload-queue';

/** A transport that only remembers what it was told, and lets the test play the line. */
interface Line {
  request: UploadRequest;
  listener: TransportListener;
  told: string[];
}

let lines: Line[];
let timers: { run: () => void; ms: number; cancelled: boolean }[];
let queue: UploadQueue;
let nowMs: number;

const transport: UploadTransport = (request, listener) => {
  const told: string[] = [];
  lines.push({ request, listener, told });
  return { start: () => told.push('start'), pause: () => told.push('pause'), discard: () => told.push('discard') };
};

const later: Later = (run, ms) => {
  const timer = { run, ms, cancelled: false };
  timers.push(timer);
  return () => {
    timer.cancelled = true;
  };
};

const add = (lessonId: string) => queue.add({ lessonId, lessonTitle: lessonId, courseId: 'c', file: { name: `${lessonId}.mp4`, size: 100 } as File });
const line = (index: number) => lines[index] as Line;
const phases = () => Object.fromEntries(queue.snapshot().map(({ lessonId, phase }) => [lessonId, phase]));

beforeEach(() => {
  lines = [];
  timers = [];
  nowMs = 0;
  queue = new UploadQueue({ transport, later, now: () => nowMs });
});

describe('the uploads of a visit', () => {
  it('sends two at a time; the third starts when one is whole', () => {
    ['a', 'b', 'c'].forEach(add);
    expect(phases()).toEqual({ a: 'sending', b: 'sending', c: 'waiting' });
    expect(line(2).told).toEqual([]);
    line(0).listener.finished();
    expect(phases()).toEqual({ a: 'sent', b: 'sending', c: 'sending' });
    expect(line(2).told).toEqual(['start']);
  });

  it('gives the place of a paused or refused one to the next', () => {
    ['a', 'b', 'c', 'd'].forEach(add);
    queue.pause('a');
    expect(line(0).told).toEqual(['start', 'pause']);
    line(1).listener.refused({ kind: 'unknown' });
    expect(phases()).toEqual({ a: 'paused', b: 'refused', c: 'sending', d: 'sending' });
    queue.resume('a');
    expect(phases().a).toBe('waiting');
    queue.cancel('c');
    expect(phases()).toEqual({ a: 'sending', b: 'refused', d: 'sending' });
    expect(line(2).told).toEqual(['start', 'discard']);
  });

  it('starts a transport that gave up again after a while, or at once when the line is back', () => {
    add('a');
    line(0).listener.gaveUp('line');
    expect(phases()).toEqual({ a: 'reconnecting' });
    expect(timers.map(({ ms }) => ms)).toEqual([15_000]);
    timers[0]?.run();
    expect(line(0).told).toEqual(['start', 'start']);
    line(0).listener.gaveUp('line');
    queue.reconnect();
    expect(timers[1]?.cancelled).toBe(true);
    expect(line(0).told).toEqual(['start', 'start', 'start']);
    line(0).listener.progressed(40);
    expect(queue.snapshot()[0]).toMatchObject({ phase: 'sending', sentBytes: 40 });
  });

  it('does not start again what was paused or cancelled meanwhile', () => {
    ['a', 'b'].forEach(add);
    line(0).listener.gaveUp('line');
    queue.pause('a');
    line(1).listener.gaveUp('line');
    queue.cancel('b');
    expect(timers.every(({ cancelled }) => cancelled)).toBe(true);
    expect(line(0).told).toEqual(['start', 'pause']);
    expect(line(1).told).toEqual(['start', 'discard']);
  });

  it('lets another file take the place of the first, and hears nothing more of that', () => {
    add('a');
    add('a');
    expect(line(0).told).toEqual(['start', 'discard']);
    line(0).listener.progressed(90);
    line(0).listener.finished();
    expect(queue.snapshot()).toMatchObject([{ lessonId: 'a', phase: 'sending', sentBytes: 0 }]);
  });

  it('knows how long the rest takes while it is sent, and not while it stands', () => {
    queue.add({ lessonId: 'a', lessonTitle: 'a', courseId: 'c', file: { name: 'a.mp4', size: 121_000_000 } as File });
    for (; nowMs <= 10_000; nowMs += 1000) line(0).listener.progressed(nowMs * 100);
    expect(secondsLeft(queue.snapshot()[0]!)).toBeCloseTo(1200);
    line(0).listener.lost('line');
    expect(secondsLeft(queue.snapshot()[0]!)).toBeNull();
  });

  it('never discards what the server already has whole', () => {
    add('a');
    line(0).listener.finished();
    queue.cancel('a');
    expect(line(0).told).toEqual(['start']);
    expect(queue.snapshot()).toEqual([]);
  });

  it('tells its listeners of every change, and shows the same array in between', () => {
    let told = 0;
    const leave = queue.subscribe(() => (told += 1));
    add('a');
    const shown = queue.snapshot();
    line(0).listener.lost('line');
    line(0).listener.progressed(5);
    expect(told).toBe(3);
    expect(queue.snapshot()).not.toBe(shown);
    expect(queue.snapshot()).toBe(queue.snapshot());
    leave();
    queue.pause('a');
    expect(told).toBe(3);
  });
});
