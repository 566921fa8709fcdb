import { closesAt, formatCredits } from '@xuexi/domain';
import { DataSource, In } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { ClosingRunner } from '../../src/credits/closing/closing-runner.js';
import type { ClosingDto } from '../../src/credits/credits.dto.js';
import type { StatementDto } from '../../src/credits/statements/statements.dto.js';
import { PoliciesService } from '../../src/credits/policies/policies.service.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { StatementsService } from '../../src/credits/statements/statements.service.js';
import { Person } from '../../src/identity/person.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { newId } from '../../src/platform/ids.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { allHold, chainOf, holds } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import type { TestApi } from '../support/test-api.js';
import { type World, createWorld } from '../support/world.js';

/** More than two pages of persons. */
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
  for (const table of ['person', 'account', 'role_grant', 'session', 'credit_entry', 'credit_head', 'statement', 'closing', 'outbox']) await world.db.query(`DELETE FROM ${table}`);
  world.clock.set(OPEN);
  admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
});

interface RunnerParts {
  persons: PersonsService;
  statements: StatementsService;
}

/** A runner as a worker process has it; its parts may be made to fail. */
function aRunner(change: (parts: RunnerParts) => Partial<RunnerParts> = () => ({}), api: TestApi = world.api): ClosingRunner {
  const dataSource = api.app.get(DataSource);
  const parts = { persons: api.app.get(PersonsService), statements: new StatementsService(api.app.get(PoliciesService), world.clock) };
  const { persons, statements } = { ...parts, ...change(parts) };
  return new ClosingRunner(dataSource, persons, statements, world.clock);
}

async function start(year = 2026): Promise<ClosingDto> {
  const answer = await admin.agent.post<ClosingDto>('/api/closings', { year });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function closeYear(runner = aRunner(), year = 2026): Promise<ClosingDto> {
  const { id } = await start(year);
  await runner.run(id);
  return (await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body;
}

async function statementsOf({ agent }: Someone): Promise<StatementDto[]> {
  return (await agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items;
}

function learner(verifiedAt: Date | null = VERIFIED): Promise<Someone> {
  return aPerson(world, { region: city.communities[0]!, verifiedAt });
}

/** Persons with entries, without logins. */
async function manyPersons(): Promise<void> {
  const persons = Array.from({ length: MANY }, (_, i) => ({ id: newId(), verification: 'verified' as const, verifiedAt: VERIFIED, registeredOn: '2026-12-15', idNumberIndex: String(i).padStart(64, '0'), createdAt: VERIFIED }));
  await world.db.manager.insert(Person, persons);
  await allHold(world, persons.map(({ id }, i) => ({ personId: id, units: 1_000_000 + i * 10_000 })), '2026-05-01');
}

/** All statements, and of each all that matters. */
async function allStatements() {
  const rows = await world.db.manager.find(Statement, { order: { personId: 'ASC', version: 'ASC' } });
  return rows.map(({ id: _id, closingId: _run, computedAt: _at, ...content }) => content);
}

describe('the closing of an open year', () => {
  test('computes preliminary statements, anew whenever something changed', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 1_000_000, '2026-05-01');
    expect(await closeYear()).toMatchObject({ year: 2026, preliminary: true, state: 'done', total: 2, processed: 2, statements: 1, targetMet: 0, startedBy: '王阿姨' });
    const [first, ...others] = await statementsOf(someone);
    expect(others).toEqual([]);
    const { entries } = await chainOf(world, someone.personId);
    expect(first).toMatchObject({ year: 2026, version: 0, status: 'preliminary', units: 1_000_000, credits: formatCredits(1_000_000), entries: 1, targetMet: false, policyVersions: ['standard-2026'], chainHead: entries[0]!.hash });
    world.clock.advance(60);
    await closeYear();
    expect(await statementsOf(someone)).toEqual([first]);
    await holds(world, someone.personId, 1_160_000, '2026-06-01');
    expect(await closeYear()).toMatchObject({ statements: 1, targetMet: 1 });
    expect(await statementsOf(someone)).toMatchObject([{ version: 0, status: 'preliminary', units: 2_160_000, targetMet: true }]);
  });

  test('gives way to the final one', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 1_000_000, '2026-05-01');
    await closeYear();
    world.clock.set(CLOSED);
    expect(await closeYear()).toMatchObject({ preliminary: false, state: 'done', statements: 1 });
    expect(await statementsOf(someone)).toMatchObject([{ version: 1, status: 'valid', units: 1_000_000 }]);
  });

  test.each([
    [-1, true],
    [0, false],
  ])('ends %d ms from 16 January 00:00 in Shanghai', async (offset, preliminary) => {
    world.clock.set(new Date(closesAt(2026) + offset).toISOString());
    expect((await start()).preliminary).toBe(preliminary);
  });
});

