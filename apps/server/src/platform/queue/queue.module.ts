import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxModule } from './outbox.module.js';
import { OutboxSweeper } from './outbox.sweeper.js';
import { QUEUE_CONNECTION, type QueueConnection, queueConnection } from './queue-connection.js';
import { assertDurableQueue } from './queue-durability.js';
import { QueueProducer } from './queue-producer.js';
import { StrandedJobs } from './stranded-jobs.js';

/** What the worker needs: BullMQ, the relay from the outbox, and producers for the sweepers. */
@Global()
@Module({
  imports: [
    OutboxModule,
    BullModule.forRootAsync({ inject: [CONFIG], useFactory: (config: Config) => ({ connection: queueConnection(config.redisUrl) }) }),
  ],
  providers: [
    { provide: QUEUE_CONNECTION, inject: [CONFIG], useFactory: durableConnection },
    QueueProducer,
    OutboxRelay,
    OutboxSweeper,
    StrandedJobs,
  ],
  exports: [QueueProducer, OutboxRelay, StrandedJobs, BullModule],
})
export class WorkerQueueModule {}

async function durableConnection(config: Config): Promise<QueueConnection> {
  const connection = queueConnection(config.redisUrl);
  await assertDurableQueue(connection);
  return connection;
}
