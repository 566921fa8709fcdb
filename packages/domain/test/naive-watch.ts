/**
 * Rules 2–7 of credit-rules.md once more, as naively as possible: one second at a time, sets of seconds, one mutable
 * object, times that never go back. Tests hold the real rules against it. Nothing here is imported from `src`.
 */
export interface NaiveSession {
  person: NaivePerson;
  lastSeq: number;
  asked: number | null;
}

export class NaivePerson {
  /** Thousandths of a token times two: 2 000 to the token. */
  parts = 0;
  last = 0;
  holder: NaiveSession | null = null;
  leaseFrom = Number.NEGATIVE_INFINITY;

  open(now: number): NaiveSession {
    const session: NaiveSession = { person: this, lastSeq: -1, asked: null };
    if (this.leaseIsLive(now)) {
      this.accrue(now);
    } else {
      this.parts = 5 * 2_000;
      this.last = now;
    }
    this.hold(session, now);
    return session;
  }

  /** Adds to `covered` what the report covers; returns how many new seconds were refused, and why. */
  report(session: NaiveSession, now: number, seq: number, ranges: readonly (readonly [number, number])[], covered: Set<number>) {
    if (seq <= session.lastSeq) return { why: 'duplicate', seconds: 0 };
    session.lastSeq = seq;
    const reported = new Set<number>();
    for (const [from, to] of ranges) for (let second = from; second < to; second += 1) reported.add(second);
    const fresh = [...reported].filter((second) => !covered.has(second));
    if (this.holder !== session && this.leaseIsLive(now)) return { why: 'lease_taken', seconds: fresh.length };
    this.hold(session, now);
    if (session.asked !== null && now - session.asked > 120_000) {
      this.last = now;
      return { why: 'presence', seconds: fresh.length };
    }
    this.accrue(now);
    let refused = 0;
    for (const second of fresh) {
      if (this.parts >= 2_000) {
        this.parts -= 2_000;
        covered.add(second);
      } else {
        refused += 1;
      }
    }
    return { why: 'clock', seconds: refused };
  }

  answer(session: NaiveSession, now: number): void {
    if (session.asked !== null && now - session.asked > 120_000) this.last = now;
    session.asked = null;
  }

  private leaseIsLive(now: number): boolean {
    return now - this.leaseFrom <= 60_000;
  }

  private hold(session: NaiveSession, now: number): void {
    this.holder = session;
    this.leaseFrom = now;
  }

  private accrue(now: number): void {
    for (let step = Math.min(now - this.last, 60_000); step > 0 && this.parts < 190_000; step -= 1) this.parts += 3;
    this.parts = Math.min(this.parts, 190_000);
    this.last = now;
  }
}
