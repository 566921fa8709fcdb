import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { syntheticIdNumber } from '@xuexi/domain';
import { TABLE_FAULTS } from '@xuexi/tables';
import { row, withForgedSizes, workbook, zipBomb, zipped } from '@xuexi/tables/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anOrganisation } from '../../test/factories/organisations.js';
import { type Someone, aColleague, aPerson, confirmed, newIdNumber, newPhone } from '../../test/factories/persons.js';
import { type City, aCity } from '../../test/factories/regions.js';
import type { Answer } from '../../test/support/agent.js';
import { environment } from '../../test/support/environment.js';
import { eventually } from '../../test/support/eventually.js';
import { expectProblem } from '../../test/support/expect-problem.js';
import { type World, createWorld } from '../../test/support/world.js';
import { PersonMergeService } from '../identity/merging/person-merge.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { AuditEntry } from '../platform/audit/audit-entry.entity.js';
import { LIMITS } from '../platform/limits/limits.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import type { ProblemBody } from '../platform/errors/problem.js';
import { QUEUES } from '../platform/queue/queues.js';
import { queueConnection } from '../platform/queue/queue-connection.js';
import { WorkerModule } from '../worker.module.js';
import { ImportRunner } from './import-runner.js';
import { ImportUploads } from './import-uploads.service.js';
import type { ImportDto, ImportFaultPageDto } from './imports.dto.js';
import { ImportsSweeper } from './imports.sweeper.js';

const HEADINGS = '姓名,证件号码,手机号,社区,单位,监护人姓名,监护人关系';
/** Of someone under 14. */
const childNumber = (sequence: number) => syntheticIdNumber('360203', '2018-03-15', sequence);

let world: World;
let city: City;
let admin: Someone;
let worker: INestApplicationContext;
let queue: Queue;

beforeAll(async () => {
  // A Redis database of its own: other workers take whatever waits in theirs.
  const redisUrl = new URL('/5', environment('TEST_REDIS_URL')).href;
  queue = new Queue(QUEUES.imports, { connection: queueConnection(redisUrl) });
  await queue.obliterate({ force: true });
  world = await createWorld();
  // What is refused at once is refused at once on a busy machine too.
  world.api.app.get(ImportUploads).lookMs = 60_000;
  city = await aCity(world);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.districts[0]!);
  await confirmed(world, admin);
  worker = await NestFactory.createApplicationContext(WorkerModule.with({ ...world.config, redisUrl }, world.clock), { logger: false });
});
afterAll(async () => {
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  await world.close();
});

const home = () => city.communities[0]!;

function upload(file: string | Buffer, query: Record<string, string> = {}, by = admin): Promise<Answer<ImportDto & ProblemBody>> {
  const search = new URLSearchParams({ kind: 'residents', regionId: city.districts[0]!.id, fileName: '名单.csv', consented: 'true', ...query });
  return by.agent.send({ method: 'POST', path: `/api/imports?${search.toString()}`, payload: new Uint8Array(Buffer.from(file)), headers: { 'content-type': 'application/octet-stream' } });
}

const read = async (id: string) => (await admin.agent.get<ImportDto>(`/api/imports/${id}`)).body;
const faultsOf = async (id: string) => (await admin.agent.get<ImportFaultPageDto>(`/api/imports/${id}/faults?pageSize=100`)).body.items;

async function settled(id: string): Promise<ImportDto> {
  await eventually(async () => !['uploaded', 'checking', 'applying'].includes((await read(id)).state));
  return read(id);
}

async function checked(file: string | Buffer, query: Record<string, string> = {}): Promise<ImportDto> {
  const { status, body } = await upload(file, query);
  expect({ status, body }).toMatchObject({ status: 201 });
  return settled(body.id);
}

async function applied(file: string | Buffer, query: Record<string, string> = {}): Promise<ImportDto> {
  const { id } = await checked(file, query);
  expect((await admin.agent.post(`/api/imports/${id}/application`)).status).toBe(202);
  return settled(id);
}

const residents = (count: number): string[] => Array.from({ length: count }, () => `王䶮,${newIdNumber()},${newPhone()},${home().name},,,`);
const table = (...rows: string[]) => [HEADINGS, ...rows].join('\n');

