import { verify } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditAction, type AuditFaultKind, type AuditContent, auditDayText, auditHash, merkleRoot } from '@xuexi/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TestClock } from '../../../test/support/test-clock.js';
import { testConfig } from '../../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../../test/support/test-database.js';
import type { Config } from '../config/config.js';
import { inTransaction } from '../database/transaction.js';
import { withRequestContext } from '../logging/request-context.js';
import { AuditAnchors } from './audit-anchors.js';
import { AuditEntry } from './audit-entry.entity.js';
import { type Act, AuditLog } from './audit-log.js';
import { AuditRoots } from './audit-roots.js';
import { publicKeysById } from '../crypto/signing-key.js';
import { auditSigningKey } from './audit-signing.js';
import { verifyAuditLog } from './audit-verification.js';
import { AuditSweeper } from './audit.sweeper.js';

const TABLES = ['audit_entry', 'audit_head', 'audit_root'];
const LENGTH = 24;

let database: TestDatabase;
let storageDir: string;
let config: Config;
let clock: TestClock;
let log: AuditLog;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const table of TABLES) await database.dataSource.query(`CREATE TABLE ${table}_copy LIKE ${table}`);
});
beforeEach(async () => {
  storageDir = await mkdtemp(join(tmpdir(), 'xuexi-audit-'));
  config = testConfig({ databaseUrl: database.url, storageDir });
  clock = new TestClock('2026-11-20T09:00:00+08:00');
  log = new AuditLog(clock);
  await database.dataSource.query('DELETE FROM audit_entry');
  await database.dataSource.query('DELETE FROM audit_root');
  await database.dataSource.query("UPDATE audit_head SET sequence = 0, hash = REPEAT('0', 64)");
});
afterEach(() => rm(storageDir, { recursive: true, force: true }));
afterAll(() => database.drop());

const record = (act: Partial<Act> = {}) => inTransaction(database.dataSource, (tx) => log.record(tx, { action: 'region.rename', by: null, ...act }));
const signer = () => new AuditRoots(database.dataSource, clock, config);
const sweeper = () => new AuditSweeper(database.dataSource, signer(), clock, config);
const anchors = () => new AuditAnchors(config.auditAnchorDir);
const entries = () => database.dataSource.manager.find(AuditEntry, { order: { sequence: 'ASC' } });

async function verdict() {
  const anchored = await anchors().read();
  return verifyAuditLog(database.dataSource, anchored, publicKeysById([...anchored.keys.values()]));
}

/** Three days of entries, the first two signed, the end anchored three times. */
async function someDays(): Promise<AuditSweeper> {
  const sweeping = sweeper();
  for (let n = 1; n <= LENGTH; n++) {
    await record({ action: 'region.rename', regionPath: 'a/b/', by: n % 3 === 0 ? null : '01900000-0000-7000-8000-000000000001', reason: `第 ${n} 次 𠮷`, details: { n, nested: [null, { z: 1, a: '二' }] } });
    clock.advance(n % 8 === 0 ? 24 * 3600 : 60);
    if (n % 8 === 0) await sweeping.sweep();
  }
  return sweeping;
}

describe('recording', () => {
  test('by many transactions at once gives one unbroken chain, and none of those that were rolled back', async () => {
    await database.dataSource.query('CREATE TABLE IF NOT EXISTS hot (id INT PRIMARY KEY, n INT NOT NULL)');
    await database.dataSource.query('REPLACE INTO hot VALUES (1, 0), (2, 0), (3, 0)');
    const acts = Array.from({ length: 120 }, (_, i) =>
      inTransaction(database.dataSource, async (tx) => {
        await tx.query('UPDATE hot SET n = n + 1 WHERE id = ?', [1 + (i % 3)]);
        await log.record(tx, { action: 'session.begin', by: null, details: { i } });
        if (i % 10 === 0) throw new Error('changed my mind');
      }).catch((error: Error) => error.message),
    );
    expect((await Promise.all(acts)).filter(Boolean)).toEqual(Array.from({ length: 12 }, () => 'changed my mind'));
    expect((await entries()).map(({ details }) => details.i).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 120 }, (_, i) => i).filter((i) => i % 10 !== 0));
    expect(await verdict()).toMatchObject({ entries: 108, faults: [] });
  });

  test('keeps from where and with what, and whatever was written as a reason', async () => {
    await withRequestContext({ requestId: 'r', address: '192.0.2.7', device: `${'x'.repeat(254)}😀` }, () => record({ reason: '居民本人要求\ud800' }));
    const [entry] = await entries();
    expect(entry).toMatchObject({ address: '192.0.2.7', device: `${'x'.repeat(254)}\ufffd`, reason: '居民本人要求\ufffd', at: clock.date() });
    expect((await verdict()).faults).toEqual([]);
  });

  test('takes three statements, the first of which locks', async () => {
    const statements: string[] = [];
    await inTransaction(database.dataSource, async (tx) => {
      const { queryRunner } = tx;
      const query = queryRunner!.query.bind(queryRunner!);
      Object.assign(queryRunner!, { query: (sql: string, ...rest: []) => (statements.push(sql), query(sql, ...rest)) });
      await log.record(tx, { action: 'session.begin', by: null });
      Object.assign(queryRunner!, { query });
    });
    expect(statements.map((sql) => sql.slice(0, 6))).toEqual(['SELECT', 'INSERT', 'UPDATE']);
    expect(statements[0]).toMatch(/FOR UPDATE$/);
  });
});

