/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import {
  type Coverage,
  EMPTY_COVERAGE,
  type Range,
  REPORT_EVERY_SECONDS,
  type SessionState,
  type WatchClock,
  newSession,
  normalize,
  openSession,
  receiveReport,
  validateRanges,
} from '@xuexi/domain';
import fc from 'fast-check';

import { memoryStore } from '../../../testing/memory-store';

import { adoptLeftovers, sendLeftovers } from './leftovers';
import { PlayedSeconds } from './played-seconds';
import { UnsentStore } from './unsent-store';
import { type WatchAnswer, type WatchReport, WatchReporter } from './watch-reporter';

const DURATION = 120;
/** Media time is drawn on a grid of sixteenths of a second, well above what the clocks of browsers round. */
const GRID = 16;
const END = DURATION * GRID;
/** Browsers tell where playback is every quarter of a second: at rate 1 that is four sixteenths. */
const STEP_MS = 250;
const GRID_PER_STEP = 4;

type Fate = 'arrives' | 'report_lost' | 'answer_lost';
type Action =
  | { do: 'play'; steps: number; rate: number }
  | { do: 'seek'; to: number }
  | { do: 'pause' | 'hide' | 'reload' | 'forget' }
  | { do: 'wait'; ms: number }
  | { do: 'line'; fates: Fate[] };

const place = fc.integer({ min: 0, max: END - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('play' as const), steps: fc.integer({ min: 1, max: 120 }), rate: fc.constantFrom(0.75, 1, 1.25, 1.5, 2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('seek' as const), to: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'hide' as const, 'reload' as const, 'forget' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 200_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('line' as const), fates: fc.array(fc.constantFrom<Fate>('arrives', 'report_lost', 'answer_lost'), { maxLength: 4 }) }),
  },
);

/** The server's side of watching, by the domain's own clock, behind a line that loses what the test says. */
class Server {
  nowMs = 1_000_000;
  coverage: Coverage = EMPTY_COVERAGE;
  fates: Fate[] = [];
  private clock: WatchClock | null = null;
  private sessions = new Map<string, SessionState>();
  private opened = 0;

  open(): string {
    const id = `session ${++this.opened}`;
    this.clock = openSession(this.clock, id, this.nowMs).clock;
    this.sessions.set(id, newSession(id, this.nowMs));
    return id;
  }

  forgetSessions(): void {
    this.sessions.clear();
  }

  receive(sessionId: string, report: WatchReport): Promise<WatchAnswer> {
    const fate = this.fates.shift() ?? 'arrives';
    if (fate === 'report_lost') return Promise.reject(new Error('later'));
    const session = this.sessions.get(sessionId);
    if (session === undefined || this.clock === null) return Promise.reject(new Error('session_gone'));
    expect(validateRanges(report.ranges, DURATION)).toBeNull();
    const outcome = receiveReport({ clock: this.clock, session, coverage: this.coverage, duration: DURATION, report, nowMs: this.nowMs });
    this.clock = outcome.clock;
    this.sessions.set(sessionId, outcome.session);
    this.coverage = outcome.coverage;
    if (fate === 'answer_lost') return Promise.reject(new Error('later'));
    const refused = outcome.refused && { why: outcome.refused.why, ranges: [...outcome.refused.ranges] };
    return Promise.resolve({ seq: outcome.session.lastSeq, refused });
  }
}

/** A browser with a player that plays for real, and what really was played on every page that it opened. */
class Browser {
  readonly reallyPlayed = new Set<number>();
  private readonly store = new UnsentStore(memoryStore());
  private page = this.emptyPage();
  private reporter!: WatchReporter<WatchAnswer>;
  private gone = false;
  private sinceTickMs = 0;

  constructor(private readonly server: Server) {}

