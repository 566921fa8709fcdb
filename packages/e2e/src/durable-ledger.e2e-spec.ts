import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Connection, createConnection } from 'mysql2/promise';
import { APPEND_ONLY } from '../../../apps/server/dist/platform/database/app-account.js';
import { eventually } from './support/eventually.ts';
import { type PrivateServices, startPrivateServices } from './support/private-services.ts';


let services: PrivateServices;

beforeAll(async () => {
  services = await startPrivateServices();
  // Twice, as at every start; it makes the keys as well.
  for (let start = 0; start < 2; start++) await (await services.startSystem()).stop();
});
afterAll(() => services?.stop());

describe('the account of api and worker (reliability.md, requirement 1)', () => {
  let app: Connection;

  beforeAll(async () => {
    app = await createConnection(services.databaseUrl);
  });
  afterAll(() => app?.end());

  it.each(APPEND_ONLY.flatMap((table) => [`UPDATE ${table} SET person_id = person_id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`, `ALTER TABLE ${table} ADD x INT`, `REPLACE INTO ${table} () VALUES ()`]))(
    'may not %s',
    async (statement) => {
      await expect(app.query(statement)).rejects.toThrow(/command denied to user 'xuexi_app'/);
    },
  );

  it('may give itself no rights, and make nothing', async () => {
    for (const statement of ["GRANT UPDATE ON credit_entry TO 'xuexi_app'@'127.0.0.1'", 'CREATE TABLE another (id INT)', 'CREATE TRIGGER t BEFORE INSERT ON credit_entry FOR EACH ROW SET NEW.units = 0']) {
      await expect(app.query(statement)).rejects.toThrow(/denied/);
    }
  });

  it('has no other rights on the tables of the ledger and of its evidence', () => {
    expect(APPEND_ONLY).toEqual(expect.arrayContaining(['credit_entry', 'credit_root', 'credit_key', 'lesson_completion', 'quiz_result', 'attendance', 'credit_transfer']));
  });

  it.each(APPEND_ONLY)('may read %s and add to it', async (table) => {
    await expect(app.query(`SELECT * FROM ${table}`)).resolves.toBeDefined();
    await expect(app.query(`INSERT INTO ${table} SELECT * FROM ${table} WHERE FALSE`)).resolves.toBeDefined();
  });

  it('may change and remove rows of every other table', async () => {
    const [rows] = await app.query('SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()');
    const others = (rows as { name: string }[]).map(({ name }) => name).filter((name) => !APPEND_ONLY.includes(name));
    expect(others.length).toBeGreaterThan(20);
    for (const table of others) await app.query(`DELETE FROM ${table} WHERE FALSE`);
    await app.query('UPDATE credit_head SET sequence = sequence');
  });
});

describe('a database that could lose committed rows (reliability.md, row 5)', () => {
  afterAll(() => services.asRoot('SET GLOBAL innodb_flush_log_at_trx_commit = 1'));

  it.each(['main.api.js', 'main.worker.js'])('stops %s with status 1 and a sentence', async (file) => {
    await services.asRoot('SET GLOBAL innodb_flush_log_at_trx_commit = 2, sync_binlog = 0');
    for (const NODE_ENV of ['production', 'development', 'test']) {
      const { status, said } = await services.untilItEnds(file, { NODE_ENV });
      expect(said).toContain('The database can lose what it has acknowledged: innodb_flush_log_at_trx_commit is 2, set it to 1.');
      expect(status).toBe(1);
    }
  });
});

describe('a Redis that could lose jobs (reliability.md, row 5)', () => {
  let redis: Redis;

  beforeAll(() => {
    redis = new Redis(services.redisUrl);
  });
  afterAll(() => redis.disconnect());

  it.each([
    ['appendonly', 'no', 'yes'],
    ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
  ])('stops the worker with status 1 and a sentence where %s is %s', async (name, bad, good) => {
    await redis.config('SET', name, bad);
    const { status, said } = await services.untilItEnds('main.worker.js');
    await redis.config('SET', name, good);
    expect(said).toContain(`The queue in Redis can lose what it has acknowledged: ${name} is ${bad}, set it to ${good}.`);
    expect(status).toBe(1);
  });

  it('is only warned of where it does not tell', async () => {
    await redis.call('ACL', 'SETUSER', 'managed', 'on', '>secret', '~*', '&*', '+@all', '-config');
    const url = new URL(services.redisUrl);
    [url.username, url.password] = ['managed', 'secret'];
    const system = await services.startSystem(url.href);
    const log = join(services.folder, 'logs', 'worker.log');
    const said = await eventually('the second warning', 30_000, async () => {
      const text = await readFile(log, 'utf8');
      return text.includes('noeviction') && text;
    });
    await system.stop();
    for (const name of ['appendonly', 'maxmemory-policy']) expect(said).toContain(`Redis does not tell its ${name}: make sure that`);
  });
});
