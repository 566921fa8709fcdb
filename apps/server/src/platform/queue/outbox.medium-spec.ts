import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { environment } from '../../../test/support/environment.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { inTransaction } from '../database/transaction.js';
import { withRequestContext } from '../logging/request-context.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxRow } from './outbox.entity.js';
import { OutboxService } from './outbox.service.js';
import { queueConnection } from './queue-connection.js';
import { QueueProducer } from './queue-producer.js';
import { QUEUES } from './queues.js';

let database: TestDatabase;
let clock: TestClock;
let producer: QueueProducer;
let queue: Queue;
let outbox: OutboxService;
let relay: OutboxRelay;

beforeAll(async () => {
  database = await createTestDatabase();
  clock = new TestClock('2026-03-10T09:00:00+08:00');
  const connection = queueConnection(environment('TEST_REDIS_URL'));
  producer = new QueueProducer(connection);
  queue = new Queue(QUEUES.media, { connection });
  outbox = new OutboxService(clock);
  relay = new OutboxRelay(database.dataSource, producer, clock);
});
beforeEach(async () => {
  await queue.obliterate({ force: true });
  await database.dataSource.query('DELETE FROM outbox');
});
afterAll(async () => {
  await queue.obliterate({ force: true });
  await queue.close();
  await producer.onApplicationShutdown();
  await database.drop();
});

function add(mediaId: string): Promise<void> {
  return inTransaction(database.dataSource, (tx) => outbox.add(tx, { queue: 'media', name: 'transcode', payload: { mediaId } }, mediaId));
}

const unsent = () => database.dataSource.manager.findBy(OutboxRow, {}).then((rows) => rows.filter((row) => row.sentAt === null));

describe('the outbox', () => {
  test('holds no job of a transaction that was rolled back', async () => {
    const failing = inTransaction(database.dataSource, async (tx) => {
      await outbox.add(tx, { queue: 'media', name: 'transcode', payload: { mediaId: 'a' } }, 'a');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await relay.relay()).toBe(0);
    expect(await queue.count()).toBe(0);
  });

  test('sends each job once, with the id of the request that caused it', async () => {
    const [mediaId, requestId] = [randomUUID(), randomUUID()];
    await withRequestContext({ requestId }, () => add(mediaId));
    expect(await relay.relay()).toBe(1);
    const [job, ...others] = await queue.getJobs();
    expect(others).toEqual([]);
    expect(job).toMatchObject({ id: `transcode-${mediaId}`, name: 'transcode', data: { payload: { mediaId }, requestId }, opts: { attempts: 3 } });
    expect(await database.dataSource.manager.findBy(OutboxRow, {})).toMatchObject([{ sentAt: clock.date() }]);
    expect(await relay.relay()).toBe(0);
    expect(await queue.count()).toBe(1);
  });

  test('sends nothing twice when the process died between sending and noting it', async () => {
    await add('a');
    const dying = Object.assign(Object.create(producer) as QueueProducer, {
      async add(...job: Parameters<QueueProducer['add']>) {
        await producer.add(...job);
        throw new Error('killed');
      },
    });
    await expect(new OutboxRelay(database.dataSource, dying, clock).relay()).rejects.toThrow('killed');
    expect(await queue.count()).toBe(1);
    expect(await unsent()).toHaveLength(1);
    expect(await relay.relay()).toBe(1);
    expect(await queue.count()).toBe(1);
  });

  test('of two relays at once sends one job of each row', async () => {
    const ids = Array.from({ length: 20 }, () => randomUUID());
    for (const id of ids) await add(id);
    const other = new OutboxRelay(database.dataSource, producer, clock);
    await Promise.all([relay.relay(), other.relay(), relay.relay()]);
    expect((await queue.getJobs()).map((job) => job.id).sort()).toEqual(ids.map((id) => `transcode-${id}`).sort());
    expect(await unsent()).toEqual([]);
  });

  test('sends more than a batch in the order in which they were written down', async () => {
    const ids = Array.from({ length: 130 }, (_, i) => `m${i}`);
    for (const id of ids) await add(id);
    expect([await relay.relay(), await relay.relay(), await relay.relay()]).toEqual([100, 30, 0]);
    expect((await queue.getWaiting(0, 200)).map((job) => (job.data as { payload: { mediaId: string } }).payload.mediaId)).toEqual(ids);
  });

  test('leaves rows of a queue that it does not know to a newer worker, and is held up by none', async () => {
    await add('known-1');
    await database.dataSource.query("UPDATE outbox SET queue = 'certificates'");
    await add('known-2');
    expect(await relay.relay()).toBe(1);
    expect((await queue.getJobs()).map((job) => job.id)).toEqual(['transcode-known-2']);
    expect((await unsent()).map((row) => row.queue)).toEqual(['certificates']);
  });

  test('forgets rows a day after they were sent, and never those that wait', async () => {
    await add('sent');
    await relay.relay();
    await add('waiting');
    clock.advance(24 * 3600);
    await relay.prune();
    expect(await database.dataSource.manager.countBy(OutboxRow, {})).toBe(2);
    clock.advance(1);
    await relay.prune();
    expect(await database.dataSource.manager.findBy(OutboxRow, {})).toMatchObject([{ jobId: 'transcode-waiting', sentAt: null }]);
  });

  test('takes the same work again once it is done, and not while it waits', async () => {
    await add('a');
    await add('a');
    await relay.relay();
    expect(await queue.count()).toBe(1);
    await (await queue.getJobs())[0]!.remove();
    await add('a');
    await relay.relay();
    expect(await queue.count()).toBe(1);
  });
});
