import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { Media } from './media.entity.js';

/** A job that was not lost has moved the files long before. */
const OVERDUE_MS = 15_000;

/** Finds takedowns and restorations whose job Redis has lost. */
@Injectable()
export class WithdrawalsSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    const overdue = await this.dataSource.manager.find(Media, { select: { id: true }, where: { filesToMoveSince: LessThan(new Date(this.clock.now() - OVERDUE_MS)) }, order: { filesToMoveSince: 'ASC' }, take: 500 });
    for (const { id } of overdue) await this.producer.add('storage', 'withdraw', { payload: { mediaId: id }, requestId: null }, `withdraw-${id}`);
  }
}
