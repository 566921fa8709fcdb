import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { Clock } from '../clock.js';
import { OutboxRow } from './outbox.entity.js';
import { QueueProducer } from './queue-producer.js';
import { type JobData, QUEUES, type QueueKey } from './queues.js';

const POLL_MS = 300;
const BATCH = 100;
/** Rows of queues that a newer version has made wait for its worker; they hold up nobody. */
const KNOWN = Object.keys(QUEUES);
const KEEP_SENT_MS = 24 * 3_600_000;

/**
 * Takes unsent outbox rows to BullMQ. A row may be sent twice when the process dies in between: job ids and
 * idempotent processors make that harmless. What Redis loses later, the sweepers of the features find again.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: QueueProducer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const sent = await this.relay().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'outbox relay will try again');
        return 0;
      });
      if (sent < BATCH) await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Sends one batch. @returns how many rows were sent */
  async relay(): Promise<number> {
    const rows = await this.dataSource.manager.find(OutboxRow, { where: { sentAt: IsNull(), queue: In(KNOWN) }, order: { id: 'ASC' }, take: BATCH });
    for (const row of rows) {
      const data: JobData<object> = { payload: row.payload, requestId: row.requestId };
      await this.producer.add(row.queue as QueueKey, row.name, data, row.jobId);
    }
    if (rows.length > 0) {
      await this.dataSource.manager.update(OutboxRow, { id: In(rows.map((row) => row.id)) }, { sentAt: this.clock.date() });
    }
    return rows.length;
  }

  /** Forgets rows that were sent long ago. */
  async prune(): Promise<void> {
    await this.dataSource.query('DELETE FROM outbox WHERE sent_at < ? LIMIT 10000', [new Date(this.clock.now() - KEEP_SENT_MS)]);
  }
}
