import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { QueueProducer } from '../../platform/queue/queue-producer.js';
import { Sweeper } from '../../platform/queue/sweeper.js';

const SILENT_MS = 30_000;

/** Finds trials of policies whose job Redis has lost. */
@Injectable()
export class PolicyTrialSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const stranded: { id: string }[] = await this.dataSource.query("SELECT id FROM policy_trial WHERE state IN ('queued', 'running') AND COALESCE(heartbeat_at, created_at) < ?", [
      new Date(this.clock.now() - SILENT_MS),
    ]);
    for (const { id } of stranded) await this.producer.add('credits', 'policy-trial', { payload: { trialId: id }, requestId: null }, `trial-${id}`);
  }
}
