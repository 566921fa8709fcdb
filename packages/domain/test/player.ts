/** A small player for tests: a person's state, moved by openings and reports. */
import {
  type Coverage,
  EMPTY_COVERAGE,
  type Range,
  type ReportOutcome,
  type SessionState,
  type WatchClock,
  answerPresence,
  askPresence,
  newSession,
  openSession,
  receiveReport,
} from '../src/index.js';

export const START = Date.parse('2026-12-20T01:00:00.000Z');

/** Times are milliseconds since the start of the test. */
export class Player {
  clock: WatchClock | null = null;
  readonly sessions = new Map<string, SessionState>();
  readonly coverage = new Map<string, Coverage>();

  constructor(
    private readonly duration: number,
    private readonly presenceLimitMs?: number,
  ) {}

  open(session: string, ms: number) {
    const opened = openSession(this.clock, session, START + ms);
    this.clock = opened.clock;
    this.sessions.set(session, newSession(session, START + ms));
    return opened.outcome;
  }

  /** Every session plays the lesson of its own name. */
  report(session: string, ms: number, seq: number, ranges: readonly Range[]): ReportOutcome {
    const outcome = receiveReport({
      clock: this.clock!,
      session: this.sessions.get(session)!,
      coverage: this.coverage.get(session) ?? EMPTY_COVERAGE,
      duration: this.duration,
      report: { seq, ranges, rate: 1 },
      nowMs: START + ms,
      presenceLimitMs: this.presenceLimitMs,
    });
    this.clock = outcome.clock;
    this.sessions.set(session, outcome.session);
    this.coverage.set(session, outcome.coverage);
    return outcome;
  }

  ask(session: string, ms: number): void {
    this.sessions.set(session, askPresence(this.sessions.get(session)!, START + ms));
  }

  answer(session: string, ms: number): void {
    const answered = answerPresence({
      clock: this.clock!,
      session: this.sessions.get(session)!,
      nowMs: START + ms,
      limitMs: this.presenceLimitMs,
    });
    this.clock = answered.clock;
    this.sessions.set(session, answered.session);
  }

  /** Seconds covered in all lessons. */
  total(): number {
    return [...this.coverage.values()].flat().reduce((sum, [from, to]) => sum + to - from, 0);
  }
}
