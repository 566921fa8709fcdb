import { closesAt, formatCredits, statementTotals } from '@xuexi/domain';
import { In } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { ClosingShard } from '../../src/credits/closing/closing-shard.entity.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { Person } from '../../src/identity/person.entity.js';
import { newId } from '../../src/platform/ids.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { CLOSED, type ClosingOffice, VERIFIED, aClosingOffice, statementsOf } from '../factories/closing-office.js';
import { Killed, aClosingRunner } from '../factories/closings.js';
import { chainOf, holds } from '../factories/ledger.js';
import { type City, aCity } from '../factories/regions.js';
import { type World, createWorld } from '../support/world.js';

const MANY = 410;

let world: World;
let city: City;
let office: ClosingOffice;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  office = await aClosingOffice(world, city);
});

/** All statements, and of each all that matters. */
async function allStatements() {
  const rows = await world.db.manager.find(Statement, { order: { personId: 'ASC', version: 'ASC' } });
  return rows.map(({ id: _id, closingId: _run, computedAt: _at, ...content }) => content);
}

describe('the closing of an open year', () => {
  test('computes preliminary statements, anew whenever something changed', async () => {
    const someone = await office.learner();
    await holds(world, someone.personId, 1_000_000, '2026-05-01');
    expect(await office.closeYear()).toMatchObject({ year: 2026, kind: 'preliminary', state: 'done', total: 1, processed: 1, statements: 1, targetMet: 0, root: null, startedBy: '王阿姨' });
    const [first, ...others] = await statementsOf(someone);
    expect(others).toEqual([]);
    const { entries } = await chainOf(world, someone.personId);
    expect(first).toMatchObject({ year: 2026, version: 0, status: 'preliminary', units: 1_000_000, credits: formatCredits(1_000_000), entries: 1, targetMet: false, policyVersions: ['standard-2026'], chainHead: entries[0]!.hash });
    world.clock.advance(60);
    expect((await office.closeYear()).difference).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    expect(await statementsOf(someone)).toEqual([first]);
    await holds(world, someone.personId, 1_160_000, '2026-06-01');
    const again = await office.closeYear();
    expect(again).toMatchObject({ statements: 1, targetMet: 1, difference: { added: 0, changed: 1, gone: 0, unchanged: 0, unitsBefore: 1_000_000, unitsAfter: 2_160_000, targetMetBefore: 0, targetMetAfter: 1 } });
    expect(await statementsOf(someone)).toMatchObject([{ version: 0, status: 'preliminary', units: 2_160_000, targetMet: true }]);
  });

  test('gives way to the final one, and drops whose entries count no longer', async () => {
    const [someone, leaving] = [await office.learner(), await office.learner()];
    for (const { personId } of [someone, leaving]) await holds(world, personId, 1_000_000, '2026-05-01');
    await office.closeYear();
    await world.db.manager.update(Person, { id: leaving.personId }, { unverifiedAt: new Date(closesAt(2026) - 1) });
    world.clock.set(CLOSED);
    const closing = await office.closeYear();
    expect(closing).toMatchObject({ kind: 'final', state: 'done', statements: 1, difference: { added: 0, changed: 0, gone: 1, unchanged: 1, unitsBefore: 2_000_000, unitsAfter: 1_000_000 } });
    expect(await world.db.manager.find(Statement)).toMatchObject([{ personId: someone.personId, version: 1, status: 'valid', units: 1_000_000 }]);
    await office.expectSigned(closing.id);
  });

  test.each([
    [-1, 'preliminary'],
    [0, 'final'],
  ])('ends %d ms from 16 January 00:00 in Shanghai', async (offset, kind) => {
    world.clock.set(new Date(closesAt(2026) + offset).toISOString());
    expect((await office.start()).kind).toBe(kind);
  });
});

