import { UNITS_PER_CREDIT, unitsOfCredits } from '@xuexi/domain';
import { row, workbook, zipped } from '@xuexi/tables/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainOf, differencesOf } from '../../../test/factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../../../test/factories/persons.js';
import { type City, aCity } from '../../../test/factories/regions.js';
import { environment } from '../../../test/support/environment.js';
import { eventually } from '../../../test/support/eventually.js';
import { expectProblem } from '../../../test/support/expect-problem.js';
import { type World, createWorld } from '../../../test/support/world.js';
import { ImportRunner } from '../../imports/import-runner.js';
import type { ImportDto, ImportFaultPageDto } from '../../imports/imports.dto.js';
import { Notice } from '../../notices/notice.entity.js';
import { QUEUES } from '../../platform/queue/queues.js';
import { queueConnection } from '../../platform/queue/queue-connection.js';
import { WorkerModule } from '../../worker.module.js';
import { CreditCorrection } from './credit-correction.entity.js';

const HEADINGS = ['学员号', '证件号码', '学分', '日期', '事由', '依据文号', '说明', '确认重复'];

let world: World;
let city: City;
let clerk: Someone;
let worker: INestApplicationContext;
let queue: Queue;
let numbers = 0;

beforeAll(async () => {
  // A Redis database of its own: other workers take whatever waits in theirs.
  const redisUrl = new URL('/13', environment('TEST_REDIS_URL')).href;
  queue = new Queue(QUEUES.imports, { connection: queueConnection(redisUrl) });
  await queue.obliterate({ force: true });
  world = await createWorld('2026-05-10T12:00:00+08:00');
  city = await aCity(world);
  clerk = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
  worker = await NestFactory.createApplicationContext(WorkerModule.with({ ...world.config, redisUrl }, world.clock), { logger: false });
});
afterAll(async () => {
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  await world.close();
});

const newNumber = () => `示教〔2026〕${++numbers}号`;

async function aLearner(region = city.communities[0]!): Promise<Someone & { loginNumber: string }> {
  const learner = await aPerson(world, { region });
  const loginNumber = String(700_000_000 + ++numbers);
  await world.db.query('UPDATE account SET login_number = ? WHERE id = ?', [loginNumber, learner.accountId]);
  return { ...learner, loginNumber };
}

/** A row of the table: 2.50 学分, unless told otherwise. */
function aRow(who: { loginNumber?: string; idNumber?: string }, change: Partial<Record<'credits' | 'date' | 'title' | 'number' | 'reason', string>> = {}): string[] {
  const { credits, date, title, number, reason } = { credits: '2.50', date: '2026-03-01', title: '社区讲师', number: newNumber(), reason: '按街道来函认定', ...change };
  return [who.loginNumber ?? '', who.idNumber ?? '', credits, date, title, number, reason];
}

const table = (...rows: string[][]) => zipped(workbook([HEADINGS, ...rows].map((cells, i) => row(i + 1, cells)).join('')));

function upload(file: Buffer, by = clerk, region = city.streets[0]!) {
  const search = new URLSearchParams({ kind: 'grants', regionId: region.id, fileName: '认定.xlsx' });
  return by.agent.send<ImportDto>({ method: 'POST', path: `/api/imports?${search.toString()}`, payload: new Uint8Array(file), headers: { 'content-type': 'application/octet-stream' } });
}

async function settled(id: string, by = clerk): Promise<ImportDto> {
  const read = async () => (await by.agent.get<ImportDto>(`/api/imports/${id}`)).body;
  await eventually(async () => !['uploaded', 'checking', 'applying'].includes((await read()).state));
  return read();
}

async function checked(file: Buffer, by = clerk): Promise<ImportDto> {
  const { status, body } = await upload(file, by);
  expect({ status, body }).toMatchObject({ status: 201 });
  return settled(body.id, by);
}

async function applied(file: Buffer, by = clerk): Promise<ImportDto> {
  const { id } = await checked(file, by);
  expect((await by.agent.post(`/api/imports/${id}/application`)).status).toBe(202);
  return settled(id, by);
}

const faultsOf = async (id: string) => (await clerk.agent.get<ImportFaultPageDto>(`/api/imports/${id}/faults?pageSize=100`)).body.items;
const unitsOf = async ({ personId }: Someone) => (await chainOf(world, personId)).entries.map(({ units }) => units);
const correctionsOf = ({ personId }: Someone) => world.db.manager.find(CreditCorrection, { where: { personId }, order: { units: 'ASC' } });

