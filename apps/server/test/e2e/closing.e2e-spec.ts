import { STATEMENT_REASONS, type SealedEntry, closesAt, closingText, formatCredits, merkleLeaf, merkleRoot, statementText, statementTotals } from '@xuexi/domain';
import { type EntityManager, In } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { ClosingShard } from '../../src/credits/closing/closing-shard.entity.js';
import { CreditSigning } from '../../src/credits/credit-signing.js';
import type { ClosingChangesDto, ClosingDto, ClosingRegionsDto } from '../../src/credits/closing/closings.dto.js';
import type { StatementDto } from '../../src/credits/statements/statements.dto.js';
import { PostingService } from '../../src/credits/posting.service.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { StatementsService } from '../../src/credits/statements/statements.service.js';
import { Person } from '../../src/identity/person.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { isSignedText, publicKeysById } from '../../src/platform/crypto/signing-key.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { Killed, aClosingRunner } from '../factories/closings.js';
import { aPosting, allHold, chainOf, holds } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const MANY = 410;
/** The books of 2026 are still open. */
const OPEN = '2027-01-10T09:00:00+08:00';
const CLOSED = '2027-01-16T00:00:00+08:00';
const VERIFIED = new Date('2026-12-15T00:00:00Z');

let world: World;
let city: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());

/** A closing is of everyone: each test begins with nobody. */
beforeEach(async () => {
  const tables = ['person', 'account', 'role_grant', 'session', 'credit_entry', 'credit_head', 'statement', 'closing', 'closing_shard', 'closing_chunk', 'closing_change', 'closing_latecomer', 'notice', 'outbox'];
  for (const table of tables) await world.db.query(`DELETE FROM ${table}`);
  world.clock.set(OPEN);
  admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
});