const WRITTEN = ['person', 'account', 'residence', 'membership', 'consent', 'guardian_consent'];
const counts = async () => Object.fromEntries(await Promise.all(WRITTEN.map(async (name) => [name, Number((await world.db.query(`SELECT COUNT(*) AS n FROM ${name}`))[0].n)] as const)));
const storedFiles = () => readdir(join(fileURLToPath(world.config.storageUrl), 'imports')).catch(() => []);

describe('an import of residents', () => {
  test('is checked first without writing, then applied; the same file again changes nothing', async () => {
    const file = table(...residents(3), `李·艾力,${childNumber(1)},,${home().code},,王秀英,母亲`);
    const before = await counts();
    const dry = await checked(file);
    expect(dry).toMatchObject({ state: 'checked', totalRows: 4, createdRows: 4, changedRows: 0, unchangedRows: 0, faultyRows: 0 });
    expect(await counts()).toEqual(before);
    const done = await applied(file);
    expect(done).toMatchObject({ state: 'done', totalRows: 4, processedRows: 4, createdRows: 4, faultyRows: 0 });
    const after = await counts();
    expect(after).toEqual({ ...before, person: before.person! + 4, account: before.account! + 3, residence: before.residence! + 4, consent: before.consent! + 8, guardian_consent: before.guardian_consent! + 1 });
    expect(await applied(file)).toMatchObject({ createdRows: 0, changedRows: 0, unchangedRows: 4, faultyRows: 0 });
    expect(await counts()).toEqual(after);
    await eventually(async () => (await storedFiles()).length === 1);
  });

  test('makes persons whom staff see with their name masked, and who sign in by SMS', async () => {
    const [idNumber, phone] = [newIdNumber(), newPhone()];
    await applied(table(`欧阳䶮,${idNumber},${phone},${home().name},,,`));
    const { body } = await admin.agent.post<{ items: { nameMasked: string; verification: string }[] }>('/api/learners/search', { number: idNumber });
    expect(body).toMatchObject({ items: [{ nameMasked: '欧*' }] });
    const [account] = await world.db.query('SELECT a.password_hash, p.verification, p.registered_region_path FROM account a JOIN person p ON p.id = a.person_id WHERE p.region_id = ? ORDER BY a.created_at DESC, a.id DESC LIMIT 1', [home().id]);
    expect(account).toMatchObject({ password_hash: null, verification: 'verified', registered_region_path: home().path });
  });

  test('tells of every faulty cell where it is, and imports the others', async () => {
    const known = await aPerson(world, { region: home(), name: '张三' });
    const far = await aPerson(world, { region: city.communities[4]!, name: '张三' });
    const taken = await aPerson(world, { region: home() });
    const twice = newIdNumber();
    const done = await applied(
      table(
        `王秀英,3.2E+17,,${home().name},,,`,
        `王秀英,=A1,,${home().name},,,`,
        `,${newIdNumber()},123,没有的社区,,,`,
        `王秀英,360203195203150011,,${home().name},,,`,
        `王秀英,${twice},,${home().name},,,`,
        `王秀英,${twice},,${home().name},,,`,
        `李四,${known.idNumber},,${home().name},,,`,
        `张三,${far.idNumber},,${home().name},,,`,
        `王秀英,${newIdNumber()},${taken.phone},${home().name},,,`,
        `张三,${known.idNumber.toLowerCase()},${newPhone()},${home().name},,,`,
        `王小明,${childNumber(4)},,${home().name},,,`,
        `${newIdNumber()},王秀英,,${home().name},,,`,
      ),
    );
    expect(done).toMatchObject({ totalRows: 12, createdRows: 1, faultyRows: 11 });
    const faults = await faultsOf(done.id);
    expect(faults.map(({ cell }) => cell)).toEqual(['B2', 'B3', 'A4', 'B5', 'B7', 'A8', 'B9', 'C10', 'B11', 'F12', 'A13']);
    expect(faults.find(({ cell }) => cell === 'B2')?.message).toContain('科学计数法');
    expect(faults.find(({ cell }) => cell === 'B7')?.message).toContain('第 6 行');
    expect(faults.find(({ cell }) => cell === 'B9')?.message).toContain('窗口');
    const { text, headers } = await admin.agent.get(`/api/imports/${done.id}/faults.csv`);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(text).toContain('"2","B2","证件号码"');
    for (const secret of [known.idNumber, far.idNumber, taken.phone, '王秀英', '张三']) expect(text).not.toContain(secret);
  });

  test('knows one document in two ways of writing it', async () => {
    const [, , , , , , ...rest] = HEADINGS.split(',');
    const file = [`姓名,证件类型,证件号码,社区,出生日期,${rest.join(',')}`, `John Smith,护照,E1${newPhone()},${home().name},1990/1/2,`].join('\n');
    const spaced = file.replace('E1', 'E-1').split('\n')[1]!;
    const done = await applied(`${file}\n${spaced}`);
    expect(done).toMatchObject({ state: 'done', createdRows: 1, faultyRows: 1 });
    expect(await faultsOf(done.id)).toMatchObject([{ cell: 'C3', message: expect.stringContaining('第 2 行') }]);
  });

  test('asks for the birth date of a passport, and for the guardian of a child that has one', async () => {
    const heading = '姓名,证件类型,证件号码,社区,出生日期,监护人姓名,监护人关系';
    const passport = (birthDate: string, guardian = ',') => `Tom Smith,护照,E${newPhone()},${home().name},${birthDate},${guardian}`;
    const file = [heading, passport(''), passport('2018-03-15'), passport('2018年3月15日', '王秀英,母亲'), passport('2018-02-30'), `王秀英,,${newIdNumber()},${home().name},1950-01-01,,`].join('\n');
    const done = await applied(file);
    expect(done).toMatchObject({ createdRows: 1, faultyRows: 4 });
    expect((await faultsOf(done.id)).map(({ cell }) => cell)).toEqual(['E2', 'F3', 'E5', 'E6']);
    expect(await world.db.query("SELECT birth_year FROM person WHERE document_kind = 'passport' AND birth_year = 2018")).toHaveLength(1);
  });

  test('goes by what its uploader may do at every batch, and where the region lies then', async () => {
    const other = await aColleague(world, 'region_admin', home(), city.districts[0]!);
    await confirmed(world, other);
    const { body } = await upload(table(...residents(500)), {}, other);
    await settled(body.id);
    await world.db.query("UPDATE import_run SET state = 'applying', processed_rows = 0, created_rows = 0 WHERE id = ?", [body.id]);
    const runner = worker.get(ImportRunner);
    const batches = (runner as unknown as { batches: { commit: (...args: unknown[]) => Promise<void> } }).batches;
    const real = batches.commit.bind(batches);
    batches.commit = async (...args) => {
      await real(...args);
      await world.db.query('UPDATE role_grant SET valid_to = ? WHERE account_id = ?', [world.clock.date(), other.accountId]);
    };
    await runner.run(body.id, 'apply');
    batches.commit = real;
    expect(await read(body.id)).toMatchObject({ state: 'failed', createdRows: 200, failure: expect.stringContaining('权限') });
  });

  test('brings persons of its regions up to date and keeps their history', async () => {
    const known = await aPerson(world, { region: home(), name: '张三' });
    const organisation = await anOrganisation(world, city.districts[0]!);
    const file = table(`张三,${known.idNumber},,${city.communities[1]!.code},${organisation.name},,`);
    expect(await applied(file)).toMatchObject({ changedRows: 1 });
    expect(await applied(file)).toMatchObject({ unchangedRows: 1 });
    const [person] = await world.db.query('SELECT region_id, organisation_id FROM person WHERE id = ?', [known.personId]);
    expect(person).toEqual({ region_id: city.communities[1]!.id, organisation_id: organisation.id });
    expect(await world.db.query('SELECT region_id, changed_by FROM residence WHERE person_id = ? AND valid_to IS NULL', [known.personId])).toEqual([{ region_id: city.communities[1]!.id, changed_by: admin.accountId }]);
  });

  test('leaves alone who lives outside of the region that was chosen, though its uploader reaches further', async () => {
    const wide = await aColleague(world, 'region_admin', home(), null);
    await confirmed(world, wide);
    const far = await aPerson(world, { region: city.communities[4]!, name: '张三' });
    const { body } = await upload(table(`张三,${far.idNumber},,${home().name},,,`), {}, wide);
    await settled(body.id);
    expect((await wide.agent.post(`/api/imports/${body.id}/application`)).status).toBe(202);
    expect(await settled(body.id)).toMatchObject({ changedRows: 0, faultyRows: 1 });
    expect(await faultsOf(body.id)).toMatchObject([{ cell: 'B2', message: expect.stringContaining('窗口') }]);
    expect(await world.db.query('SELECT region_id FROM person WHERE id = ?', [far.personId])).toEqual([{ region_id: city.communities[4]!.id }]);
  });

  test('knows a merged person by each of their documents, once in a table', async () => {
    const [kept, absorbed] = [await aPerson(world, { region: home(), name: '张三' }), await aPerson(world, { region: home(), name: '张三' })];
    const order = { keepPersonId: kept.personId, absorbPersonId: absorbed.personId, by: admin.accountId, reason: '同一人' };
    await inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, order));
    const there = city.communities[1]!.code;
    const done = await applied(table(`张三,${absorbed.idNumber},,${there},,,`, `张三,${kept.idNumber},,${there},,,`));
    expect(done).toMatchObject({ createdRows: 0, changedRows: 1, faultyRows: 1 });
    expect(await world.db.query('SELECT region_id FROM residence WHERE person_id = ? AND valid_to IS NULL', [kept.personId])).toEqual([{ region_id: city.communities[1]!.id }]);
  });

  test('done by two at once gives one result', async () => {
    const file = table(...residents(700));
    const before = await counts();
    const ids = [(await checked(file)).id, (await checked(file)).id];
    for (const id of ids) await world.db.query("UPDATE import_run SET state = 'applying', processed_rows = 0, created_rows = 0 WHERE id = ?", [id]);
    await Promise.all(ids.map((id) => worker.get(ImportRunner).run(id, 'apply')));
    const [one, two] = [await read(ids[0]!), await read(ids[1]!)];
    expect([one.state, two.state, one.createdRows + two.createdRows, one.unchangedRows + two.unchangedRows]).toEqual(['done', 'done', 700, 700]);
    expect((await counts()).person).toBe(before.person! + 700);
  });

  test('that is run by two at once, or run again, is done once', async () => {
    const { id } = await checked(table(...residents(600)));
    await world.db.query("UPDATE import_run SET state = 'applying', processed_rows = 0, created_rows = 0 WHERE id = ?", [id]);
    const runner = worker.get(ImportRunner);
    await Promise.all([runner.run(id, 'apply'), runner.run(id, 'apply')]);
    await runner.run(id, 'apply');
    expect(await read(id)).toMatchObject({ state: 'done', processedRows: 600, createdRows: 600, unchangedRows: 0 });
  });

  test('goes on where a killed worker left it', async () => {
    const { id } = await checked(table(...residents(1100)));
    const before = await counts();
    await world.db.query("UPDATE import_run SET state = 'applying', processed_rows = 0, created_rows = 0 WHERE id = ?", [id]);
    const runner = worker.get(ImportRunner);
    const batches = (runner as unknown as { batches: { commit: (...args: unknown[]) => Promise<void> } }).batches;
    const real = batches.commit.bind(batches);
    let calls = 0;
    batches.commit = (...args) => (++calls === 3 ? Promise.reject(new Error('killed')) : real(...args));
    await expect(runner.run(id, 'apply')).rejects.toThrow('killed');
    batches.commit = real;
    expect(await read(id)).toMatchObject({ state: 'applying', processedRows: 400, createdRows: 400 });
    world.clock.advance(31);
    await worker.get(ImportsSweeper).sweep();
    expect(await settled(id)).toMatchObject({ state: 'done', totalRows: 1100, processedRows: 1100, createdRows: 1100 });
    expect((await counts()).person).toBe(before.person! + 1100);
  });

  test('stops when who uploaded it has lost the region', async () => {
    const other = await aColleague(world, 'region_admin', home(), city.districts[0]!);
    await confirmed(world, other);
    const { body } = await upload(table(...residents(1)), {}, other);
    await settled(body.id);
    await other.agent.post(`/api/imports/${body.id}/application`);
    await world.db.query('UPDATE role_grant SET valid_to = ? WHERE account_id = ?', [world.clock.date(), other.accountId]);
    await world.db.query("UPDATE import_run SET state = 'applying', processed_rows = 0 WHERE id = ?", [body.id]);
    await worker.get(ImportRunner).run(body.id, 'apply');
    expect(await read(body.id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('权限') });
  });

  test('leaves in the audit log how many a dry run found elsewhere, and is looked through 30 times a day', async () => {
    const curious = await aColleague(world, 'region_admin', home(), city.districts[0]!);
    const far = await aPerson(world, { region: city.communities[4]!, name: '张三' });
    const file = table(`张三,${far.idNumber},,${home().name},,,`, ...residents(1));
    const { body } = await upload(file, {}, curious);
    await settled(body.id);
    expect(await world.db.manager.findOneByOrFail(AuditEntry, { action: 'import.check', subjectId: body.id })).toMatchObject({ accountId: curious.accountId, details: { created: 1, faulty: 1, atDesk: 1 } });
    expectProblem(await upload('', {}, curious), 'import_refused');
    await Promise.all(Array.from({ length: LIMITS.import_check_account.max - 1 }, () => world.api.app.get(LimitsService).take({ limit: 'import_check_account', key: curious.accountId })));
    expectProblem(await upload(file, {}, curious), 'too_many_attempts');
  });

  test('can be cancelled before it is done, and only then', async () => {
    const { id } = await checked(table(...residents(1)));
    expect((await admin.agent.delete(`/api/imports/${id}`)).status).toBe(204);
    expect(await read(id)).toMatchObject({ state: 'cancelled', createdRows: 0, changedRows: 0 });
    expectProblem(await admin.agent.post(`/api/imports/${id}/application`), 'import_not_ready');
    expectProblem(await admin.agent.delete(`/api/imports/${id}`), 'import_ended');
    expect(await storedFiles()).not.toContain(id);
  });

  test('lies encrypted, and is removed when nobody applies it within a day', async () => {
    const [idNumber, { id }] = [newIdNumber(), await checked(table(...residents(1)))];
    expect(idNumber).toHaveLength(18);
    world.clock.advance(24 * 3600 + 1);
    await worker.get(ImportsSweeper).sweep();
    expect(await storedFiles()).not.toContain(id);
    expect(await read(id)).toMatchObject({ state: 'cancelled', failure: expect.stringContaining('24 小时') });
    await confirmed(world, admin);
  });
});

