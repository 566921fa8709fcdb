import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TestClock } from '../../../test/support/test-clock.js';
import { testConfig } from '../../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { BlindIndex } from '../crypto/blind-index.js';
import { Problem } from '../errors/problem.js';
import { LIMITS } from './limits.js';
import { LimitsService } from './limits.service.js';
import { RateLimitRow } from './rate-limit.entity.js';

let database: TestDatabase;
let processes: LimitsService[];
const clock = new TestClock('2026-03-10T09:00:00+08:00');

beforeAll(async () => {
  database = await createTestDatabase();
  const blindIndex = new BlindIndex(testConfig({ databaseUrl: database.url, storageDir: '/nowhere' }));
  processes = [0, 1].map(() => new LimitsService(database.dataSource, blindIndex, clock));
});
afterAll(() => database.drop());
beforeEach(() => database.dataSource.manager.clear(RateLimitRow));

const allowed = async (takes: Promise<void>[]) => (await Promise.allSettled(takes)).filter(({ status }) => status === 'fulfilled').length;

describe('a limit', () => {
  test('lets no more through than it says, however many ask at once in however many processes', async () => {
    const takes = Array.from({ length: 300 }, (_, i) => processes[i % 2]!.take({ limit: 'password_account', key: 'one' }));
    // Fewer, and even none, where each process counts before the other reads: see `countAll`.
    expect(await allowed(takes)).toBeLessThanOrEqual(LIMITS.password_account.max);
    const [row] = await database.dataSource.manager.find(RateLimitRow);
    expect(row?.hits).toBe(300);
  });

  test('lets exactly as many through as it says within one process', async () => {
    expect(await allowed(Array.from({ length: 50 }, () => processes[0]!.take({ limit: 'sms_phone_hour', key: 'one' })))).toBe(LIMITS.sms_phone_hour.max);
  });

  test('of one does not count for another, nor for another limit', async () => {
    await processes[0]!.take({ limit: 'sms_phone_minute', key: 'one' });
    await processes[0]!.take({ limit: 'sms_phone_minute', key: 'two' }, { limit: 'sms_phone_hour', key: 'one' });
    await expect(processes[0]!.take({ limit: 'sms_phone_minute', key: 'one' })).rejects.toMatchObject({ code: 'too_many_attempts', retryAfterSeconds: 60 });
  });

  test('that counts from the first hit is free at its end, whatever was refused meanwhile', async () => {
    const take = () => processes[0]!.take({ limit: 'sms_phone_hour', key: 'one' });
    for (let i = 0; i < 5; i++) await take();
    clock.advance(3599);
    await expect(take()).rejects.toThrow(Problem);
    clock.advance(1);
    await take();
  });

  test('that counts from the last hit is not moved on by what it refuses', async () => {
    const take = () => processes[0]!.take({ limit: 'code_phone', key: 'one' });
    for (let i = 0; i < LIMITS.code_phone.max; i++) {
      await take();
      clock.advance(600);
    }
    clock.advance(-600);
    for (let i = 0; i < 9; i++) {
      await expect(take()).rejects.toThrow(Problem);
      clock.advance(99);
    }
    clock.advance(9);
    await take();
  });

  test('that counts from the last hit lets no burst through at the end of its window and the same again behind it', async () => {
    const burst = () => allowed(Array.from({ length: 2 * LIMITS.code_phone.max }, () => processes[0]!.take({ limit: 'code_phone', key: 'one' })));
    await processes[0]!.take({ limit: 'code_phone', key: 'one' });
    clock.advance(LIMITS.code_phone.windowSeconds - 1);
    expect(await burst()).toBe(LIMITS.code_phone.max - 1);
    clock.advance(1);
    expect(await burst()).toBe(0);
  });

  test('forgets what is given back, and never counts below nothing', async () => {
    const hit = { limit: 'sms_phone_minute', key: 'one' } as const;
    await processes[0]!.giveBack(hit);
    await processes[0]!.take(hit);
    await processes[0]!.giveBack(hit);
    await processes[0]!.giveBack(hit);
    await processes[0]!.take(hit);
    await expect(processes[0]!.take(hit)).rejects.toThrow(Problem);
  });

  test('without the database lets nothing through', async () => {
    await database.dataSource.query('RENAME TABLE rate_limit TO rate_limit_elsewhere');
    try {
      await expect(processes[0]!.take({ limit: 'password_account', key: 'one' })).rejects.toMatchObject({ code: 'ER_NO_SUCH_TABLE' });
    } finally {
      await database.dataSource.query('RENAME TABLE rate_limit_elsewhere TO rate_limit');
    }
  });
});
