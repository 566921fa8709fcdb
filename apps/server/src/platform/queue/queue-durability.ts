import { Logger } from '@nestjs/common';
import { Redis, ReplyError } from 'ioredis';
import { NotDurable, type UnsafeSetting } from '../not-durable.js';
import type { QueueConnection } from './queue-connection.js';

/** Without the append-only file a crash empties the queue; any other policy drops jobs when memory runs out. */
const REQUIRED = { appendonly: 'yes', 'maxmemory-policy': 'noeviction' };

const logger = new Logger('QueueDurability');

/**
 * Asks Redis whether it keeps jobs (reliability.md, row 5); waits until it answers. A managed Redis may not tell: that is a warning.
 * @throws NotDurable with every setting at fault
 */
export async function assertDurableQueue(connection: QueueConnection): Promise<void> {
  const redis = new Redis(connection);
  redis.on('error', (error: Error) => logger.warn({ err: error }, 'waiting for Redis'));
  try {
    const unsafe: UnsafeSetting[] = [];
    for (const [name, mustBe] of Object.entries(REQUIRED)) {
      const is = await setting(redis, name);
      if (is === null) logger.warn(`Redis does not tell its ${name}: make sure that it is ${mustBe}`);
      else if (is !== mustBe) unsafe.push({ name, is, mustBe });
    }
    if (unsafe.length > 0) throw new NotDurable('queue in Redis', unsafe);
  } finally {
    redis.disconnect();
  }
}

/** @returns null where CONFIG is forbidden, renamed, or silent about it */
async function setting(redis: Redis, name: string): Promise<string | null> {
  try {
    const [, value] = (await redis.config('GET', name)) as string[];
    return value ?? null;
  } catch (error) {
    if (error instanceof ReplyError) return null;
    throw error;
  }
}