test('a roster makes registered persons members, and tells nothing of others', async () => {
  const organisation = await anOrganisation(world, city.districts[0]!);
  const [one, two, far] = [await aPerson(world, { region: home(), name: '张三' }), await aPerson(world, { region: home(), name: '李四' }), await aPerson(world, { region: city.communities[4]!, name: '王五' })];
  const file = ['姓名,身份证号,手机', `张三,${one.idNumber},`, `李四,,${two.phone}`, `王五,${far.idNumber},`, `赵六,${newIdNumber()},`, '钱七,,'].join('\r\n');
  const done = await applied(file, { kind: 'roster', organisationId: organisation.id });
  expect(done).toMatchObject({ changedRows: 2, faultyRows: 3, organisation: { name: organisation.name } });
  const faults = await faultsOf(done.id);
  expect(faults[0]!.message).toBe(faults[1]!.message);
  expect(await applied(file, { kind: 'roster', organisationId: organisation.id })).toMatchObject({ changedRows: 0, unchangedRows: 2 });
});

test('a roster knows members by passport number, and by phone where the number is not known', async () => {
  const organisation = await anOrganisation(world, city.districts[0]!);
  const passport = `E${newPhone()}`;
  await applied(`姓名,证件类型,证件号码,社区,出生日期\nJohn Smith,护照,${passport},${home().name},1990-01-02`);
  const byPhone = await aPerson(world, { region: home(), name: '李四' });
  const roster = { kind: 'roster', organisationId: organisation.id };
  const done = await applied(`姓名,证件号码,手机号\nJohn Smith,${passport.toLowerCase()},\n李四,${newIdNumber()},${byPhone.phone}`, roster);
  expect(done).toMatchObject({ changedRows: 2, faultyRows: 0 });
});