describe('the closing of a closed year', () => {
  beforeEach(() => world.clock.set(CLOSED));

  test('is for those who were verified in time, with their entries of that year only', async () => {
    const inTime = await learner(new Date(closesAt(2026) - 1));
    const late = await learner(new Date(closesAt(2026)));
    const never = await learner(null);
    const idle = await learner(new Date(closesAt(2025)));
    for (const { personId } of [inTime, late, never]) {
      await holds(world, personId, 500, '2025-12-31');
      await holds(world, personId, 1000, '2026-01-01');
      await holds(world, personId, 2000, '2026-12-31');
      await holds(world, personId, 4000, '2027-01-01');
    }
    await closeYear();
    const { entries } = await chainOf(world, inTime.personId);
    expect(await statementsOf(inTime)).toMatchObject([{ year: 2026, version: 1, units: 3000, entries: 2, chainHead: entries[2]!.hash }]);
    for (const someone of [late, never, idle]) expect(await statementsOf(someone)).toEqual([]);
  });

  test('run twice makes the same statements and no second copy', async () => {
    await manyPersons();
    expect(await closeYear()).toMatchObject({ total: MANY + 1, processed: MANY + 1, statements: MANY });
    const once = await world.db.manager.find(Statement, { order: { id: 'ASC' } });
    await closeYear();
    expect(await world.db.manager.find(Statement, { order: { id: 'ASC' } })).toEqual(once);
    expect(new Set(once.map((statement) => statement.number)).size).toBe(MANY);
  });

  test.each([1, 2, 3])('interrupted in page %d and run again ends as if nothing had happened', async (page) => {
    await manyPersons();
    const { id } = await start();
    let pages = 0;
    const dying = aRunner(({ statements }) => ({
      statements: Object.assign(Object.create(statements), {
        async compute(...args: Parameters<StatementsService['compute']>) {
          await statements.compute(...args);
          if (++pages === page) throw new Error('killed');
        },
      }) as StatementsService,
    }));
    await expect(dying.run(id)).rejects.toThrow('killed');
    // Pages and statements are committed together; the administrator is a person without entries.
    const { processed, lastPersonId } = await world.db.manager.findOneByOrFail(Closing, { id });
    expect(processed).toBe((page - 1) * 200);
    expect(await world.db.manager.countBy(Statement, {})).toBe(processed - (admin.personId <= (lastPersonId ?? '') ? 1 : 0));
    await aRunner().run(id);
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body).toMatchObject({ state: 'done', processed: MANY + 1, statements: MANY });
    const resumed = await allStatements();
    await world.db.query('DELETE FROM statement');
    await closeYear();
    expect(resumed).toEqual(await allStatements());
  });

  test('by two runners at once is done once', async () => {
    await manyPersons();
    const other = await world.startAnotherApi();
    const { id } = await start();
    const computed: string[] = [];
    const counting = ({ statements }: RunnerParts) => ({
      statements: Object.assign(Object.create(statements), {
        compute(...args: Parameters<StatementsService['compute']>) {
          computed.push(...args[2]);
          return statements.compute(...args);
        },
      }) as StatementsService,
    });
    await Promise.all([aRunner(counting).run(id), aRunner(counting, other).run(id), aRunner(counting).run(id), aRunner(counting, other).run(id)]);
    // Whoever lost the race has stopped; what is left, if anything, the next run does.
    await aRunner(counting).run(id);
    expect(computed).toHaveLength(MANY + 1);
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body).toMatchObject({ state: 'done', processed: MANY + 1, statements: MANY });
    expect(await world.db.manager.countBy(Statement, {})).toBe(MANY);
  });

  test('stays done when a late runner begins at the very moment it ends', async () => {
    const someone = await learner();
    await holds(world, someone.personId, 1000, '2026-05-01');
    const { id } = await start();
    const late = aRunner(({ persons }) => ({
      persons: Object.assign(Object.create(persons), {
        async countCounting(year: number) {
          await aRunner().run(id);
          return persons.countCounting(year);
        },
      }) as PersonsService,
    }));
    await late.run(id);
    expect(await world.db.manager.findOneByOrFail(Closing, { id })).toMatchObject({ state: 'done', activeYear: null, processed: 2, total: 2 });
  });

  test('after a correction issues version 2 and revokes version 1', async () => {
    const [corrected, other] = [await learner(), await learner()];
    for (const { personId } of [corrected, other]) await holds(world, personId, 2_180_000, '2026-05-01');
    await closeYear();
    const [untouched] = await statementsOf(other);
    await holds(world, corrected.personId, -216_000, '2026-11-20');
    await closeYear();
    expect(await statementsOf(corrected)).toMatchObject([
      { version: 2, status: 'valid', units: 1_964_000, credits: '18.18', entries: 2, targetMet: false },
      { version: 1, status: 'revoked', units: 2_180_000, credits: '20.18', entries: 1, targetMet: true },
    ]);
    expect(await statementsOf(other)).toEqual([untouched]);
    await closeYear();
    expect(await world.db.manager.countBy(Statement, { personId: In([corrected.personId, other.personId]) })).toBe(3);
  });
});

