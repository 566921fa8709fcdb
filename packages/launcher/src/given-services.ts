import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { LauncherFailure } from './failure.ts';

const CONNECT_MS = 10_000;

/** Whether a MySQL or MariaDB answers at an address and lets us in; otherwise the reason. */
export async function askDatabase(url: string, connectTimeout = CONNECT_MS): Promise<{ answers: true } | { answers: false; reason: string }> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout });
    try {
      await connection.query('SELECT 1');
    } finally {
      await connection.end();
    }
    return { answers: true };
  } catch (error) {
    return { answers: false, reason: reasonOf(error) };
  }
}

/** Whether a Redis answers at an address, lets us in and has loaded its data; otherwise the reason. */
export async function askRedis(url: string, connectTimeout = CONNECT_MS): Promise<{ answers: true } | { answers: false; reason: string }> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout, retryStrategy: () => null, maxRetriesPerRequest: 0, enableReadyCheck: false, disconnectTimeout: 100 });
  let reason = '';
  redis.on('error', (error) => (reason = reasonOf(error)));
  try {
    await redis.connect();
    await redis.ping();
    return { answers: true };
  } catch (error) {
    return { answers: false, reason: reason || reasonOf(error) };
  } finally {
    redis.disconnect();
  }
}

/**
 * Checks that the database of DATABASE_URL answers.
 * @throws {LauncherFailure} with its host and the reason, never the password
 */
export async function checkDatabaseUrl(url: string): Promise<void> {
  const host = hostOf('DATABASE_URL', url, ['mysql:', 'mariadb:']);
  refuseUnless(await askDatabase(url), 'DATABASE_URL', host);
}

/**
 * Checks that the Redis of REDIS_URL answers.
 * @throws {LauncherFailure} with its host and the reason, never the password
 */
export async function checkRedisUrl(url: string): Promise<void> {
  const host = hostOf('REDIS_URL', url, ['redis:', 'rediss:']);
  refuseUnless(await askRedis(url), 'REDIS_URL', host);
}

function refuseUnless(asked: { answers: true } | { answers: false; reason: string }, variable: string, host: string): void {
  if (asked.answers) return;
  throw new LauncherFailure(`${variable} 指的服务 ${host} 连不上：${asked.reason}`, `The service ${host} that ${variable} names does not answer: ${asked.reason}`);
}

function hostOf(variable: string, url: string, protocols: readonly string[]): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && protocols.includes(parsed.protocol)) return parsed.host;
  const shape = `${protocols[0]}//user:password@host:port/name`;
  throw new LauncherFailure(`${variable} 的写法不对，应像 ${shape}`, `${variable} is malformed, it should look like ${shape}`);
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
