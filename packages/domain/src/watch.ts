/**
 * The clock that says how much watching the server believes (credit-rules.md 2–7): one token bucket and one lease per
 * person, a presence check per play session. Everything is a pure function of integers; callers pass the server's time.
 */
import { type Coverage, EMPTY_COVERAGE, type Range, coveredSeconds, normalize, requiredSeconds, subtract, union } from './coverage.js';

/** A token pays for one newly covered second and is counted in parts, so that accrual stays whole. */
export const PARTS_PER_TOKEN = 2_000;
/** 3 parts a millisecond are 1.5 tokens a second. */
export const PARTS_PER_MS = 3;
export const CAPACITY_PARTS = 95 * PARTS_PER_TOKEN;
/** What the bucket holds after the first opening, and after an opening when the lease had lapsed. */
export const OPENING_PARTS = 5 * PARTS_PER_TOKEN;
/** No report or opening accrues for more than this. */
export const MAX_ACCRUAL_MS = 60_000;
/** A lease is live up to and including this long after its holder's last report or opening. */
export const LEASE_MS = 60_000;

/** A play session takes no report this long after its opening: the player opens a new one. */
export const PLAY_SESSION_MS = 24 * 3_600_000;

/** How often the player reports while playing (credit-rules.md 2). */
export const REPORT_EVERY_SECONDS = 15;
/** More ranges than this in one report are refused as bad input: no player produces them in the time between two reports. */
export const MAX_RANGES_PER_REPORT = 500;

/** Time to answer the presence question (credit-rules.md 6). */
export const PRESENCE_LIMIT_MS = 120_000;
export const PRESENCE_LIMIT_ELDER_MS = 180_000;
/** The question comes at a random moment this long after the opening or the last question. */
export const PRESENCE_EVERY_MS: readonly [from: number, to: number] = [600_000, 900_000];

/** The clock of a person. There is one, whatever the lessons, tabs and devices (credit-rules.md 4, 5). */
export interface WatchClock {
  /** Content of the bucket, 0 to CAPACITY_PARTS. */
  parts: number;
  /** When the bucket last accrued, in milliseconds of server time. */
  lastMs: number;
  /** The play session that holds the lease. */
  session: string | null;
  /** Last report or opening of the lease's holder. */
  leaseMs: number | null;
}

/** `askedMs`: when the question was put that is still unanswered; null when none is. */
export interface PresenceState {
  askedMs: number | null;
}

/** What the server keeps of a play session. */
export interface SessionState {
  id: string;
  openedMs: number;
  /** The highest `seq` that was answered; -1 before the first report. */
  lastSeq: number;
  presence: PresenceState;
}

/** What a player sends: ranges in the order in which they were played. */
export interface WatchReport {
  seq: number;
  ranges: readonly Range[];
  /** Playback rate. Recorded as evidence; the clock does not depend on it. */
  rate: number;
}

export type OpeningOutcome = 'first' | 'lapsed' | 'takeover' | 'renewed';
export type RefusalReason = 'clock' | 'lease_taken' | 'presence' | 'duplicate';

/**
 * Why a report was refused, wholly or in part. `ranges` lists the seconds that it would have covered, each once. They
 * are none when the report held nothing new, yet a displaced or overdue player still has to be told why.
 */
export interface Refusal {
  why: RefusalReason;
  seconds: number;
  ranges: Coverage;
}

export interface ReportInput {
  clock: WatchClock;
  session: SessionState;
  /** Coverage of the current round (see progress.ts). */
  coverage: Coverage;
  /** Length of the lesson version in whole seconds. */
  duration: number;
  /** Already validated with {@link validateRanges}. */
  report: WatchReport;
  nowMs: number;
  presenceLimitMs?: number;
}

export interface ReportOutcome {
  clock: WatchClock;
  session: SessionState;
  coverage: Coverage;
  /** Seconds covered in all, after this report. */
  coveredNow: number;
  newlyCovered: Coverage;
  refused: Refusal | null;
  /** Whether the coverage reaches {@link requiredSeconds}; also true of reports after the completing one. */
  complete: boolean;
}

export type RangeFault = { index: number; why: 'too_many' | 'not_whole' | 'reversed' | 'out_of_bounds' };

/** The state of a play session that has just been opened. */
export function newSession(id: string, nowMs: number): SessionState {
  return { id, openedMs: nowMs, lastSeq: -1, presence: { askedMs: null } };
}

/**
 * Opens a play session, which takes the person's lease (credit-rules.md 5).
 *
 * @param clock the person's clock, null before the very first opening
 * @returns the clock, and what the opening was: `first`; `lapsed` (no lease was live: the bucket starts again at 5
 *   tokens); `takeover` (another session was displaced); `renewed` (the session already held the lease)
 */
