import { Injectable } from '@nestjs/common';
import { StrandedJobs } from '../../platform/queue/stranded-jobs.js';
import { Sweeper } from '../../platform/queue/sweeper.js';

/** Finds trials of policies whose job Redis has lost. */
@Injectable()
export class PolicyTrialSweeper extends Sweeper {
  constructor(private readonly stranded: StrandedJobs) {
    super();
  }

  sweep(): Promise<void> {
    return this.stranded.restore({ table: 'policy_trial', states: ['queued', 'running'], silentMs: 30_000 }, ({ id }) => ({ queue: 'creditsLong', name: 'policy-trial', payload: { trialId: id } }));
  }
}
