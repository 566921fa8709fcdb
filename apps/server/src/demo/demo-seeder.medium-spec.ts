import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Difference, CATEGORY_SEED, DEFAULT_TARGET_CREDITS, type SealedEntry, verifyChain } from '@xuexi/domain';
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestClock } from '../../test/support/test-clock.js';
import { testConfig } from '../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../test/support/test-database.js';
import { Course } from '../catalog/course.entity.js';
import { CreditEntry } from '../credits/credit-entry.entity.js';
import { CreditHead } from '../credits/credit-head.entity.js';
import { type Posting, PostingService } from '../credits/posting.service.js';
import { Account } from '../identity/account.entity.js';
import { AccountsService } from '../identity/accounts.service.js';
import { Recomputation, personPages } from '../credits/ledger/recomputation.js';
import { Person } from '../identity/person.entity.js';
import { AlarmsService } from '../platform/alarms/alarms.service.js';
import { systemClock } from '../platform/clock.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { PersonsService } from '../identity/persons.service.js';
import { RealNameService } from '../identity/real-name.service.js';
import { LessonCompletion } from '../learning/lesson-completion.entity.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Region } from '../regions/region.entity.js';
import { RegionFiguresRepository } from '../reports/region-figures.repository.js';
import { ORGANISATIONS } from './content/organisations.js';
import { RENAMED } from './content/regions.js';
import { DEMO_ACCOUNTS } from './demo-accounts-file.js';
import { NO_REAL_NAME } from './demo-people.js';
import { DemoSeeder } from './demo-seeder.js';
import { DemoModule } from './demo.module.js';
import { insertAll } from './insert-all.js';
import { demoWorld } from './world/demo-world.js';

const NOW = '2026-11-22T14:30:00.000+08:00';
const lines: string[] = [];
const cleanup = new AsyncDisposableStack();
let database: TestDatabase;
let app: INestApplicationContext;

beforeAll(async () => {
  database = await createTestDatabase();
  cleanup.defer(() => database.drop());
  const storageDir = await mkdtemp(join(tmpdir(), 'xuexi-demo-'));
  cleanup.defer(() => rm(storageDir, { recursive: true, force: true }));
  app = await NestFactory.createApplicationContext(DemoModule.with(testConfig({ databaseUrl: database.url, storageDir }), new TestClock(NOW)), { logger: ['error'] });
  cleanup.defer(() => app.close());
});

afterAll(() => cleanup.disposeAsync());

const seed = (beforeStoring = async () => {}): Promise<boolean> => app.get(DemoSeeder).seed((line) => lines.push(line), beforeStoring);

/** How many rows every table holds. */
async function counts(): Promise<Record<string, number>> {
  const { dataSource } = database;
  const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, Number((await dataSource.query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n)])));
}

function sealed({ regionPath: _regionPath, evidence, recordedAt, ...entry }: CreditEntry): SealedEntry {
  return { ...entry, evidence: evidence as SealedEntry['evidence'], recordedAt: recordedAt.getTime() };
}

/** What the ledger is given; place, id and hashes it finds itself. */
function postingOf({ kind, sourceId, key, units, date, policyVersion, recordedAt, evidence }: CreditEntry): Posting {
  return { kind, sourceId, key, units, date, policyVersion, recordedAt: recordedAt.getTime(), evidence: evidence as Posting['evidence'] };
}

describe('seeding the demo', () => {
  it('leaves the database empty when it is interrupted', async () => {
    const before = await counts();
    const interrupted = seed(() => Promise.reject(new Error('interrupted')));
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(await counts()).toEqual(before);
  });

  it('fills an empty database, and says what it does', async () => {
    let left = false;
    expect(await seed(async () => void (left = true))).toBe(true);
    expect(left).toBe(true);
    expect(lines.length).toBeGreaterThanOrEqual(4);
  });

  it('does nothing the second time', async () => {
    const before = await counts();
    let left = false;
    expect(await seed(async () => void (left = true))).toBe(false);
    expect(left).toBe(false);
    expect(await counts()).toEqual(before);
  });
});