export function openSession(
  clock: WatchClock | null,
  sessionId: string,
  nowMs: number,
): { clock: WatchClock; outcome: OpeningOutcome } {
  if (clock === null || !isLeaseLive(clock, nowMs)) {
    return {
      clock: { parts: OPENING_PARTS, lastMs: nowMs, session: sessionId, leaseMs: nowMs },
      outcome: clock === null ? 'first' : 'lapsed',
    };
  }
  return {
    clock: { ...accrue(clock, nowMs), ...leaseOf(clock, sessionId, nowMs) },
    outcome: clock.session === sessionId ? 'renewed' : 'takeover',
  };
}

/**
 * The one clock of a person of whom there were two records, each with a clock of its own. Only one lease goes on: the one
 * renewed last; and where both were live, with no more in the bucket than either had.
 */
export function uniteClocks(kept: WatchClock, absorbed: WatchClock, nowMs: number): WatchClock {
  const live = [kept, absorbed].filter((clock) => isLeaseLive(clock, nowMs));
  if (live.length === 1) return live[0]!;
  const holder = (absorbed.leaseMs ?? -1) > (kept.leaseMs ?? -1) ? absorbed : kept;
  return { ...holder, parts: Math.min(kept.parts, absorbed.parts), lastMs: Math.max(kept.lastMs, absorbed.lastMs) };
}

/**
 * Judges one report (credit-rules.md 2–7): what it covers, what it is refused, and the states afterwards. The inputs
 * are not changed. A duplicate returns them as they are.
 */
export function receiveReport(input: ReportInput): ReportOutcome {
  const { clock, session, report, nowMs } = input;
  if (report.seq <= session.lastSeq) {
    return outcomeOf(input, { clock, session, refused: refusalOf('duplicate', EMPTY_COVERAGE) });
  }
  const answered = { ...session, lastSeq: report.seq };
  if (isDisplaced(clock, session.id, nowMs)) {
    return outcomeOf(input, { clock, session: answered, refused: refuseAll(input, 'lease_taken') });
  }
  const lease = leaseOf(clock, session.id, nowMs);
  if (isPresenceOverdue(session, nowMs, input.presenceLimitMs)) {
    const halted = { ...clock, ...lease, lastMs: advance(clock.lastMs, nowMs) };
    return outcomeOf(input, { clock: halted, session: answered, refused: refuseAll(input, 'presence') });
  }
  const accrued = { ...accrue(clock, nowMs), ...lease };
  const spent = spend(accrued.parts, input.coverage, report.ranges);
  return outcomeOf(input, {
    clock: { ...accrued, parts: spent.parts },
    session: answered,
    newlyCovered: spent.newlyCovered,
    refused: spent.refused.length === 0 ? null : refusalOf('clock', spent.refused),
  });
}

/** Records that the player has put the presence question. A question already open keeps its time. */
export function askPresence(session: SessionState, nowMs: number): SessionState {
  return session.presence.askedMs === null ? { ...session, presence: { askedMs: nowMs } } : session;
}

/**
 * Records the learner's answer. A late one also sets the clock's last time, so that the time of absence never accrues
 * (credit-rules.md 6). Without an open question nothing changes.
 */
export function answerPresence(input: { clock: WatchClock; session: SessionState; nowMs: number; limitMs?: number }): {
  clock: WatchClock;
  session: SessionState;
} {
  const { clock, session, nowMs, limitMs } = input;
  if (session.presence.askedMs === null) return { clock, session };
  const late = isPresenceOverdue(session, nowMs, limitMs);
  return {
    clock: late ? { ...clock, lastMs: advance(clock.lastMs, nowMs) } : clock,
    session: { ...session, presence: { askedMs: null } },
  };
}

/** Whether a play session takes no reports any more. */
export function isSessionClosed(session: SessionState, nowMs: number): boolean {
  return nowMs - session.openedMs >= PLAY_SESSION_MS;
}

/** Whether an open presence question is past its limit, so that reports cover nothing. Exactly at the limit is in time. */
export function isPresenceOverdue(session: SessionState, nowMs: number, limitMs: number = PRESENCE_LIMIT_MS): boolean {
  const { askedMs } = session.presence;
  return askedMs !== null && nowMs - askedMs > limitMs;
}

/**
 * When to ask next.
 *
 * @param fromMs the opening of the session or the last question
 * @param random01 a random number in [0, 1), drawn by the caller
 */
export function nextPresenceAt(fromMs: number, random01: number): number {
  const [min, max] = PRESENCE_EVERY_MS;
  return fromMs + min + Math.floor(random01 * (max - min + 1));
}

