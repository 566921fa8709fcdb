import type { RedisOptions } from 'bullmq';

export const QUEUE_CONNECTION = Symbol('QueueConnection');
export type QueueConnection = RedisOptions;

/** Connection options for BullMQ: waits for Redis to come back instead of failing jobs (`maxRetriesPerRequest: null`). */
export function queueConnection(redisUrl: string): QueueConnection {
  const url = new URL(redisUrl);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    username: url.username || undefined,
    password: decodeURIComponent(url.password) || undefined,
    db: Number(url.pathname.slice(1) || 0),
    tls: url.protocol === 'rediss:' ? {} : undefined,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
  };
}