describe('the seeded database', () => {
  it('holds enough to look at', async () => {
    const rows = await counts();
    expect(rows).toMatchObject({ category: CATEGORY_SEED.length, closing: 2, outbox: 0 });
    expect(rows.course_version).toBeGreaterThanOrEqual(12);
    expect(rows.lesson_version).toBeGreaterThanOrEqual(40);
    expect(rows.person).toBeGreaterThanOrEqual(200);
    expect(await database.dataSource.manager.countBy(Course, { state: 'in_review' })).toBe(1);
    const [{ n }] = await database.dataSource.query('SELECT COUNT(DISTINCT category_code) AS n FROM course_version');
    expect(n).toBe(CATEGORY_SEED.length);
  });

  it('has claims that wait in the queue, one on the document of somebody who is verified', async () => {
    const claims = await database.dataSource.query('SELECT c.state, p.verification, h.id IS NOT NULL AS held FROM real_name_claim c JOIN person p ON p.id = c.person_id LEFT JOIN person h ON h.id_number_index = c.number_index ORDER BY c.id');
    expect(claims.map(({ state, verification }: { state: string; verification: string }) => [state, verification])).toEqual([['rejected', 'rejected'], ...Array(5).fill(['pending', 'pending'])]);
    expect(claims.filter(({ held }: { held: number }) => held === 1)).toHaveLength(1);
  });

  it('has organisations whose members say the same as their memberships', async () => {
    const members = await database.dataSource.query('SELECT o.name, COUNT(*) AS n FROM organisation o JOIN membership m ON m.organisation_id = o.id AND m.valid_to IS NULL JOIN person p ON p.id = m.person_id AND p.organisation_id = o.id AND p.region_path LIKE CONCAT(o.region_path, "%") GROUP BY o.name');
    expect(members.map(({ n }: { n: number }) => n).toSorted()).toEqual(ORGANISATIONS.map((organisation) => organisation.members).toSorted());
  });

  it('tells where everyone lives, and of every region what it was', async () => {
    const homeless = await database.dataSource.query('SELECT COUNT(*) AS n FROM person p WHERE NOT EXISTS (SELECT 1 FROM residence r WHERE r.person_id = p.id AND r.region_id = p.region_id AND r.valid_to IS NULL)');
    expect(homeless).toEqual([{ n: 0 }]);
    const unknown = await database.dataSource.query('SELECT COUNT(*) AS n FROM region r WHERE NOT EXISTS (SELECT 1 FROM region_history h WHERE h.region_id = r.id AND h.name = r.name AND h.path = r.path AND h.valid_to IS NULL)');
    expect(unknown).toEqual([{ n: 0 }]);
    const past = await database.dataSource.query('SELECT name FROM region_history WHERE valid_to IS NOT NULL');
    expect(past).toEqual([{ name: RENAMED.before }]);
  });

  it('holds the entries of the generator, in sound chains', async () => {
    const { manager } = database.dataSource;
    const stored = Map.groupBy(await manager.find(CreditEntry, { order: { personId: 'ASC', sequence: 'ASC' } }), ({ personId }) => personId);
    const heads = new Map((await manager.find(CreditHead)).map(({ personId, sequence, hash }) => [personId, { sequence, hash }]));
    expect([...stored.keys()].toSorted()).toEqual([...heads.keys()].toSorted());
    for (const [personId, entries] of stored) expect(verifyChain(entries.map(sealed), heads.get(personId))).toEqual({ ok: true });
    const { learners } = demoWorld(Date.parse(NOW));
    expect([...stored.values()].flat().map(({ hash }) => hash).toSorted()).toEqual(learners.flatMap(({ entries }) => entries.map(({ hash }) => hash)).toSorted());
  });

  it('holds entries that follow from what is on record', async () => {
    const recomputation = await Recomputation.prepare(database.dataSource);
    const differences: Difference[] = [];
    for await (const ids of personPages(database.dataSource, {})) {
      for (const record of await recomputation.read(database.dataSource.manager, ids)) differences.push(...recomputation.differences(record));
    }
    expect(differences).toEqual([]);
  });

  it('closes both years with statements of what counts', async () => {
    const statements: { year: number; n: number; met: number; units: number }[] = await database.dataSource.query(
      "SELECT year, COUNT(*) AS n, CAST(SUM(target_met) AS SIGNED) AS met, CAST(SUM(units) AS SIGNED) AS units FROM statement WHERE status = 'valid' GROUP BY year ORDER BY year",
    );
    const { learners } = demoWorld(Date.parse(NOW));
    for (const { year, n, met, units } of statements) {
      const totals = learners.flatMap(({ replayed }) => replayed.totals.filter((total) => total.year === year && total.units > 0));
      expect({ year, n, met, units }).toEqual({ year, n: totals.length, met: totals.filter(({ targetMet }) => targetMet).length, units: totals.reduce((sum, total) => sum + total.units, 0) });
    }
    expect(statements.map(({ year }) => year)).toEqual([2024, 2025]);
    expect(statements[1]?.met).toBeGreaterThan(20);
  });

  it('gives every region the sum of its parts', async () => {
    const figures = new RegionFiguresRepository(database.dataSource);
    const regions = await database.dataSource.manager.find(Region);
    for (const year of [2024, 2025, 2026]) {
      for (const { id, path } of regions.filter(({ level }) => level !== 'community')) {
        const total = await figures.total({ id, paths: [path] }, year, DEFAULT_TARGET_CREDITS);
        const parts = [...(await figures.byChild({ id, paths: [path] }, year, DEFAULT_TARGET_CREDITS)).values()];
        const sum = (key: keyof typeof total): number => parts.reduce((all, part) => all + part[key], 0);
        expect(total).toEqual({ registered: sum('registered'), registeredTotal: sum('registeredTotal'), active: sum('active'), units: sum('units'), targetReached: sum('targetReached') });
      }
    }
  });

  it('has real names that the keys of the installation open, and accounts that sign in', async () => {
    const persons = await database.dataSource.manager.findBy(Person, { verification: 'verified' });
    const ciphers = await app.get(PersonKeys).openAll(persons);
    expect(persons.filter((person) => app.get(RealNameService).decrypted(ciphers.get(person.id)!, person) === null)).toEqual([]);
    const accounts = app.get(AccountsService);
    for (const { phone, password, name } of DEMO_ACCOUNTS) {
      const { id = '', passwordHash = null } = (await accounts.credentialsOf({ kind: 'phone', phone })) ?? {};
      expect(await verify(passwordHash ?? '', password)).toBe(true);
      expect(await accounts.displayNames([id])).toEqual(new Map([[id, name]]));
    }
    const unverified = await database.dataSource.manager.findBy(Person, { verification: 'unverified' });
    for (const { id, registeredOn } of unverified) {
      expect(registeredOn).toBeNull();
      expect(await database.dataSource.manager.existsBy(Account, { personId: id })).toBe(true);
    }
  });

  it('has the consents of everyone whose real name or login it holds', async () => {
    const missing = await database.dataSource.query(
      `SELECT COUNT(*) AS n FROM person p WHERE (p.name_cipher IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'real_name' AND c.given_at = p.verified_at))
        OR ((p.name_cipher IS NOT NULL OR EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)) AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'account' AND c.given_at = p.created_at))`,
    );
    expect(missing).toEqual([{ n: 0 }]);
  });

  it('has a play session behind every completion', async () => {
    const [{ n }] = await database.dataSource.query('SELECT COUNT(*) AS n FROM lesson_completion AS c LEFT JOIN play_session AS s ON s.id = c.play_session_id AND s.person_id = c.person_id WHERE s.id IS NULL');
    expect(Number(n)).toBe(0);
    expect(await database.dataSource.manager.count(LessonCompletion)).toBeGreaterThan(1000);
  });
});

describe('an entry of the demo', () => {
  it('is stored as the ledger itself stores it, to the byte', async () => {
    const { learners } = demoWorld(Date.parse(NOW));
    const everyKind = learners.find(({ entries }) => new Set(entries.map(({ kind }) => kind)).size === 4);
    expect(everyKind).toBeDefined();
    const { person, entries } = everyKind!;
    const other = await createTestDatabase();
    try {
      const { dataSource } = other;
      await inTransaction(dataSource, (tx) => insertAll(tx, Person, [{ ...person, ...NO_REAL_NAME, dataKey: null }]));
      const standing = (await new PersonsService(dataSource, app.get(RealNameService), app.get(PersonKeys)).standings([person.id])).get(person.id)!;
      for (const entry of entries) await inTransaction(dataSource, (tx) => new PostingService(new AlarmsService(dataSource, systemClock)).post(tx, standing, postingOf(entry)));
      const posted = await dataSource.query('SELECT * FROM credit_entry WHERE person_id = ? ORDER BY sequence', [person.id]);
      const seeded = await database.dataSource.query('SELECT * FROM credit_entry WHERE person_id = ? ORDER BY sequence', [person.id]);
      expect(posted).toEqual(seeded);
    } finally {
      await other.drop();
    }
  });
});
