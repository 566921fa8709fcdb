import { MAX_RANGES_PER_REPORT, type Range, normalize, subtract } from '@xuexi/domain';

/** A numbered part of what waits to be acknowledged. */
export interface Batch {
  seq: number;
  ranges: Range[];
}

/** Where a queue goes on after a reload: the last number used, and what was never acknowledged. */
export interface QueueStart {
  seq: number;
  ranges: readonly Range[];
}

/**
 * What was played and is not acknowledged, in the order of playing (credit-rules.md 2). One batch is under way at a time;
 * every batch gets a higher number than all before it, so sending the same seconds again is always safe.
 */
export class ReportQueue {
  private seq: number;
  private waiting: Range[];
  private underWay: Batch | null = null;

  constructor(start: QueueStart = { seq: 0, ranges: [] }) {
    this.seq = start.seq;
    this.waiting = [...normalize(start.ranges)];
  }

  get busy(): boolean {
    return this.underWay !== null;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  get lastSeq(): number {
    return this.seq;
  }

  /** Seconds that wait already wait once: a report names none twice. */
  add(ranges: readonly Range[]): void {
    for (const range of ranges) subtract([range], normalize(this.unacknowledged())).forEach((fresh) => this.append(fresh));
  }

  /** Everything not acknowledged, what is under way first. */
  unacknowledged(): Range[] {
    return [...(this.underWay?.ranges ?? []), ...this.waiting];
  }

  /** Takes the next batch, at most as many ranges as one report may carry; the rest stays for the one after. */
  begin(): Batch {
    this.underWay = { seq: ++this.seq, ranges: this.waiting.splice(0, MAX_RANGES_PER_REPORT) };
    return this.underWay;
  }

  /** The last chance to say everything before the page goes: what is under way is said again, under a higher number. */
  beginLast(): Batch {
    if (this.underWay !== null) this.giveBack(this.underWay);
    return this.begin();
  }

  /** The batch is acknowledged; what of it may be offered again stands first. An overtaken batch changes nothing any more. */
  settle(batch: Batch, offerAgain: readonly Range[]): void {
    if (this.underWay !== batch) return;
    this.underWay = null;
    this.waiting.unshift(...offerAgain);
  }

  /** The batch was not acknowledged: it waits again, and later numbers lie above `lastAccepted`. */
  giveBack(batch: Batch, lastAccepted = 0): void {
    this.seq = Math.max(this.seq, lastAccepted);
    this.settle(batch, batch.ranges);
  }

  private append([from, to]: Range): void {
    const last = this.waiting.at(-1);
    if (last !== undefined && last[1] === from) this.waiting[this.waiting.length - 1] = [last[0], to];
    else this.waiting.push([from, to]);
  }
}
