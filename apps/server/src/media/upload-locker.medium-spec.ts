import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ERRORS, type Lock } from '@tus/server';
import { eventually } from '../../test/support/eventually.js';
import { type TestDatabase, createTestDatabase } from '../../test/support/test-database.js';
import { newId } from '../platform/ids.js';
import { UploadLocker } from './upload-locker.js';

let database: TestDatabase;
/** Two api processes. */
let lockers: UploadLocker[];

beforeAll(async () => {
  database = await createTestDatabase();
  const settled = () => Promise.resolve();
  lockers = [new UploadLocker(database.dataSource, settled), new UploadLocker(database.dataSource, settled)];
});
afterAll(() => database.drop());

const never = new AbortController().signal;
const lockOf = (process: number, id: string): Lock => lockers[process]!.newLock(id);

describe('the lock of an upload', () => {
  test('is held by one of many requests in two processes at a time', async () => {
    const id = newId();
    let holders = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const lock = lockOf(i % 2, id);
        await lock.lock(never, () => undefined);
        holders += 1;
        most = Math.max(most, holders);
        await database.dataSource.query('SELECT 1');
        holders -= 1;
        await lock.unlock();
      }),
    );
    expect(most).toBe(1);
  });

  test.each([
    ['the same process', 0],
    ['another process', 1],
  ])('makes way when a request of %s waits for it', async (_, process) => {
    const id = newId();
    const holder = lockOf(0, id);
    const giveWay = jest.fn(() => holder.unlock());
    await holder.lock(never, giveWay);
    const next = lockOf(process, id);
    await next.lock(never, () => undefined);
    expect(giveWay).toHaveBeenCalled();
    await next.unlock();
  });

  test('of a process that died is taken over when its lease ends, by one of those who wait', async () => {
    const id = newId();
    await database.dataSource.query('INSERT INTO upload_lock (upload_id, holder, wanted, expires_at) VALUES (?, ?, 0, UTC_TIMESTAMP(3) + INTERVAL 1 SECOND)', [id, newId()]);
    const locks = [lockOf(0, id), lockOf(1, id)];
    let taken = 0;
    await Promise.all(
      locks.map(async (lock) => {
        await lock.lock(never, () => undefined);
        taken += 1;
        await lock.unlock();
      }),
    );
    expect(taken).toBe(2);
    expect(await database.dataSource.query('SELECT * FROM upload_lock WHERE upload_id = ?', [id])).toEqual([]);
  });

  test('is prolonged as long as it is held, and given up when another has taken it', async () => {
    const id = newId();
    const giveWay = jest.fn<() => void>();
    const lock = lockOf(0, id);
    await lock.lock(never, giveWay);
    const endOf = async () => (await database.dataSource.query('SELECT expires_at AS end FROM upload_lock WHERE upload_id = ?', [id]))[0].end as Date;
    const first = await endOf();
    await eventually(async () => (await endOf()) > first);
    expect(giveWay).not.toHaveBeenCalled();
    const thief = newId();
    await database.dataSource.query('UPDATE upload_lock SET holder = ? WHERE upload_id = ?', [thief, id]);
    await eventually(async () => giveWay.mock.calls.length > 0);
    await lock.unlock();
    expect(await database.dataSource.query('SELECT holder FROM upload_lock WHERE upload_id = ?', [id])).toEqual([{ holder: thief }]);
  });

  test('is released only when what its holder began has reached the disk', async () => {
    const id = newId();
    const written = Promise.withResolvers<void>();
    const lock = new UploadLocker(database.dataSource, () => written.promise).newLock(id);
    await lock.lock(never, () => undefined);
    const released = lock.unlock();
    expect(await database.dataSource.query('SELECT upload_id FROM upload_lock WHERE upload_id = ?', [id])).toHaveLength(1);
    written.resolve();
    await released;
    expect(await database.dataSource.query('SELECT upload_id FROM upload_lock WHERE upload_id = ?', [id])).toEqual([]);
  });

  test('is not waited for by a client that has left', async () => {
    const id = newId();
    const holder = lockOf(0, id);
    await holder.lock(never, () => undefined);
    await expect(lockOf(1, id).lock(AbortSignal.abort(), () => undefined)).rejects.toBe(ERRORS.ERR_LOCK_TIMEOUT);
    await holder.unlock();
  });
});
