import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { MediaRuns } from './media-runs.js';
import { Media } from './media.entity.js';

/** A job that was not lost has moved the files long before. */
const OVERDUE_MS = 15_000;
/** A run that lives has seen the takedown by its next sign of life, and ended. */
const SILENT_MS = 30_000;

/** Finds takedowns and restorations whose job Redis has lost, and taken-down videos into whose folder a worker published until it was killed. */
@Injectable()
export class WithdrawalsSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly runs: MediaRuns,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    for (const { id } of await this.withDeadRuns()) await this.runs.endTakenDown(id);
    const overdue = await this.dataSource.manager.find(Media, { select: { id: true }, where: { filesToMoveSince: LessThan(new Date(this.clock.now() - OVERDUE_MS)) }, order: { filesToMoveSince: 'ASC' }, take: 500 });
    for (const { id } of overdue) await this.producer.add('storage', 'withdraw', { payload: { mediaId: id }, requestId: null }, `withdraw-${id}`);
  }

  private withDeadRuns(): Promise<{ id: string }[]> {
    return this.dataSource.query(
      `SELECT media.id FROM media
        WHERE media.state IN ('checking', 'transcoding') AND media.taken_down_at < ? AND EXISTS (SELECT 1 FROM media_run AS run WHERE run.media_id = media.id AND run.ended_at IS NULL) LIMIT 500`,
      [new Date(this.clock.now() - SILENT_MS)],
    );
  }
}