describe('starting a closing', () => {
  test('that the queue gives up is shown as failed, and the year can be started anew', async () => {
    const { id } = await start();
    const failing = aRunner(() => ({ statements: { compute: () => Promise.reject(new Error('a page that cannot be computed')) } as unknown as StatementsService }));
    await holds(world, (await aPerson(world, { region: city.communities[0]!, verifiedAt: VERIFIED })).personId, 2_160_000, '2026-11-01');
    await expect(failing.run(id)).rejects.toThrow('a page that cannot be computed');
    await failing.fail(id);
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body).toMatchObject({ state: 'failed', processed: 0 });
    const again = await start();
    await aRunner().run(again.id);
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${again.id}`)).body).toMatchObject({ state: 'done', targetMet: 1 });
    // What failed stays failed, whoever picks it up late.
    await aRunner().run(id);
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${id}`)).body.state).toBe('failed');
  });

  test('writes its job down in the same transaction', async () => {
    const { id } = await start();
    expect(await world.db.manager.findBy(OutboxRow, {})).toMatchObject([{ queue: 'credits', name: 'closing', jobId: `closing-${id}`, payload: { closingId: id }, sentAt: null }]);
  });

  test('of one year many times at once begins one run, and one job', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => admin.agent.post('/api/closings', { year: 2026 })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 'closing_running');
    expect(await world.db.manager.countBy(OutboxRow, {})).toBe(1);
    expect((await admin.agent.post('/api/closings', { year: 2025 })).status).toBe(201);
  });

  test('of a year to come is refused, and a year turns in Shanghai', async () => {
    world.clock.set('2027-12-31T15:59:59.999Z');
    const agent = await signedIn(world, admin.accountId);
    const answer = await agent.post('/api/closings', { year: 2028 });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toMatchObject([{ field: 'year' }]);
    world.clock.advance(0.001);
    expect((await agent.post('/api/closings', { year: 2028 })).status).toBe(201);
  });

  test('is listed newest first', async () => {
    const first = await closeYear(undefined, 2025);
    world.clock.advance(1);
    const second = await start();
    const { body } = await admin.agent.get<{ items: ClosingDto[] }>('/api/closings');
    expect(body.items).toMatchObject([{ id: second.id, state: 'queued' }, { id: first.id, state: 'done' }]);
  });
});
