import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import { inTransaction, isDuplicate } from './transaction.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.dataSource.query('CREATE TABLE account_book (id int PRIMARY KEY, units int NOT NULL) ENGINE=InnoDB');
});
beforeEach(async () => {
  await database.dataSource.query('DELETE FROM account_book');
  await database.dataSource.query('INSERT INTO account_book VALUES (1, 0), (2, 0)');
});
afterAll(() => database.drop());

const add = (tx: EntityManager, id: number) => tx.query('UPDATE account_book SET units = units + 1 WHERE id = ?', [id]);
const units = () => database.dataSource.query('SELECT units FROM account_book ORDER BY id').then((rows: { units: number }[]) => rows.map((row) => row.units));

describe('a transaction', () => {
  test('that the database breaks to undo a deadlock is run again, whole', async () => {
    const met = Promise.withResolvers<void>();
    let runs = 0;
    let waiting = 0;
    const crossing = (first: number, second: number) =>
      inTransaction(database.dataSource, async (tx) => {
        runs++;
        await add(tx, first);
        if (++waiting === 2) met.resolve();
        await met.promise;
        await add(tx, second);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(runs).toBe(3);
    expect(await units()).toEqual([2, 2]);
  });

  test('that fails otherwise is run once and leaves nothing', async () => {
    let runs = 0;
    const failing = inTransaction(database.dataSource, async (tx) => {
      runs++;
      await add(tx, 1);
      await tx.query('INSERT INTO account_book VALUES (2, 0)');
    });
    expect(isDuplicate(await failing.catch((error: unknown) => error))).toBe(true);
    expect(runs).toBe(1);
    expect(await units()).toEqual([0, 0]);
  });

  test('is given up after five runs', async () => {
    let runs = 0;
    const failing = inTransaction(database.dataSource, async (tx) => {
      runs++;
      await add(tx, 1);
      throw Object.assign(new Error('Deadlock found'), { errno: 1213 });
    });
    await expect(failing).rejects.toThrow('Deadlock found');
    expect(runs).toBe(5);
    expect(await units()).toEqual([0, 0]);
  });

  test('reads what others have committed meanwhile', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      await tx.query('SELECT * FROM account_book');
      await inTransaction(database.dataSource, (other) => add(other, 1));
      expect(await tx.query('SELECT units FROM account_book WHERE id = 1')).toEqual([{ units: 1 }]);
    });
  });
});
