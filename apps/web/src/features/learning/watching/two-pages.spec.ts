import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { EMPTY_COVERAGE, type SessionState, type WatchClock, newSession, openSession, receiveReport } from '@xuexi/domain';

import { line } from '../../../testing/line';

import type { WatchReport } from './watch-reporter';
import { type WatchingFacts, openWatching } from './open-watching';

const NOW = 1_000_000;
const DURATION = 900;
const STANDING = { coverage: [], coveredSeconds: 0, requiredSeconds: 810, durationSeconds: DURATION, savedAt: 0, completed: null };

type Name = 'first' | 'second';

/** The server's one clock of the person. It answers an opening when the test says so, a report at once. */
class Server {
  reports = 0;
  private clock: WatchClock | null = null;
  private readonly sessions = new Map<string, SessionState>();
  private readonly answers: Record<string, () => void> = {};

  answer = (playSessionId: string) => this.answers[playSessionId]?.();

  fetch = async (request: Request): Promise<Response> => {
    const body: unknown = await request.json();
    const [, , , playSessionId] = new URL(request.url).pathname.split('/');
    return Response.json(playSessionId === undefined ? await this.open() : this.receive(playSessionId, body as WatchReport));
  };

  private async open(): Promise<unknown> {
    const playSessionId: Name = this.sessions.size === 0 ? 'first' : 'second';
    this.clock = openSession(this.clock, playSessionId, NOW).clock;
    this.sessions.set(playSessionId, newSession(playSessionId, NOW));
    await new Promise<void>((answer) => (this.answers[playSessionId] = answer));
    return { playSessionId, standing: STANDING };
  }

  private receive(playSessionId: string, report: WatchReport): unknown {
    const outcome = receiveReport({ clock: this.clock!, session: this.sessions.get(playSessionId)!, coverage: EMPTY_COVERAGE, duration: DURATION, report, nowMs: NOW });
    this.clock = outcome.clock;
    this.sessions.set(playSessionId, outcome.session);
    this.reports++;
    return { seq: report.seq, refused: outcome.refused, presence: null, standing: STANDING };
  }

  get opened(): number {
    return Object.keys(this.answers).length;
  }
}

/** A page that opens the lesson. What it announces reaches the other when the test says so. */
class Page {
  facts: WatchingFacts | null = null;
  hears = () => {};
  announced = false;
  readonly open: ReturnType<typeof openWatching>;

  constructor() {
    this.open = openWatching({
      lessonVersionId: 'lesson',
      personId: 'me',
      pages: {
        announce: () => (this.announced = true),
        hear: (tell) => {
          this.hears = tell;
          return () => (this.hears = () => {});
        },
      },
      onFacts: (facts) => (this.facts = facts),
      onComplete: () => {},
    });
  }
}

/** Every order in which the answers to two openings arrive, and the word of each page at the other. */
const STEPS = ['answer first', 'answer second', 'first is heard', 'second is heard'] as const;
const ORDERS = permutations([...STEPS]).filter((order) => order.indexOf('answer first') < order.indexOf('first is heard') && order.indexOf('answer second') < order.indexOf('second is heard'));

describe('two pages of a browser that open a lesson in the same moment', () => {
  let server: Server;

  beforeEach(() => {
    localStorage.clear();
    server = new Server();
    jest.spyOn(line, 'fetch').mockImplementation(server.fetch);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(ORDERS.map((order) => [order.join(', '), order] as const))('leave it to the one whose opening came last, and the other says so: %s', async (_, order) => {
    const first = new Page();
    await waitFor(() => expect(server.opened).toBe(1));
    const second = new Page();
    await waitFor(() => expect(server.opened).toBe(2));
    const steps: Record<(typeof STEPS)[number], () => unknown> = {
      'answer first': () => (server.answer('first'), first.open),
      'answer second': () => (server.answer('second'), second.open),
      'first is heard': () => second.hears(),
      'second is heard': () => first.hears(),
    };
    for (const step of order) await steps[step]();
    expect([first.announced, second.announced]).toEqual([true, true]);

    await waitFor(() => expect([server.reports, first.facts?.hindrance, second.facts?.hindrance]).toEqual([2, 'other_page', null]));
    (await second.open).reporter.plays(1);
    (await second.open).reporter.tick();
    await waitFor(() => expect(server.reports).toBe(3));
    expect(second.facts?.hindrance).toBeNull();
    (await first.open).reporter.tick();
    expect(server.reports).toBe(3);
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