describe('the root of a day', () => {
  test('is signed once the day is over in Shanghai, missed days too, whoever signs', async () => {
    await record();
    clock.set('2026-11-20T23:59:59.999+08:00');
    await record();
    await signer().signDueDays();
    expect(await signer().latest(10)).toEqual([]);
    clock.set('2026-11-23T00:00:00.000+08:00');
    await record();
    await Promise.all([signer().signDueDays(), signer().signDueDays(), signer().signDueDays()]);
    const roots = await signer().after(null);
    const hashes = (await entries()).map(({ hash }) => hash);
    expect(roots.map(({ date, firstSequence, lastSequence, root }) => ({ date, firstSequence, lastSequence, root }))).toEqual([
      { date: '2026-11-20', firstSequence: 1, lastSequence: 2, root: merkleRoot(hashes.slice(0, 2)) },
      { date: '2026-11-21', firstSequence: 3, lastSequence: 2, root: merkleRoot([]) },
      { date: '2026-11-22', firstSequence: 3, lastSequence: 2, root: merkleRoot([]) },
    ]);
    await sweeper().sweep();
    expect((await verdict()).faults).toEqual([]);
  });

  test('can be checked with the public key alone', async () => {
    await someDays();
    const [root] = await signer().latest(1);
    const { publicKey, keyId } = auditSigningKey(config.secrets.auditSigning);
    expect(root?.keyId).toBe(keyId);
    expect(verify(null, Buffer.from(auditDayText(root!)), publicKey, Buffer.from(root!.signature, 'hex'))).toBe(true);
  });
});

describe('the anchors', () => {
  const lines = async () => (await readFile(join(config.auditAnchorDir, 'anchors.jsonl'), 'utf8')).split('\n').slice(0, -1).map((line) => JSON.parse(line) as { kind: string; sequence?: number });

  test('tell the end of the chain at most once a minute, and only when it has moved', async () => {
    const sweeping = sweeper();
    const ends: number[] = [];
    for (const seconds of [0, 15, 15, 30, 60, 60, 3600]) {
      clock.advance(seconds);
      if (seconds < 60) await record();
      await sweeping.sweep();
      ends.push((await lines()).filter(({ kind }) => kind === 'head').length);
    }
    expect(ends).toEqual([1, 1, 1, 2, 2, 2, 2]);
    expect((await lines()).map(({ kind, sequence }) => sequence ?? kind)).toEqual(['key', 1, 4]);
  });

  test('are told once, also by a worker that starts anew, and after a line that a power cut has halved', async () => {
    await someDays();
    const before = await lines();
    await sweeper().sweep();
    expect(await lines()).toEqual(before);
    await appendFile(join(config.auditAnchorDir, 'anchors.jsonl'), '{"kind":"head","at":"2026-');
    await record();
    await sweeper().sweep();
    const anchored = await anchors().read();
    expect(anchored).toMatchObject({ unreadable: 1, last: { sequence: LENGTH + 1 } });
    expect((await verdict()).faults).toEqual([]);
  });

  test('are not told of a log that was changed', async () => {
    const sweeping = await someDays();
    await database.dataSource.query("UPDATE audit_entry SET hash = REPEAT('a', 64) WHERE sequence = ?", [LENGTH]);
    clock.advance(60);
    await record();
    const before = await lines();
    await expect(sweeping.sweep()).rejects.toThrow(`Audit entry ${LENGTH} is not the one that was anchored`);
    expect(await lines()).toEqual(before);
  });
});