async function start(year = 2026, trial = false): Promise<ClosingDto> {
  const { agent } = await confirmedAdmin();
  const answer = await agent.post<ClosingDto>('/api/closings', { year, trial });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function closeYear({ runner = aClosingRunner(world), year = 2026, trial = false } = {}): Promise<ClosingDto> {
  const { id } = await start(year, trial);
  await runner.runWhole(id);
  return read(id);
}

async function read(id: string): Promise<ClosingDto> {
  return (await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body;
}

/** A session does not outlive the years between the tests' moments, nor does a confirmation. */
async function confirmedAdmin(): Promise<Someone> {
  admin = { ...admin, agent: await signedIn(world, admin.accountId) };
  return confirmed(world, admin);
}

async function statementsOf({ agent }: Someone): Promise<StatementDto[]> {
  return (await agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items;
}

function learner(verifiedAt: Date | null = VERIFIED): Promise<Someone> {
  return aPerson(world, { region: city.communities[0]!, verifiedAt });
}

/** Persons with entries, without logins. */
async function manyPersons(count = MANY): Promise<string[]> {
  const persons = Array.from({ length: count }, (_, i) => ({ id: newId(), verification: 'verified' as const, verifiedAt: VERIFIED, registeredOn: '2026-12-15', idNumberIndex: String(i).padStart(64, '0'), createdAt: VERIFIED }));
  await world.db.manager.insert(Person, persons);
  await allHold(world, persons.map(({ id }, i) => ({ personId: id, units: 1_000_000 + i * 10_000 })), '2026-05-01');
  return persons.map(({ id }) => id);
}

/** All statements, and of each all that matters. */
async function allStatements() {
  const rows = await world.db.manager.find(Statement, { order: { personId: 'ASC', version: 'ASC' } });
  return rows.map(({ id: _id, closingId: _run, computedAt: _at, ...content }) => content);
}

function correct(personId: string, units: number): Promise<SealedEntry | null> {
  return inTransaction(world.db, (tx) => correctIn(tx, personId, units));
}

async function correctIn(tx: EntityManager, personId: string, units: number): Promise<SealedEntry | null> {
  const [persons, posting, statements] = [world.api.app.get(PersonsService), world.api.app.get(PostingService), world.api.app.get(StatementsService)];
  const person = (await persons.standings([personId], tx)).get(personId)!;
  const { regionId, regionPath, organisationId } = person;
  const entry = await posting.amend(tx, { ...aPosting(units, '2027-02-03'), personId, year: 2026, regionId, regionPath, organisationId, reverses: null, recordedAt: world.clock.now() });
  await statements.follow(tx, personId, person, 2026, STATEMENT_REASONS.reversal);
  return entry;
}

/** Statements of a signed closing, its leaves and its signature all agree with what the domain says. */
async function expectSigned(id: string): Promise<void> {
  const closing = await world.db.manager.findOneByOrFail(Closing, { id });
  const statements = await world.db.manager.find(Statement, { where: { closingId: id }, order: { personId: 'ASC' } });
  const texts = statements.map(({ kinds, months, ...statement }) => statementText({ ...statement, kinds: kinds!, months: months! }));
  expect(statements.map(({ leaf }) => leaf)).toEqual(texts.map(merkleLeaf));
  expect(closing).toMatchObject({ state: 'done', leaves: texts.length, root: merkleRoot(texts) });
  const { publicKey } = new CreditSigning(world.config).key;
  const { year, leaves, root, keyId, signature } = closing;
  expect(isSignedText(closingText({ closingId: id, year, leaves: leaves!, root: root! }), { keyId: keyId!, signature: signature! }, publicKeysById([publicKey]))).toBe(true);
}

describe('the closing of an open year', () => {
  test('computes preliminary statements, anew whenever something changed', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 1_000_000, '2026-05-01');
    expect(await closeYear()).toMatchObject({ year: 2026, kind: 'preliminary', state: 'done', total: 1, processed: 1, statements: 1, targetMet: 0, root: null, startedBy: '王阿姨' });
    const [first, ...others] = await statementsOf(someone);
    expect(others).toEqual([]);
    const { entries } = await chainOf(world, someone.personId);
    expect(first).toMatchObject({ year: 2026, version: 0, status: 'preliminary', units: 1_000_000, credits: formatCredits(1_000_000), entries: 1, targetMet: false, policyVersions: ['standard-2026'], chainHead: entries[0]!.hash });
    world.clock.advance(60);
    expect((await closeYear()).difference).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    expect(await statementsOf(someone)).toEqual([first]);
    await holds(world, someone.personId, 1_160_000, '2026-06-01');
    const again = await closeYear();
    expect(again).toMatchObject({ statements: 1, targetMet: 1, difference: { added: 0, changed: 1, gone: 0, unchanged: 0, unitsBefore: 1_000_000, unitsAfter: 2_160_000, targetMetBefore: 0, targetMetAfter: 1 } });
    expect(await statementsOf(someone)).toMatchObject([{ version: 0, status: 'preliminary', units: 2_160_000, targetMet: true }]);
  });

  test('gives way to the final one, and drops whose entries count no longer', async () => {
    const [someone, leaving] = [await learner(), await learner()];
    for (const { personId } of [someone, leaving]) await holds(world, personId, 1_000_000, '2026-05-01');
    await closeYear();
    await world.db.manager.update(Person, { id: leaving.personId }, { unverifiedAt: new Date(closesAt(2026) - 1) });
    world.clock.set(CLOSED);
    const closing = await closeYear();
    expect(closing).toMatchObject({ kind: 'final', state: 'done', statements: 1, difference: { added: 0, changed: 0, gone: 1, unchanged: 1, unitsBefore: 2_000_000, unitsAfter: 1_000_000 } });
    expect(await world.db.manager.find(Statement)).toMatchObject([{ personId: someone.personId, version: 1, status: 'valid', units: 1_000_000 }]);
    await expectSigned(closing.id);
  });

  test.each([
    [-1, 'preliminary'],
    [0, 'final'],
  ])('ends %d ms from 16 January 00:00 in Shanghai', async (offset, kind) => {
    world.clock.set(new Date(closesAt(2026) + offset).toISOString());
    expect((await start()).kind).toBe(kind);
  });
});

describe('the closing of a closed year', () => {
  beforeEach(() => world.clock.set(CLOSED));

  test('is for those who were verified in time, with their entries of that year only', async () => {
    const inTime = await learner(new Date(closesAt(2026) - 1));
    const late = await learner(new Date(closesAt(2026)));
    const never = await learner(null);
    await learner(new Date(closesAt(2025)));
    for (const { personId } of [inTime, late, never]) {
      await holds(world, personId, 500, '2025-12-31');
      await holds(world, personId, 1000, '2026-01-01');
      await holds(world, personId, 2000, '2026-12-31');
      await holds(world, personId, 4000, '2027-01-01');
    }
    await closeYear();
    const { entries } = await chainOf(world, inTime.personId);
    expect(await statementsOf(inTime)).toMatchObject([{ year: 2026, version: 1, units: 3000, entries: 2, chainHead: entries[2]!.hash }]);
    for (const someone of [late, never]) expect(await statementsOf(someone)).toEqual([]);
  });

  test('of a year without anyone signs an empty list', async () => {
    const closing = await closeYear();
    expect(closing).toMatchObject({ state: 'done', statements: 0, targetMet: 0, difference: { added: 0, unchanged: 0 } });
    await expectSigned(closing.id);
  });

  test('run twice makes the same statements and no second copy', async () => {
    await manyPersons();
    const first = await closeYear();
    expect(first).toMatchObject({ total: MANY, processed: MANY, statements: MANY, difference: { added: MANY, unchanged: 0 } });
    await expectSigned(first.id);
    const once = await world.db.manager.find(Statement, { order: { id: 'ASC' } });
    const second = await closeYear();
    expect(second).toMatchObject({ statements: MANY, difference: { before: first.id, added: 0, changed: 0, unchanged: MANY } });
    expect(await world.db.manager.find(Statement, { order: { id: 'ASC' } })).toEqual(once);
    expect(new Set(once.map((statement) => statement.number)).size).toBe(MANY);
  });

  test('killed before any statement to the database or after any commit, and run again, ends with the same bytes', async () => {
    const ids = await manyPersons(10);
    const { id } = await start();
    await aClosingRunner(world, { shardPersons: 6 }).runWhole(id);
    const expected = await allStatements();
    const { root } = await world.db.manager.findOneByOrFail(Closing, { id });
    expect(expected).toHaveLength(ids.length);
    for (let moment = 1; ; moment++) {
      for (const table of ['statement', 'closing', 'closing_shard', 'closing_chunk']) await world.db.query(`DELETE FROM ${table}`);
      const again = await start();
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
    await manyPersons();
    const { id } = await start();
    const workers = Array.from({ length: 3 }, () => aClosingRunner(world, { shardPersons: 50 }));
    await workers[0]!.run(id);
    const shards = await world.db.manager.findBy(ClosingShard, { closingId: id });
    expect(shards).toHaveLength(Math.ceil((MANY + 1) / 50));
    await Promise.all(workers.flatMap((worker) => shards.map(({ number }) => worker.runShard(id, number))));
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `closing-${id}` })).toBe(2);
    await Promise.all(workers.map((worker) => worker.run(id)));
    expect(await read(id)).toMatchObject({ state: 'done', processed: MANY, statements: MANY });
    await expectSigned(id);
  });

  test('after a change of the ledger that nobody followed issues version 2 and revokes version 1', async () => {
    const [corrected, other] = [await learner(), await learner()];
    for (const { personId } of [corrected, other]) await holds(world, personId, 2_180_000, '2026-05-01');
    await closeYear();
    const [untouched] = await statementsOf(other);
    await holds(world, corrected.personId, -216_000, '2026-11-20');
    const again = await closeYear();
    expect(again).toMatchObject({ statements: 2, targetMet: 1, difference: { changed: 1, unchanged: 1 } });
    expect(await statementsOf(corrected)).toMatchObject([
      { version: 2, status: 'valid', units: 1_964_000, credits: '18.18', entries: 2, targetMet: false },
      { version: 1, status: 'revoked', units: 2_180_000, credits: '20.18', entries: 1, targetMet: true },
    ]);
    expect(await statementsOf(other)).toEqual([untouched]);
    await expectSigned(again.id);
    await closeYear();
    expect(await world.db.manager.countBy(Statement, { personId: In([corrected.personId, other.personId]) })).toBe(3);
  });
});