test('a roster of an organisation that has closed meanwhile makes no members', async () => {
  const organisation = await anOrganisation(world, city.districts[0]!);
  const one = await aPerson(world, { region: home(), name: '张三' });
  const { id } = await checked(`姓名,身份证号\n张三,${one.idNumber}`, { kind: 'roster', organisationId: organisation.id });
  await world.db.query('UPDATE organisation SET closed_at = ? WHERE id = ?', [world.clock.date(), organisation.id]);
  expect((await admin.agent.post(`/api/imports/${id}/application`)).status).toBe(202);
  expect(await settled(id)).toMatchObject({ state: 'failed', changedRows: 0, failure: expect.stringContaining('单位') });
  expect(await world.db.query('SELECT organisation_id FROM person WHERE id = ?', [one.personId])).toEqual([{ organisation_id: null }]);
});

describe('an upload is refused, and nothing is stored:', () => {
  const rowsOf = () => world.db.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM import_run');
  const sheet = (headings: string[]) => zipped(workbook(row(1, headings) + row(2, headings.map(() => 'x'))));

  test.each<[string, () => string | Buffer, string]>([
    ['a zip bomb', () => zipBomb(24), TABLE_FAULTS.unpacked_too_large],
    ['forged sizes', () => withForgedSizes(sheet(['姓名']), 7), TABLE_FAULTS.damaged],
    ['one endless line', () => 'a'.repeat(2_000_000), TABLE_FAULTS.line_too_long],
    ['a doubled heading', () => sheet(['姓名', '证件号码', '身份证号', '社区']), '“证件号码”这一列出现了 2 次。请只留一列，再上传。'],
    ['a missing heading', () => sheet(['姓名', '证件号码']), '第一行里没有“社区”这一列。请下载模板，照模板的列名填写。'],
    ['headings without rows', () => table(), TABLE_FAULTS.empty],
    ['a picture', () => Buffer.from('89504e470d0a1a0a', 'hex'), TABLE_FAULTS.not_a_table],
    ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), TABLE_FAULTS.old_format],
    ['nothing', () => '', TABLE_FAULTS.empty],
  ])('%s', async (_, make, message) => {
    const [before, files] = [await rowsOf(), await storedFiles()];
    const answer = await upload(make());
    expectProblem(answer, 'import_refused');
    expect(answer.body.fields).toEqual([{ field: 'file', message }]);
    expect(await rowsOf()).toEqual(before);
    expect(await storedFiles()).toEqual(files);
  });

  test('more bytes than are taken', async () => {
    expectProblem(await upload(Buffer.alloc(20 * 1024 * 1024 + 1, 'a')), 'payload_too_large');
  });

  test('without the consent, the region, or the organisation that it needs', async () => {
    expectProblem(await upload(table(), { consented: 'false' }), 'invalid_input');
    expectProblem(await upload(table(), { regionId: city.districts[1]!.id }), 'not_found');
    expectProblem(await upload(table(), { kind: 'roster' }), 'invalid_input');
    const elsewhere = await anOrganisation(world, city.districts[1]!);
    expectProblem(await upload(table(), { kind: 'roster', organisationId: elsewhere.id }), 'not_found');
  });
});

test('the template that is downloaded is refused as it is, and taken once it is filled in', async () => {
  const { body } = await admin.agent.get<{ items: { kind: string; columns: { heading: string }[] }[] }>('/api/imports/kinds');
  expect(body.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['residents', 'roster']));
  const template = await world.api.app.inject({ method: 'GET', url: '/api/imports/templates/residents', headers: { cookie: admin.agent.cookieHeader() } });
  expect(template.statusCode).toBe(200);
  const dry = await checked(template.rawPayload);
  expect(dry).toMatchObject({ totalRows: 1, faultyRows: 1 });
  expect(await faultsOf(dry.id)).toMatchObject([{ line: 2, cell: '', message: expect.stringContaining('示例') }]);
});
