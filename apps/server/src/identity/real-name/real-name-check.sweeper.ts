import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { QueueProducer } from '../../platform/queue/queue-producer.js';
import { Sweeper } from '../../platform/queue/sweeper.js';
import { RealNameCheck } from './real-name-check.js';

const SILENT_MS = 30_000;
const AT_ONCE = 100;

/** Finds claims that the check has not been asked about: Redis lost the job, or the service was down. */
@Injectable()
export class RealNameCheckSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly check: RealNameCheck,
    private readonly producer: QueueProducer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    if (!this.check.available) return;
    const waiting: { id: string }[] = await this.dataSource.query(
      "SELECT id FROM real_name_claim WHERE state = 'pending' AND provider = 'http' AND checked_at IS NULL AND submitted_at < ? ORDER BY id LIMIT ?",
      [new Date(this.clock.now() - SILENT_MS), AT_ONCE],
    );
    for (const { id } of waiting) {
      await this.producer.add('identity', 'check-real-name', { payload: { claimId: id }, requestId: null }, `check-real-name-${id}`);
    }
  }
}