describe('a trial', () => {
  test.each([OPEN, CLOSED])('at %s changes nothing and says what would change', async (at) => {
    world.clock.set(at);
    const [known, unknown] = [await learner(), await learner()];
    await holds(world, known.personId, 2_000_000, '2026-05-01');
    await closeYear();
    await holds(world, known.personId, 160_000, '2026-05-02');
    await holds(world, unknown.personId, 1000, '2026-05-02');
    const before = await world.db.manager.find(Statement);
    const trial = await closeYear({ trial: true });
    expect(trial).toMatchObject({ kind: 'trial', state: 'done', root: null, difference: { added: 1, changed: 1, gone: 0, unchanged: 0, unitsBefore: 2_000_000, unitsAfter: 2_161_000, targetMetBefore: 0, targetMetAfter: 1 } });
    expect(await world.db.manager.find(Statement)).toEqual(before);
  });
});

describe('a correction', () => {
  beforeEach(() => world.clock.set(CLOSED));

  test('of a closed year makes the next version, signed at once, and tells the learner', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await closeYear();
    await correct(someone.personId, -216_000);
    const [second, first] = await world.db.manager.find(Statement, { where: { personId: someone.personId }, order: { version: 'DESC' } });
    expect(first).toMatchObject({ version: 1, status: 'revoked', revokedAt: world.clock.date() });
    // What is dated after the year stands under its December.
    expect(second).toMatchObject({ version: 2, status: 'valid', reason: STATEMENT_REASONS.reversal, units: 1_964_000, targetMet: false, months: [0, 0, 0, 0, 2_180_000, 0, 0, 0, 0, 0, 0, -216_000] });
    expect(await world.db.manager.findOneByOrFail(Closing, { id: second!.closingId })).toMatchObject({ kind: 'amendment', leaves: 1 });
    await expectSigned(second!.closingId);
    expect(await world.db.manager.findBy(Notice, { personId: someone.personId })).toMatchObject([{ kind: 'statement_replaced', data: { year: 2026, version: 2 } }]);
  });

  test('before the closing is simply counted', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await correct(someone.personId, -216_000);
    expect(await world.db.manager.count(Statement)).toBe(0);
    await closeYear();
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, units: 1_964_000 }]);
  });

  test.each(['a shard has computed the person', 'all shards are done'])('while a closing runs, after %s, is in what is signed', async (when) => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await start();
    const correcting = async (): Promise<void> => void (await correct(someone.personId, -216_000));
    const runner = aClosingRunner(world, when.startsWith('all') ? { beforeAssembly: correcting } : {});
    await runner.run(id);
    await runner.runShard(id, 0);
    if (!when.startsWith('all')) await correcting();
    await runner.run(id);
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, status: 'valid', units: 1_964_000, entries: 2 }]);
    await expectSigned(id);
  });

  test('while another closing runs that fails in the end is on the statement all the same', async () => {
    const [someone, unknown] = [await learner(), await learner()];
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    await closeYear();
    const { id } = await start();
    const runner = aClosingRunner(world);
    await runner.run(id);
    for (const { personId } of [someone, unknown]) await correct(personId, -216_000);
    await runner.runShard(id, 0);
    await runner.fail(id);
    for (const [{ personId }, version, units] of [[someone, 2, 1_964_000], [unknown, 1, -216_000]] as const) {
      const inForce = await world.db.manager.findOneByOrFail(Statement, { personId, status: 'valid' });
      expect(inForce).toMatchObject({ version, units });
      await expectSigned(inForce.closingId);
    }
    const again = await closeYear();
    expect(again).toMatchObject({ state: 'done', difference: { added: 0, changed: 0, unchanged: 2 } });
  });

  test.each([0, 11 * 60])('that began %i s before the first closing and is not committed yet is in what is signed', async (seconds) => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const [followed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const correcting = inTransaction(world.db, async (tx) => {
      await correctIn(tx, someone.personId, -216_000);
      followed.resolve();
      await commit.promise;
    });
    await followed.promise;
    world.clock.advance(seconds);
    const { id } = await start();
    const closing = aClosingRunner(world, {
      beforeAssembly: async () => {
        // Committed once the end of the closing waits for it, or has not waited.
        void eventually(async () => {
          const [row]: { waiting: number }[] = await world.db.query("SELECT COUNT(*) AS waiting FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%closing_year%'");
          return row!.waiting > 0 || (await world.db.manager.existsBy(Closing, { id, state: 'done' }));
        }).then(commit.resolve, commit.reject);
      },
    }).runWhole(id);
    await Promise.all([closing, correcting]);
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, status: 'valid', units: 1_964_000, entries: 2 }]);
    await expectSigned(id);
  });

  test('follows a closing of the previous version, which is listed as what it was', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await closeYear();
    await world.db.manager.update(Closing, { id }, { kind: null });
    expect(await read(id)).toMatchObject({ kind: 'final' });
    expect((await admin.agent.get<{ items: ClosingDto[] }>('/api/closings')).body.items).toMatchObject([{ id, kind: 'final' }]);
    await correct(someone.personId, -216_000);
    expect((await statementsOf(someone))[0]).toMatchObject({ version: 2, units: 1_964_000 });
    expect((await closeYear()).difference).toMatchObject({ before: id });
  });

  test('that is committed while the closing is assembled waits for its end and makes version 2', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 2_180_000, '2026-05-01');
    const { id } = await start();
    let correction: Promise<unknown> | undefined;
    let assembling = false;
    // From the moment that the tree is read, the closing's row is held.
    const runner = aClosingRunner(world, {
      before: async () => {
        const [row]: { open: number }[] = await world.db.query("SELECT COUNT(*) AS open FROM closing_shard WHERE closing_id = ? AND state <> 'done'", [id]);
        if (row?.open === 0 && !correction && assembling) correction = correct(someone.personId, -216_000);
      },
      beforeAssembly: async () => void (assembling = true),
    });
    await runner.runWhole(id);
    await correction;
    const statements = await statementsOf(someone);
    expect(statements[0]).toMatchObject({ status: 'valid', units: 1_964_000 });
    for (const { closingId } of await world.db.manager.find(Statement)) await expectSigned(closingId);
  });
});

