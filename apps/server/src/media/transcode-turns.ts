import { Injectable } from '@nestjs/common';
import { type TranscodeSlots, thisMachine, transcodeSlots } from './transcode-slots.js';

/** The slots of this worker. Where the lanes share a single one, their transcodes take turns. */
@Injectable()
export class TranscodeTurns {
  private readonly slots: TranscodeSlots = transcodeSlots(thisMachine());
  private last: Promise<unknown> = Promise.resolve();

  /** How many jobs a lane may take from its queue at once; at least one, or its queue would have no worker. */
  get concurrency(): TranscodeSlots {
    return { short: this.slots.short, long: Math.max(1, this.slots.long) };
  }

  /** Does it at once where there are slots for both lanes, and otherwise after the one before. */
  take(work: () => Promise<void>): Promise<void> {
    if (this.slots.long > 0) return work();
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