describe('tampering with all rights on the tables', () => {
  beforeEach(async () => {
    await someDays();
    for (const table of TABLES) {
      await database.dataSource.query(`DELETE FROM ${table}_copy`);
      await database.dataSource.query(`INSERT INTO ${table}_copy SELECT * FROM ${table}`);
    }
  });

  async function restore(): Promise<void> {
    for (const table of TABLES) {
      await database.dataSource.query(`DELETE FROM ${table}`);
      await database.dataSource.query(`INSERT INTO ${table} SELECT * FROM ${table}_copy`);
    }
  }

  /** What a careful attacker does afterwards: all hashes from an entry on, the head, and the roots of the days with a key of their own. */
  async function coverUp(from: number): Promise<void> {
    const all = await entries();
    let previousHash = all.findLast(({ sequence }) => sequence < from)?.hash ?? '0'.repeat(64);
    for (const { hash: _, previousHash: __, ...entry } of all.filter(({ sequence }) => sequence >= from)) {
      const content: AuditContent = { ...entry, at: entry.at.getTime() };
      const hash = auditHash(content, previousHash);
      await database.dataSource.query('UPDATE audit_entry SET previous_hash = ?, hash = ? WHERE sequence = ?', [previousHash, hash, entry.sequence]);
      previousHash = hash;
    }
    await database.dataSource.query('UPDATE audit_head SET sequence = ?, hash = ?', [all.at(-1)?.sequence ?? 0, previousHash]);
  }

  async function exchange(one: number, other: number): Promise<void> {
    for (const [from, to] of [[one, -1], [other, one], [-1, other]]) await database.dataSource.query('UPDATE audit_entry SET sequence = ? WHERE sequence = ?', [to, from]);
  }

  const kinds = async () => (await verdict()).faults.map(({ kind }) => kind);
  const sql = (statement: string) => async () => void (await database.dataSource.query(statement));

  test.each<[string, () => Promise<void>, AuditFaultKind]>([
    ['an edited reason', sql("UPDATE audit_entry SET reason = '无' WHERE sequence = 5"), 'edit'],
    ['a time moved by a millisecond', sql('UPDATE audit_entry SET at = at + INTERVAL 1000 MICROSECOND WHERE sequence = 5'), 'edit'],
    ['details that are no JSON any more', sql("UPDATE audit_entry SET details = '{' WHERE sequence = 5"), 'edit'],
    ['another region', sql("UPDATE audit_entry SET region_path = 'x/', region_id = 'x' WHERE sequence = 5"), 'edit'],
    ['an entry hidden from who audits its region', sql("UPDATE audit_entry SET region_id = NULL WHERE sequence = 5"), 'edit'],
    ['a deleted entry', sql('DELETE FROM audit_entry WHERE sequence = 5'), 'deletion'],
    ['two entries exchanged', () => exchange(5, 17), 'swap'],
    ['the newest entries cut off', sql(`DELETE FROM audit_entry WHERE sequence > ${LENGTH - 3}`), 'truncation'],
    ['everything gone', sql('DELETE FROM audit_entry'), 'truncation'],
    ['a root of another day', sql("UPDATE audit_root SET root = REPEAT('a', 64) WHERE date = '2026-11-20'"), 'forged_root'],
    ['a root signed with another key', async () => {
      const [root] = await signer().after(null);
      await database.dataSource.manager.update('audit_root', { date: root!.date }, auditSigningKey(Buffer.alloc(32, 7)).sign(root!));
    }, 'forged_root'],
    ['a root gone', sql("DELETE FROM audit_root WHERE date = '2026-11-20'"), 'anchor'],
    ['the head moved back', sql('UPDATE audit_head SET sequence = sequence - 1'), 'insertion'],
    ['the head gone', sql('DELETE FROM audit_head'), 'insertion'],
  ])('%s is found', async (_, tamper, kind) => {
    await tamper();
    expect(await kinds()).toContain(kind);
    await restore();
    expect(await kinds()).toEqual([]);
  });

  test('fifty random changes, each covered up as far as the tables allow, are all found by the anchors', async () => {
    const place = fc.integer({ min: 1, max: LENGTH });
    const change = fc.oneof(
      fc.record({ how: fc.constant('edit' as const), at: place }),
      fc.record({ how: fc.constant('delete' as const), at: place }),
      fc.record({ how: fc.constant('truncate' as const), at: place }),
      fc.record({ how: fc.constant('swap' as const), at: fc.integer({ min: 1, max: LENGTH - 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ how, at }) => {
        const { dataSource } = database;
        const action: AuditAction = 'personal_data.download';
        if (how === 'edit') await dataSource.query('UPDATE audit_entry SET action = ? WHERE sequence = ?', [action, at]);
        if (how === 'delete') {
          await dataSource.query('DELETE FROM audit_entry WHERE sequence = ?', [at]);
          await dataSource.query('UPDATE audit_entry SET sequence = sequence - 1 WHERE sequence > ? ORDER BY sequence', [at]);
        }
        if (how === 'truncate') await dataSource.query('DELETE FROM audit_entry WHERE sequence >= ?', [at]);
        if (how === 'swap') await exchange(at, at + 1);
        await coverUp(at);
        const found = await kinds();
        expect(found).not.toEqual([]);
        expect(found).not.toContain('edit');
        await restore();
      }),
      { numRuns: 50 },
    );
    expect(await kinds()).toEqual([]);
  });
});