describe('Grants by a table', () => {
  test('are checked first without writing, then posted and told; the same table again changes nothing', async () => {
    const [one, other] = [await aLearner(), await aLearner()];
    const file = table(aRow(one), aRow({ idNumber: other.idNumber }, { credits: '0.29' }));
    expect(await checked(file)).toMatchObject({ state: 'checked', totalRows: 2, createdRows: 2, faultyRows: 0 });
    expect([await correctionsOf(one), await unitsOf(one), await unitsOf(other)]).toEqual([[], [], []]);
    const done = await applied(file);
    expect(done).toMatchObject({ state: 'done', createdRows: 2, faultyRows: 0 });
    expect([await unitsOf(one), await unitsOf(other)]).toEqual([[270_000], [unitsOfCredits(0.29)]]);
    expect(await correctionsOf(one)).toMatchObject([{ state: 'posted', importId: done.id, requestedBy: clerk.accountId, decidedBy: clerk.accountId, reason: expect.stringContaining('依据文号：示教〔2026〕') }]);
    expect(await world.db.manager.findBy(Notice, { personId: one.personId })).toMatchObject([{ kind: 'credit_granted' }]);
    expect(await applied(file)).toMatchObject({ createdRows: 0, unchangedRows: 2, faultyRows: 0 });
    expect([await unitsOf(one), await unitsOf(other)]).toEqual([[270_000], [unitsOfCredits(0.29)]]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('above the limit wait for another person', async () => {
    const learner = await aLearner();
    const file = table(aRow(learner, { credits: '6' }), aRow(learner, { credits: '5' }));
    expect(await applied(file)).toMatchObject({ createdRows: 2 });
    expect(await unitsOf(learner)).toEqual([5 * UNITS_PER_CREDIT]);
    const [, waiting] = await correctionsOf(learner);
    expect(waiting).toMatchObject({ state: 'waiting', needsSecond: true });
    expectProblem(await clerk.agent.post(`/api/credit-corrections/${waiting!.id}/approval`), 'own_correction');
    const chief = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
    expect((await chief.agent.post(`/api/credit-corrections/${waiting!.id}/approval`)).status).toBe(200);
    expect(await applied(file)).toMatchObject({ createdRows: 0, unchangedRows: 2 });
    expect(await unitsOf(learner)).toEqual([5 * UNITS_PER_CREDIT, 6 * UNITS_PER_CREDIT]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('like one of the last 30 days are doubted until the table says that they are meant', async () => {
    const learner = await aLearner();
    expect(await applied(table(aRow(learner), [...aRow(learner), '是']))).toMatchObject({ createdRows: 2, faultyRows: 0 });
    const doubted = await checked(table(aRow(learner)));
    expect(doubted).toMatchObject({ createdRows: 0, faultyRows: 1 });
    expect(await faultsOf(doubted.id)).toMatchObject([{ cell: 'H2', message: expect.stringContaining('30 天内已经给这个人认定过同样的学分') }]);
    const asked = await checked(table([...aRow(learner), '否']));
    expect(await faultsOf(asked.id)).toMatchObject([{ cell: 'H2' }]);
    expect(await applied(table([...aRow(learner), '是'], aRow(learner, { credits: '0.10' })))).toMatchObject({ createdRows: 2, faultyRows: 0 });
    expect((await correctionsOf(learner)).map(({ units, state }) => [units, state])).toEqual([[10_800, 'waiting'], [270_000, 'posted'], [270_000, 'posted'], [270_000, 'waiting']]);
  });

  test('that give the same twice in one table under two numbers are asked about, by either number of the person', async () => {
    const [learner, other] = [await aLearner(), await aLearner()];
    const twins = [aRow(learner), aRow({ idNumber: learner.idNumber }, { reason: '按另一封来函认定' })];
    const differing = [aRow(other), aRow(learner, { date: '2026-03-02' }), aRow(learner, { title: '志愿服务' }), aRow(learner, { credits: '0.50' })];
    const asked = await checked(table(...twins, ...differing));
    expect(asked).toMatchObject({ createdRows: 5, faultyRows: 1 });
    expect(await faultsOf(asked.id)).toMatchObject([{ cell: 'H3', message: expect.stringContaining('可能重复：和第 2 行是同一个人') }]);
    expect(await applied(table(...twins))).toMatchObject({ createdRows: 1, faultyRows: 1 });
    const meant = table(twins[0]!, [...twins[1]!, '是']);
    expect(await applied(meant)).toMatchObject({ createdRows: 1, unchangedRows: 1, faultyRows: 0 });
    expect(await unitsOf(learner)).toEqual([270_000, 270_000]);
    expect(await applied(meant)).toMatchObject({ createdRows: 0, unchangedRows: 2 });
  });

  test('of a number of a paper that stands with other content, or was rejected, are faults', async () => {
    const [learner, other] = [await aLearner(), await aLearner()];
    const [number, rejected] = [newNumber(), newNumber()];
    await applied(table(aRow(learner, { number }), aRow(learner, { number: rejected, credits: '6' })));
    await world.db.query("UPDATE credit_correction SET state = 'rejected' WHERE person_id = ? AND state = 'waiting'", [learner.personId]);
    for (const changed of [aRow(learner, { number, credits: '2.51' }), aRow(other, { number }), aRow(learner, { number: ` ${number} `, date: '2026-03-02' }), aRow(learner, { number: rejected, credits: '6' })]) {
      const done = await applied(table(changed));
      expect(done).toMatchObject({ createdRows: 0, unchangedRows: 0, faultyRows: 1 });
      expect(await faultsOf(done.id)).toMatchObject([{ cell: 'F2', message: expect.stringContaining('请换一个文号') }]);
    }
    expect([await unitsOf(learner), await unitsOf(other)]).toEqual([[270_000], []]);
  });

  test('tell of every faulty cell, and post the others', async () => {
    const [learner, far] = [await aLearner(), await aLearner(city.communities[4])];
    const other = await aLearner();
    const own = { idNumber: clerk.idNumber };
    const twice = newNumber();
    const rows: [string[], string | null][] = [
      [aRow(learner), null],
      [aRow({ loginNumber: '799999999' }), 'A'],
      [aRow(far), 'A'],
      [aRow({ loginNumber: learner.loginNumber, idNumber: other.idNumber }), 'A'],
      [aRow({}), 'A'],
      [aRow(own), 'B'],
      ...['NaN', '1e308', '-1', '0', '1.005', '200.01', '一'].map((credits): [string[], string] => [aRow(learner, { credits }), 'C']),
      ...['2026-05-11', '2026-02-30', '1999-12-31', '昨天'].map((date): [string[], string] => [aRow(learner, { date }), 'D']),
      [aRow(learner, { number: '' }), 'F'],
      [aRow(learner, { number: twice, date: '2026-03-02' }), null],
      [aRow(other, { number: twice }), 'F'],
      [aRow(learner, { reason: `见${learner.idNumber}` }), 'G'],
      [aRow(learner, { reason: '无' }), 'G'],
    ];
    const done = await applied(table(...rows.map(([cells]) => cells)));
    expect((await faultsOf(done.id)).map(({ cell }) => cell)).toEqual(rows.flatMap(([, column], i) => (column === null ? [] : `${column}${i + 2}`)));
    expect(done).toMatchObject({ createdRows: 2, faultyRows: rows.length - 2 });
    for (const { message } of await faultsOf(done.id)) expect(message).toMatch(/^[^a-zA-Z]*[\u4e00-\u9fff][^a-zA-Z]*。$/);
    expect([await unitsOf(learner), await unitsOf(other), await unitsOf(clerk)]).toEqual([[270_000, 270_000], [], []]);
  });

  test('are posted once by two who send the same table at once, and by two runs of one import', async () => {
    const learners = await Promise.all(Array.from({ length: 6 }, () => aLearner()));
    const rows = learners.map((learner) => aRow(learner));
    const second = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
    const [one, other] = await Promise.all([checked(table(...rows)), checked(table(...rows.toReversed()), second)]);
    await queue.pause();
    await Promise.all([clerk.agent.post(`/api/imports/${one.id}/application`), second.agent.post(`/api/imports/${other.id}/application`)]);
    const runner = worker.get(ImportRunner, { strict: false });
    await Promise.all([runner.run(one.id, 'apply'), runner.run(other.id, 'apply'), runner.run(one.id, 'apply')]);
    await queue.resume();
    const done = [await settled(one.id), await settled(other.id, second)];
    expect(done.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(done.reduce((sum, { createdRows }) => sum + createdRows, 0)).toBe(6);
    for (const learner of learners) expect(await unitsOf(learner)).toEqual([270_000]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('are for those who may correct credits in that region', async () => {
    const file = table(aRow(await aLearner()));
    expectProblem(await upload(file, clerk, city.districts[0]), 'not_found');
    const desk = await aColleague(world, 'clerk', city.communities[0]!, city.streets[0]!);
    expectProblem(await upload(file, desk), 'not_permitted');
  });
});