/**
 * Whether a session holds the lease. A time of holding that lies further in the future than a lease lasts means that
 * the server's clock was set back: such a lease counts as lapsed, so that it does not outlive the correction.
 */
export function isLeaseLive(clock: WatchClock, nowMs: number): boolean {
  return clock.session !== null && clock.leaseMs !== null && Math.abs(nowMs - clock.leaseMs) <= LEASE_MS;
}

/**
 * Checks the ranges of a report from outside: whole seconds, 0 ≤ from < to ≤ duration, a sane number of them.
 *
 * @returns null when they are good, else the first fault
 */
export function validateRanges(ranges: readonly Range[], duration: number): RangeFault | null {
  if (ranges.length > MAX_RANGES_PER_REPORT) return { index: MAX_RANGES_PER_REPORT, why: 'too_many' };
  for (const [index, [from, to]] of ranges.entries()) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return { index, why: 'not_whole' };
    if (from < 0 || to > duration) return { index, why: 'out_of_bounds' };
    if (from >= to) return { index, why: 'reversed' };
  }
  return null;
}

/**
 * The first range of a report that has a second in common with one before it. The clock counts such a second once whatever
 * happens; no player of ours sends it, so that a server may refuse the report.
 *
 * @param ranges whole and in bounds, see {@link validateRanges}
 */
export function overlapIn(ranges: readonly Range[]): number | null {
  const index = ranges.findIndex(([from, to], i) => ranges.slice(0, i).some((earlier) => from < earlier[1] && earlier[0] < to));
  return index === -1 ? null : index;
}

function isDisplaced(clock: WatchClock, sessionId: string, nowMs: number): boolean {
  return clock.session !== sessionId && isLeaseLive(clock, nowMs);
}

/**
 * A stored time moved on to now. A small step back (two servers whose clocks differ) keeps the stored time, else the
 * same stretch would accrue twice; a large one (the clock was corrected) takes the new time, else nothing would accrue
 * until the old one is reached again.
 */
function advance(storedMs: number, nowMs: number): number {
  const stepBack = storedMs - nowMs;
  return stepBack > 0 && stepBack <= MAX_ACCRUAL_MS ? storedMs : nowMs;
}

function accrue(clock: WatchClock, nowMs: number): WatchClock {
  const elapsed = Math.min(Math.max(nowMs - clock.lastMs, 0), MAX_ACCRUAL_MS);
  return { ...clock, parts: Math.min(clock.parts + PARTS_PER_MS * elapsed, CAPACITY_PARTS), lastMs: advance(clock.lastMs, nowMs) };
}

function leaseOf(clock: WatchClock, sessionId: string, nowMs: number): Pick<WatchClock, 'session' | 'leaseMs'> {
  return { session: sessionId, leaseMs: clock.leaseMs === null ? nowMs : advance(clock.leaseMs, nowMs) };
}

/** Covers new seconds in the order given until the next one has no whole token (credit-rules.md 4). */
function spend(parts: number, coverage: Coverage, ranges: readonly Range[]): { parts: number; newlyCovered: Coverage; refused: Coverage } {
  let tokens = Math.floor(parts / PARTS_PER_TOKEN);
  const before = tokens;
  let seen = coverage;
  const covered: Range[] = [];
  const refused: Range[] = [];
  for (const range of ranges) {
    for (const [from, to] of subtract([range], seen)) {
      const paid = Math.min(to - from, tokens);
      tokens -= paid;
      if (paid > 0) covered.push([from, from + paid]);
      if (from + paid < to) refused.push([from + paid, to]);
    }
    seen = union(seen, [range]);
  }
  return { parts: parts - (before - tokens) * PARTS_PER_TOKEN, newlyCovered: normalize(covered), refused: normalize(refused) };
}

function refuseAll(input: ReportInput, why: RefusalReason): Refusal {
  return refusalOf(why, subtract(normalize(input.report.ranges), input.coverage));
}

function refusalOf(why: RefusalReason, ranges: Coverage): Refusal {
  return { why, seconds: coveredSeconds(ranges), ranges };
}

function outcomeOf(
  input: ReportInput,
  after: { clock: WatchClock; session: SessionState; newlyCovered?: Coverage; refused: Refusal | null },
): ReportOutcome {
  const newlyCovered = after.newlyCovered ?? EMPTY_COVERAGE;
  const coverage = union(input.coverage, newlyCovered);
  const coveredNow = coveredSeconds(coverage);
  return {
    clock: after.clock,
    session: after.session,
    coverage,
    coveredNow,
    newlyCovered,
    refused: after.refused,
    complete: coveredNow >= requiredSeconds(input.duration),
  };
}