  async openPage(): Promise<void> {
    const failureOf = (error: unknown) => (error instanceof Error && error.message === 'session_gone' ? 'session_gone' : 'later');
    await sendLeftovers({ personId: 'me', store: this.store, failureOf, send: (session, report) => this.server.receive(session, report) });
    const playSessionId = this.server.open();
    this.page = this.emptyPage();
    this.gone = false;
    this.reporter = new WatchReporter<WatchAnswer>({
      playSessionId,
      lessonVersionId: 'lesson',
      personId: 'me',
      durationSeconds: DURATION,
      savedAt: 0,
      leftover: adoptLeftovers(this.store, 'me', 'lesson'),
      store: this.store,
      send: (report) => this.server.receive(playSessionId, report),
      failureOf,
      onAnswer: () => undefined,
      onFailure: (failure) => (this.gone ||= failure === 'session_gone'),
    });
    this.reporter.jumped(0);
  }

  async act(action: Action): Promise<void> {
    if (action.do === 'play') await this.play(action.steps, action.rate);
    if (action.do === 'seek') this.seek(action.to);
    if (action.do === 'pause') this.reporter.pauses();
    if (action.do === 'hide') this.reporter.leave();
    if (action.do === 'wait') await this.wait(action.ms);
    if (action.do === 'line') this.server.fates = action.fates;
    if (action.do === 'forget') this.server.forgetSessions();
    await flush();
    if (action.do === 'reload' || this.gone) await this.openPage();
    await flush();
  }

  /** Waits until nothing is left to say. */
  async drain(): Promise<void> {
    this.server.fates = [];
    this.reporter.pauses();
    for (let round = 0; round < 60; round += 1) {
      await flush();
      if (this.gone) await this.openPage();
      if (this.reporter.unacknowledged.length === 0) return;
      await this.wait(REPORT_EVERY_SECONDS * 1000);
    }
    throw new Error('there is always something left to say');
  }

  private async play(steps: number, rate: number): Promise<void> {
    this.reporter.plays(rate);
    for (let step = 0; step < steps && this.page.at < END; step += 1) {
      const to = Math.min(END, this.page.at + GRID_PER_STEP * rate);
      this.page.played.fill(1, this.page.at, to);
      wholeSeconds(this.page.played).forEach((second) => this.reallyPlayed.add(second));
      this.page.at = to;
      this.reporter.moved(to / GRID);
      await this.wait(STEP_MS);
    }
  }

  private seek(to: number): void {
    this.page.at = to;
    this.reporter.jumped(to / GRID);
    this.reporter.report();
  }

  private async wait(ms: number): Promise<void> {
    this.server.nowMs += ms;
    this.sinceTickMs += ms;
    if (this.sinceTickMs < REPORT_EVERY_SECONDS * 1000) return;
    this.sinceTickMs = 0;
    this.reporter.tick();
    await flush();
  }

  private emptyPage() {
    return { at: 0, played: new Uint8Array(END) };
  }
}

const flush = () => new Promise((resolve) => setImmediate(resolve));
const wholeSeconds = (played: Uint8Array) =>
  Array.from({ length: DURATION }, (_, second) => second).filter((second) => played.subarray(second * GRID, (second + 1) * GRID).every((each) => each === 1));
const seconds = (ranges: readonly Range[]) => ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index));

describe('watching, however it goes', () => {
  it('covers in the end just the whole seconds that were really played: no second lost, none invented', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
        const server = new Server();
        const browser = new Browser(server);
        await browser.openPage();
        for (const each of actions) {
          await browser.act(each);
          seconds(server.coverage).forEach((second) => expect(browser.reallyPlayed).toContain(second));
        }
        await browser.drain();
        expect(seconds(server.coverage)).toEqual([...browser.reallyPlayed].sort((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });

  it('takes played seconds as the union of everything played, in any order of jumps', () => {
    const stretch = fc.tuple(place, fc.integer({ min: 1, max: 20 * GRID }), fc.boolean());
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
        const played = new PlayedSeconds(DURATION);
        const really = new Uint8Array(END);
        const taken: Range[] = [];
        for (const [from, length, take] of stretches) {
          const to = Math.min(END, from + length);
          really.fill(1, from, to);
          played.jumpTo(from / GRID);
          played.moveTo(to / GRID);
          if (take) taken.push(...played.take());
        }
        expect(seconds(normalize([...taken, ...played.take()]))).toEqual(wholeSeconds(really));
      }),
    );
  });
});
