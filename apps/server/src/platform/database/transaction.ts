import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** Deadlock, lock wait timeout, record changed since last read: the whole transaction may be tried again. */
const RETRYABLE = new Set([1213, 1205, 1020]);
const ATTEMPTS = 5;

/**
 * Runs `work` in one READ COMMITTED transaction and runs it again, whole, when the database asks for it
 * (reliability.md, requirement 2). `work` must therefore have no effect outside the transaction.
 */
export async function inTransaction<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction('READ COMMITTED', work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      await delay(Math.random() * 10 * 2 ** attempt);
    }
  }
}

function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as { errno?: number }).errno ?? 0);
}

/** True when a unique key refused the row. */
export function isDuplicate(error: unknown): boolean {
  return (error as { errno?: number }).errno === 1062;
}

/** True when the database could not be reached at all, as against refusing a statement. */
export function isUnreachable(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN', 'ER_CON_COUNT_ERROR'].includes(code) ||
    (error as { fatal?: boolean }).fatal === true
  );
}