test('a person who moves, and a region that is merged, while a closing runs are stated once', async () => {
  world.clock.set(CLOSED);
  const ids = await manyPersons(30);
  const { id } = await start();
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
  await expectSigned(id);
});

test('what the database computes of all is what the domain says of each', async () => {
  world.clock.set(CLOSED);
  const ids = await manyPersons(40);
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
  const { id } = await closeYear();
  const statements = await world.db.manager.find(Statement, { order: { personId: 'ASC' } });
  const stated = await Promise.all(ids.map(async (personId) => [personId, (await chainOf(world, personId)).entries.filter(({ year }) => year === 2026)] as const));
  const expected = stated.filter(([, entries]) => entries.length > 0).map(([personId, entries]) => ({ personId, ...statementTotals(entries, 2026) }));
  expect(statements).toMatchObject(expected);
  expect(statements.length).toBeGreaterThan(20);
  await expectSigned(id);
});

describe('starting a closing', () => {
  test('that the queue gives up is shown as failed, and the year can be started anew', async () => {
    world.clock.set(CLOSED);
    await manyPersons(25);
    const { id } = await start();
    const runner = aClosingRunner(world, { shardPersons: 10 });
    await runner.run(id);
    await runner.runShard(id, 1);
    await runner.fail(id);
    expect(await read(id)).toMatchObject({ state: 'failed', processed: 10 });
    const again = await closeYear({ runner });
    expect(again).toMatchObject({ state: 'done', statements: 25 });
    // What was computed before it failed is under the root of the one that did not.
    await expectSigned(again.id);
    expect((await world.db.manager.findOneByOrFail(Closing, { id: again.id })).leaves).toBe(25);
    // What failed stays failed, whoever picks it up late.
    await runner.runWhole(id);
    expect((await read(id)).state).toBe('failed');
  });

  test('writes its job down in the same transaction', async () => {
    const { id } = await start();
    expect(await world.db.manager.findBy(OutboxRow, {})).toMatchObject([{ queue: 'credits', name: 'closing', jobId: `closing-${id}`, payload: { closingId: id }, sentAt: null }]);
  });

  test('asks who starts it to confirm, and is in the audit log', async () => {
    expectProblem(await (await signedIn(world, admin.accountId)).post('/api/closings', { year: 2026 }), 'confirmation_needed');
    const { id } = await start(2026, true);
    const [entry] = await world.db.query("SELECT details FROM audit_entry WHERE action = 'closing.start' ORDER BY sequence DESC LIMIT 1");
    expect(JSON.parse(entry.details)).toMatchObject({ year: 2026, kind: 'trial' });
    expect((await read(id)).kind).toBe('trial');
  });

  test('of one year many times at once begins one run, and one job', async () => {
    const { agent } = await confirmedAdmin();
    const answers = await Promise.all(Array.from({ length: 20 }, () => agent.post('/api/closings', { year: 2026 })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 'closing_running');
    expect(await world.db.manager.countBy(OutboxRow, {})).toBe(1);
    expect((await agent.post('/api/closings', { year: 2025 })).status).toBe(201);
  });

  test('of a year to come is refused, and a year turns in Shanghai', async () => {
    world.clock.set('2027-12-31T15:59:59.999Z');
    const { agent } = await confirmedAdmin();
    const answer = await agent.post('/api/closings', { year: 2028 });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toMatchObject([{ field: 'year' }]);
    world.clock.advance(0.001);
    expect((await agent.post('/api/closings', { year: 2028 })).status).toBe(201);
  });

  test('is listed newest first, without the amendments that corrections make', async () => {
    const first = await closeYear({ year: 2025 });
    world.clock.advance(1);
    const second = await start();
    const { body } = await admin.agent.get<{ items: ClosingDto[] }>('/api/closings');
    expect(body.items).toMatchObject([{ id: second.id, state: 'queued' }, { id: first.id, state: 'done' }]);
  });
});

describe('what changed', () => {
  test('is told page by page, with masked names', async () => {
    world.clock.set(CLOSED);
    const persons = [];
    for (let i = 0; i < 3; i++) persons.push(await learner());
    for (const { personId } of persons) await holds(world, personId, 1000, '2026-05-01');
    await closeYear();
    for (const { personId } of persons) await holds(world, personId, 2_160_000, '2026-06-01');
    const { id } = await closeYear({ trial: true });
    const one = (await admin.agent.get<ClosingChangesDto>(`/api/closings/${id}/changes?pageSize=2`)).body;
    expect(one.items).toHaveLength(2);
    expect(one.items[0]).toMatchObject({ effect: 'changed', beforeUnits: 1000, units: 2_161_000 });
    expect(one.items[0]!.name).toMatch(/\*/);
    const two = (await admin.agent.get<ClosingChangesDto>(`/api/closings/${id}/changes?pageSize=2&page=2&effect=changed`)).body;
    expect(two).toMatchObject({ total: 3 });
    const { items } = (await admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions?regionId=${city.city.id}`)).body;
    expect(items).toMatchObject([{ statements: 3, targetMet: 0, units: 3000, meanCredits: '0.00', hasRegions: true }]);
    expect([...one.items, ...two.items].map(({ personId }) => personId)).toEqual(persons.map(({ personId }) => personId).sort());
  });

  test('adds up by region: also who stands in none of the regions below, and who stands in no region at all', async () => {
    world.clock.set(CLOSED);
    const [inCommunity, atStreet, nowhere] = [await learner(), await learner(), await learner()];
    for (const { personId } of [inCommunity, atStreet, nowhere]) await holds(world, personId, 1000, '2026-05-01');
    const street = city.streets[0]!;
    await world.db.query('UPDATE person SET region_id = ?, region_path = ? WHERE id = ?', [street.id, street.path, atStreet.personId]);
    await world.db.query('UPDATE person SET region_id = NULL, region_path = NULL WHERE id = ?', [nowhere.personId]);
    const { id, statements } = await closeYear();
    const below = async (regionId?: string) => (await admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions${regionId === undefined ? '' : `?regionId=${regionId}`}`)).body.items;
    expect(await below()).toMatchObject([{ regionId: city.city.id, statements: 2 }, { regionId: null, name: '', hasRegions: false, statements: 1 }]);
    expect((await below()).reduce((sum, each) => sum + each.statements, 0)).toBe(statements);
    expect(await below(street.id)).toMatchObject([{ regionId: city.communities[0]!.id, hasRegions: false, statements: 1 }, { regionId: null, statements: 1 }]);
  });
});
