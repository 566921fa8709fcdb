import { Injectable } from '@nestjs/common';
import { dayStartsAt, shanghaiDate } from '@xuexi/domain';
import { DataSource, MoreThanOrEqual } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { QueueProducer } from '../platform/queue/queue-producer.js';
import { Sweeper } from '../platform/queue/sweeper.js';
import { newCheck } from './new-check.js';
import { StorageCheck } from './storage-check.entity.js';

const SILENT_MS = 30_000;
const HOUR_MS = 3_600_000;
/** Every night at 03:30 in Shanghai, when few learn; when no worker runs then, as soon as one does, until morning. */
const NIGHT_BEGINS_MS = 3.5 * HOUR_MS;
const NIGHT_ENDS_MS = 6 * HOUR_MS;

/** Begins the check of each night, and finds checks and repairs whose job Redis has lost. */
@Injectable()
export class StorageChecksSweeper extends Sweeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sweep(): Promise<void> {
    await this.beginNightly();
    await this.queueStranded();
  }

  private async beginNightly(): Promise<void> {
    const now = this.clock.now();
    const midnight = dayStartsAt(shanghaiDate(now));
    const due = midnight + NIGHT_BEGINS_MS;
    if (now < due || now >= midnight + NIGHT_ENDS_MS) return;
    if (await this.dataSource.manager.existsBy(StorageCheck, { startedAt: MoreThanOrEqual(new Date(due)) })) return;
    const check = newCheck(new Date(now), null);
    try {
      await inTransaction(this.dataSource, async (tx) => {
        await tx.insert(StorageCheck, check);
        await this.outbox.add(tx, { queue: 'storageChecks', name: 'check', payload: { checkId: check.id } }, check.id);
      });
    } catch (error) {
      // Another worker was first, or one is still at work: it is this night's.
      if (!isDuplicate(error)) throw error;
    }
  }

  private async queueStranded(): Promise<void> {
    const stranded: Pick<StorageCheck, 'id' | 'state'>[] = await this.dataSource.query('SELECT id, state FROM storage_check WHERE active = 1 AND heartbeat_at < ?', [new Date(this.clock.now() - SILENT_MS)]);
    for (const { id, state } of stranded) {
      const name = state === 'done' ? 'repair' : 'check';
      await this.producer.add('storageChecks', name, { payload: { checkId: id }, requestId: null }, `${name}-${id}`);
    }
  }
}
