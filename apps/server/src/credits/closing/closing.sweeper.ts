import { Injectable } from '@nestjs/common';
import { StrandedJobs } from '../../platform/queue/stranded-jobs.js';
import { Sweeper } from '../../platform/queue/sweeper.js';

/** Finds closings whose job Redis has lost. */
@Injectable()
export class ClosingSweeper extends Sweeper {
  constructor(private readonly stranded: StrandedJobs) {
    super();
  }

  sweep(): Promise<void> {
    return this.stranded.restore({ table: 'closing', states: ['queued', 'running'], silentMs: 30_000 }, ({ id }) => ({ queue: 'credits', name: 'closing', payload: { closingId: id } }));
  }
}
