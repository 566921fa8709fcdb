import type { Range, RefusalReason } from '@xuexi/domain';

import { PlayedSeconds } from './played-seconds';
import { type Batch, ReportQueue } from './report-queue';
import type { Unsent, UnsentStore } from './unsent-store';

/** One report as the API takes it (credit-rules.md 2). */
export interface WatchReport {
  seq: number;
  ranges: Range[];
  rate: number;
  /** Where the player stands, in whole seconds. */
  position: number;
}

/** What the reporter needs to know of an answer; the rest is passed on. */
export interface WatchAnswer {
  /** The last accepted number of the session. */
  seq: number;
  refused: { why: RefusalReason; ranges: Range[] } | null;
}

/**
 * Why a report was not acknowledged. `later`: the line or the server is down. `session_gone`: the server no longer knows the
 * play session. `signed_out`: nobody is signed in. `rejected`: the server will never take this report.
 */
export type SendFailure = 'later' | 'session_gone' | 'signed_out' | 'rejected';

export interface WatchReporterOptions<Answer extends WatchAnswer> {
  playSessionId: string;
  lessonVersionId: string;
  personId: string;
  /** Whole seconds. */
  durationSeconds: number;
  /** The place that the server knows, in whole seconds. */
  savedAt: number;
  /** What earlier sessions of this lesson played and could not say. */
  leftover?: readonly Range[];
  store: UnsentStore;
  /** Sends a report; `last` when the page may be gone before the answer. Throws when it is not acknowledged. */
  send: (report: WatchReport, last: boolean) => Promise<Answer>;
  failureOf: (error: unknown) => SendFailure;
  /** Seconds more are played; true when they are enough to be said at once. */
  onPlayed?: (unacknowledged: readonly Range[]) => boolean;
  onAnswer: (answer: Answer) => void;
  onFailure: (failure: SendFailure) => void;
}

/**
 * Reports what is watched in one play session (credit-rules.md 2): collects played seconds, sends them one report at a time,
 * keeps what is not acknowledged in the browser, offers again what the clock refused, and in the next session what a takeover did. It owns no timer: `tick` is called
 * every `reportEverySeconds`, the other methods when something happens to the player or the page.
 */
export class WatchReporter<Answer extends WatchAnswer> {
  private readonly played: PlayedSeconds;
  private readonly queue: ReportQueue;
  private time: number;
  private rate = 1;
  private playing = false;
  private savedAt: number;
  /** Something came up while a report was under way. */
  private again = false;
  /** The server shall say whether this session still counts. */
  private asking = false;
  /** What is under way was sent because the page may be gone. */
  private leaving = false;
  private stopped = false;

  constructor(private readonly options: WatchReporterOptions<Answer>) {
    this.played = new PlayedSeconds(options.durationSeconds);
    this.queue = new ReportQueue({ seq: 0, ranges: options.leftover ?? [] });
    this.time = options.savedAt;
    this.savedAt = options.savedAt;
    this.keep();
  }

  /** What is played and not acknowledged, in the order of playing. */
  get unacknowledged(): Range[] {
    return this.queue.unacknowledged();
  }

  /** Playing went on up to `time`. */
  moved(time: number): void {
    this.time = time;
    this.played.moveTo(time);
    this.collect();
  }

  /** The player stands at `time` without having played up to it. */
  jumped(time: number): void {
    this.time = time;
    this.played.jumpTo(time);
  }

  /** Playing starts or goes on, at a rate. */
  plays(rate: number): void {
    this.playing = true;
    this.rate = rate;
  }

  /** Playing stops: pause or end. Reports at once. */
  pauses(): void {
    this.playing = false;
    this.report();
  }

  /** Called every `reportEverySeconds`: while playing, and as long as something is not acknowledged. */
  tick(): void {
    if (this.playing || this.hasNews()) this.send();
  }

  /** Reports now, or right after the report that is under way. Does nothing when there is nothing new to say. */
  report(): void {
    if (this.hasNews()) this.send();
  }

  /** Asks by a report, even with nothing new to say, whether this session still counts; again until it is answered. */
  ask(): void {
    this.asking = true;
    this.report();
  }

  /** The page may be gone in a moment: says everything once more without waiting for what is under way. */
  leave(): void {
    if (this.stopped || !this.hasNews() || (this.leaving && !this.queue.hasWaiting)) return;
    this.leaving = true;
    void this.deliver(this.queue.beginLast(), true);
  }

  /** Nothing is reported from here on; what is not acknowledged stays in the browser. */
  stop(): void {
    this.stopped = true;
  }

  private hasNews(): boolean {
    return this.asking || this.queue.busy || this.queue.hasWaiting || Math.floor(this.time) !== this.savedAt;
  }

  private send(): void {
    if (this.stopped) return;
    if (this.queue.busy) this.again = true;
    else void this.deliver(this.queue.begin(), false);
  }

  private collect(): void {
    const seconds = this.played.take();
    if (seconds.length === 0) return;
    this.queue.add(seconds);
    this.keep();
    if (this.options.onPlayed?.(this.unacknowledged) === true) this.report();
  }

  private async deliver(batch: Batch, last: boolean): Promise<void> {
    const position = Math.floor(this.time);
    const { asking } = this;
    this.again = this.asking = false;
    this.keep();
    try {
      const answer = await this.options.send({ seq: batch.seq, ranges: batch.ranges, rate: this.rate, position }, last);
      this.acknowledge(batch, position, answer);
    } catch (error) {
      this.asking ||= asking;
      this.fail(batch, position, this.options.failureOf(error));
    } finally {
      if (last) this.leaving = false;
    }
  }

  private acknowledge(batch: Batch, position: number, answer: Answer): void {
    const why = answer.refused?.why;
    if (why === 'duplicate') {
      // Another tab used this number: nothing was taken of ours.
      this.queue.giveBack(batch, answer.seq);
      this.again = true;
    } else {
      // What another page took over from was really played: the next session here offers it again, as far as the clock has time.
      this.queue.settle(batch, why === 'clock' || why === 'lease_taken' ? (answer.refused?.ranges ?? []) : []);
      this.savedAt = position;
    }
    if (why === 'lease_taken') this.stopped = true;
    this.keep();
    this.options.onAnswer(answer);
    if (this.again) this.report();
  }

  private fail(batch: Batch, position: number, failure: SendFailure): void {
    if (failure === 'rejected') {
      this.queue.settle(batch, []);
      this.savedAt = position;
    } else {
      this.queue.giveBack(batch);
    }
    if (failure === 'session_gone' || failure === 'signed_out') this.stopped = true;
    this.keep();
    this.options.onFailure(failure);
  }

  private keep(): void {
    const { playSessionId, lessonVersionId, personId, store } = this.options;
    const unsent: Unsent = {
      playSessionId,
      lessonVersionId,
      personId,
      seq: this.queue.lastSeq,
      ranges: this.queue.unacknowledged(),
      rate: this.rate,
      position: Math.floor(this.time),
    };
    store.save(unsent);
  }
}