describe('the closing of a closed year', () => {
  beforeEach(() => world.clock.set(CLOSED));

  test('is for those who were verified in time, with their entries of that year only', async () => {
    const inTime = await office.learner(new Date(closesAt(2026) - 1));
    const late = await office.learner(new Date(closesAt(2026)));
    const never = await office.learner(null);
    await office.learner(new Date(closesAt(2025)));
    for (const { personId } of [inTime, late, never]) {
      await holds(world, personId, 500, '2025-12-31');
      await holds(world, personId, 1000, '2026-01-01');
      await holds(world, personId, 2000, '2026-12-31');
      await holds(world, personId, 4000, '2027-01-01');
    }
    await office.closeYear();
    const { entries } = await chainOf(world, inTime.personId);
    expect(await statementsOf(inTime)).toMatchObject([{ year: 2026, version: 1, units: 3000, entries: 2, chainHead: entries[2]!.hash }]);
    for (const someone of [late, never]) expect(await statementsOf(someone)).toEqual([]);
  });

  test('of a year without anyone signs an empty list', async () => {
    const closing = await office.closeYear();
    expect(closing).toMatchObject({ state: 'done', statements: 0, targetMet: 0, difference: { added: 0, unchanged: 0 } });
    await office.expectSigned(closing.id);
  });

  test('run twice makes the same statements and no second copy', async () => {
    await office.manyPersons(MANY);
    const first = await office.closeYear();
    expect(first).toMatchObject({ total: MANY, processed: MANY, statements: MANY, difference: { added: MANY, unchanged: 0 } });
    await office.expectSigned(first.id);
    const once = await world.db.manager.find(Statement, { order: { id: 'ASC' } });
    const second = await office.closeYear();
    expect(second).toMatchObject({ statements: MANY, difference: { before: first.id, added: 0, changed: 0, unchanged: MANY } });
    expect(await world.db.manager.find(Statement, { order: { id: 'ASC' } })).toEqual(once);
    expect(new Set(once.map((statement) => statement.number)).size).toBe(MANY);
  });

  test('killed before any statement to the database or after any commit, and run again, ends with the same bytes', async () => {
    const ids = await office.manyPersons(10);
    const { id } = await office.start();
    await aClosingRunner(world, { shardPersons: 6 }).runWhole(id);
    const expected = await allStatements();
    const { root } = await world.db.manager.findOneByOrFail(Closing, { id });
    expect(expected).toHaveLength(ids.length);
    for (let moment = 1; ; moment++) {
      for (const table of ['statement', 'closing', 'closing_shard', 'closing_chunk']) await world.db.query(`DELETE FROM ${table}`);
      const again = await office.start();
      let moments = 0;
      const dying = aClosingRunner(world, {
        shardPersons: 6,
        before: () => {
          if (++moments === moment) throw new Killed();
        },
      });
      const killed = await dying.runWhole(again.id).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      await aClosingRunner(world, { shardPersons: 6 }).runWhole(again.id);
      expect(await allStatements()).toEqual(expected);
      expect(await world.db.manager.findOneByOrFail(Closing, { id: again.id })).toMatchObject({ state: 'done', root, processed: ids.length });
      if (!killed) return;
    }
  });

  test('by three workers at once computes every shard once', async () => {
    await office.manyPersons(MANY);
    const { id } = await office.start();
    const workers = Array.from({ length: 3 }, () => aClosingRunner(world, { shardPersons: 50 }));
    await workers[0]!.run(id);
    const shards = await world.db.manager.findBy(ClosingShard, { closingId: id });
    expect(shards).toHaveLength(Math.ceil((MANY + 1) / 50));
    await Promise.all(workers.flatMap((worker) => shards.map(({ number }) => worker.runShard(id, number))));
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `closing-${id}` })).toBe(2);
    await Promise.all(workers.map((worker) => worker.run(id)));
    expect(await office.read(id)).toMatchObject({ state: 'done', processed: MANY, statements: MANY });
    await office.expectSigned(id);
  });

  test('after a change of the ledger that nobody followed issues version 2 and revokes version 1', async () => {
    const [corrected, other] = [await office.learner(), await office.learner()];
    for (const { personId } of [corrected, other]) await holds(world, personId, 2_180_000, '2026-05-01');
    await office.closeYear();
    const [untouched] = await statementsOf(other);
    await holds(world, corrected.personId, -216_000, '2026-11-20');
    const again = await office.closeYear();
    expect(again).toMatchObject({ statements: 2, targetMet: 1, difference: { changed: 1, unchanged: 1 } });
    expect(await statementsOf(corrected)).toMatchObject([
      { version: 2, status: 'valid', units: 1_964_000, credits: '18.18', entries: 2, targetMet: false },
      { version: 1, status: 'revoked', units: 2_180_000, credits: '20.18', entries: 1, targetMet: true },
    ]);
    expect(await statementsOf(other)).toEqual([untouched]);
    await office.expectSigned(again.id);
    await office.closeYear();
    expect(await world.db.manager.countBy(Statement, { personId: In([corrected.personId, other.personId]) })).toBe(3);
  });
});

test('a person who moves, and a region that is merged, while a closing runs are stated once', async () => {
  world.clock.set(CLOSED);
  const ids = await office.manyPersons(30);
  const { id } = await office.start();
  const runner = aClosingRunner(world, { shardPersons: 10 });
  await runner.run(id);
  await runner.runShard(id, 0);
  const [, there] = city.communities;
  await world.db.query('UPDATE person SET region_id = ?, region_path = ?', [there!.id, there!.path]);
  await runner.runShard(id, 1);
  await world.db.query('UPDATE person SET region_id = NULL, region_path = NULL');
  await runner.runWhole(id);
  expect((await world.db.manager.find(Statement)).map(({ personId }) => personId).sort()).toEqual(ids.sort());
  expect(new Set((await world.db.manager.find(Statement)).map(({ regionId }) => regionId))).toEqual(new Set([null, there!.id]));
  await office.expectSigned(id);
});

test('what the database computes of all is what the domain says of each', async () => {
  world.clock.set(CLOSED);
  const ids = await office.manyPersons(40);
  await world.db.query('DELETE FROM credit_entry');
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const kinds = ['lesson', 'course', 'quiz', 'attend', 'grant', 'transfer', 'reversal'] as const;
  for (const personId of ids) {
    for (let sequence = 1; sequence <= random(12); sequence++) {
      const kind = kinds[random(kinds.length)]!;
      const date = random(8) === 0 ? '2027-01-0' + (1 + random(9)) : `2026-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`;
      const row = [newId(), personId, sequence, kind, 's', `${personId}:${sequence}`, (random(2) ? 1 : -1) * random(3_000_000), date, random(9) === 0 ? 2025 : 2026, `standard-${2026 + random(3)}`, '{}', 'e'.repeat(64), 'p'.repeat(64), String(random(1e9)).padStart(64, '0'), VERIFIED];
      await world.db.query('INSERT INTO credit_entry (id, person_id, sequence, kind, source_id, idempotency_key, units, date, year, policy_version, evidence, evidence_hash, previous_hash, hash, recorded_at) VALUES (?)', [row]);
    }
  }
  const { id } = await office.closeYear();
  const statements = await world.db.manager.find(Statement, { order: { personId: 'ASC' } });
  const stated = await Promise.all(ids.map(async (personId) => [personId, (await chainOf(world, personId)).entries.filter(({ year }) => year === 2026)] as const));
  const expected = stated.filter(([, entries]) => entries.length > 0).map(([personId, entries]) => ({ personId, ...statementTotals(entries, 2026) }));
  expect(statements).toMatchObject(expected);
  expect(statements.length).toBeGreaterThan(20);
  await office.expectSigned(id);
});
