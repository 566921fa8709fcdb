import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestClock } from '../../../test/support/test-clock.js';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { RateLimitRow } from '../../platform/limits/rate-limit.entity.js';
import { newId } from '../../platform/ids.js';
import { Session } from '../session.entity.js';
import { UsedHumanCheck } from '../sign-in/human-check.entity.js';
import { SmsCode } from '../sms/sms-code.entity.js';
import { ExpirySweeper } from './expiry.sweeper.js';

let database: TestDatabase;
const clock = new TestClock('2026-03-10T09:00:00+08:00');

beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

test('what has expired is deleted, and nothing else', async () => {
  const { manager } = database.dataSource;
  const now = clock.date();
  const later = new Date(clock.now() + 1);
  const hash = (i: number): string => String(i).padStart(64, '0');
  for (const [i, expiresAt] of [now, later].entries()) {
    await manager.insert(Session, { id: newId(), tokenHash: hash(i), accountId: newId(), userAgent: '', createdAt: now, lastSeenAt: now, expiresAt });
    await manager.insert(SmsCode, { id: newId(), phoneIndex: hash(i), purpose: 'sign_in', codeHash: hash(i), tries: 0, createdAt: now, expiresAt, usedAt: null });
    await manager.insert(UsedHumanCheck, { challengeHash: hash(i), expiresAt });
    await manager.insert(RateLimitRow, { bucket: hash(i), windowStartedAt: now, hits: 1, movingHits: 0, expiresAt });
  }
  await new ExpirySweeper(database.dataSource, clock).sweep();
  for (const entity of [Session, SmsCode, UsedHumanCheck, RateLimitRow]) expect((await manager.find<{ expiresAt: Date }>(entity)).map(({ expiresAt }) => expiresAt)).toEqual([later]);
});
