import { readFile, writeFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import { Account } from '../../src/identity/account.entity.js';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { ErasureService } from '../../src/identity/personal-data/erasure.service.js';
import type { ErasurePreviewDto, RevealedDto } from '../../src/identity/personal-data/personal-data.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { RealNameClaim } from '../../src/identity/real-name/real-name-claim.entity.js';
import { Session } from '../../src/identity/session.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { TestApi } from '../support/test-api.js';
import { aPublishedCourse } from '../factories/courses.js';
import { chainOf, holds } from '../factories/ledger.js';
import { aClosingWith } from '../factories/statements.js';
import { type Someone, aClaim, aColleague, aPerson, confirmed, newIdNumber } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const NAME = '欧阳修竹';
const WORDS = { words: '确认注销' };

let world: World;
let city: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  admin = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
});
afterAll(() => world.close());

/** A verified learner with credits, a course and a claim that was sent back. */
async function learner(): Promise<Someone> {
  const person = await confirmed(world, await aPerson(world, { region: city.communities[0]!, name: NAME }));
  await holds(world, person.personId, 216_000, '2026-03-01');
  const { courseId } = await aPublishedCourse(world, admin, [60], { region: city.communities[0]! });
  await person.agent.post(`/api/courses/${courseId}/enrolment`);
  return person;
}

describe('the download of all my data', () => {
  async function download(person: Someone, api: TestApi = world.api) {
    const { rawPayload, headers, statusCode } = await api.app.inject({ method: 'POST', url: '/api/me/data-export', headers: { cookie: person.agent.cookieHeader() } });
    return { statusCode, headers, rawPayload };
  }

  test('holds everything of the person in full, for programs and for reading, and nothing of others', async () => {
    const person = await learner();
    const other = await learner();
    await world.db.manager.update(Account, { id: person.accountId }, { displayName: '<script>alert(1)</script>' });
    const { statusCode, headers, rawPayload } = await download(person);
    expect({ statusCode, type: headers['content-type'] }).toEqual({ statusCode: 200, type: 'application/zip' });
    const files = Object.fromEntries(Object.entries(unzipSync(rawPayload)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
    expect(Object.keys(files)).toEqual(['data.json', 'index.html']);
    const data = JSON.parse(files['data.json']!) as Record<string, Record<string, unknown>[]>;
    expect(data.person).toEqual([expect.objectContaining({ name: NAME, idNumber: person.idNumber, birthYear: Number(person.idNumber.slice(6, 10)) })]);
    expect(data.accounts).toEqual([expect.objectContaining({ phone: person.phone, displayName: '<script>alert(1)</script>' })]);
    for (const section of ['sessions', 'enrolments', 'creditEntries', 'auditEntries']) expect(data[section]).not.toHaveLength(0);
    expect(data.auditEntries?.[0]).toMatchObject({ action: '下载个人信息', by: '本人' });
    expect(Object.keys(data)).toEqual(expect.arrayContaining(['consents', 'realNameClaims', 'residences', 'memberships', 'progress', 'completions', 'statements', 'roles']));
    expect(files['index.html']).toContain(person.idNumber);
    expect(files['index.html']).toContain('&lt;script&gt;');
    expect(files['index.html']).toContain('<td>已实名</td>');
    expect(files['index.html']).not.toMatch(/<td>(verified|unverified|Mozilla)/);
    expect(files['index.html']).not.toMatch(/<script|src=|href=/);
    expect(JSON.stringify(files)).not.toContain(other.idNumber);
    expect(JSON.stringify(files)).not.toContain(other.personId);
  });

  test('holds the statements that were issued, and none of a closing that has not ended', async () => {
    const person = await learner();
    const [issued] = await aClosingWith(world, [{ personId: person.personId, year: 2024 }]);
    const [unfinished] = await aClosingWith(world, [{ personId: person.personId, year: 2025 }]);
    await world.db.manager.update(Closing, { id: unfinished!.closingId }, { state: 'running' });
    const data = JSON.parse(Buffer.from(unzipSync((await download(person)).rawPayload)['data.json']!).toString('utf8')) as { statements: { number: string }[] };
    expect(data.statements.map(({ number }) => number)).toEqual([issued!.number]);
    const { body } = await person.agent.get<ErasurePreviewDto>('/api/me/erasure-preview');
    expect(body.kept).toContainEqual(expect.objectContaining({ what: '年度学分证明', count: 1 }));
  });

  test('asks for a fresh confirmation', async () => {
    expectProblem(await (await aPerson(world, { region: city.communities[0]! })).agent.post('/api/me/data-export'), 'confirmation_needed');
  });
});

describe('erasure', () => {
  test('says before what goes and what stays, and does it', async () => {
    const person = await learner();
    await aClaim(world, (await aPerson(world, { region: city.communities[0]!, verifiedAt: null })).personId);
    const chain = await chainOf(world, person.personId);
    const figures = async () => (await admin.agent.get(`/api/reports/region?regionId=${city.streets[0]!.id}&year=2026`)).text;
    const before = await figures();
    const { body } = await person.agent.get<ErasurePreviewDto>('/api/me/erasure-preview');
    expect(body).toMatchObject({ roleHeld: false, words: WORDS.words });
    expect(body.removed).toContainEqual({ what: '加入的课程', count: 1 });
    expect(body.kept).toContainEqual({ what: '学分账本', count: 1, why: expect.any(String) });

    expectProblem(await person.agent.post('/api/me/erasure', { words: '注销' }), 'invalid_input');
    expect((await person.agent.post('/api/me/erasure', WORDS)).status).toBe(204);
    expect(await world.db.manager.findOneByOrFail(Person, { id: person.personId })).toMatchObject({
      state: 'erased', dataKey: null, nameCipher: null, nameIndex: null, idNumberCipher: null, idNumberIndex: null, birthYear: null, sex: null, regionId: null, registeredOn: '2026-03-10',
    });
    expect(await world.db.manager.countBy(Account, { personId: person.personId })).toBe(0);
    expect(await world.db.manager.countBy(Session, { accountId: person.accountId })).toBe(0);
    expect(await chainOf(world, person.personId)).toEqual(chain);
    expect(await figures()).toBe(before);
    expectProblem(await person.agent.get('/api/me'), 'not_signed_in');
    expect(await world.db.manager.findOneBy(AuditEntry, { action: 'personal_data.erase', subjectId: person.personId })).toMatchObject({ accountId: person.accountId });
    expectProblem(await admin.agent.post(`/api/learners/${person.personId}/reveal`, { reason: '核对证件信息' }), 'not_found');
  });

  test('drops a pending claim with it', async () => {
    const person = await confirmed(world, await aPerson(world, { region: city.communities[0]!, verifiedAt: null }));
    const id = await aClaim(world, person.personId);
    await person.agent.post('/api/me/erasure', WORDS);
    expect(await world.db.manager.findOneBy(RealNameClaim, { id })).toMatchObject({ state: 'withdrawn', nameCipher: null, numberCipher: null, numberIndex: null, pendingPersonId: null });
  });

  test('of the real name alone needs no consent on record', async () => {
    const person = await learner();
    await world.db.query('DELETE FROM consent WHERE person_id = ?', [person.personId]);
    expect((await person.agent.delete('/api/me/consents/real_name')).status).toBe(200);
    expect(await world.db.manager.findOneBy(Person, { id: person.personId })).toMatchObject({ verification: 'unverified', nameCipher: null, idNumberIndex: null });
  });

  test('is the right of who has moved away, too', async () => {
    const person = await learner();
    await world.db.manager.update(Person, { id: person.personId }, { state: 'moved', stateOn: '2026-03-01' });
    expect((await person.agent.delete('/api/me/consents/real_name')).status).toBe(200);
    expect((await person.agent.post('/api/me/erasure', WORDS)).status).toBe(204);
    expect(await world.db.manager.findOneBy(Person, { id: person.personId })).toMatchObject({ state: 'erased', dataKey: null });
  });

  test('takes along a record that is merged at this moment', async () => {
    const [person, second] = [await learner(), await learner()];
    let erasing: Promise<{ status: number }> | undefined;
    await inTransaction(world.db, async (tx) => {
      await world.api.app.get(PersonMergeService).merge(tx, { keepPersonId: person.personId, absorbPersonId: second.personId, by: admin.accountId, reason: '同一人' });
      erasing = person.agent.post('/api/me/erasure', WORDS);
      await eventually(async () => (await world.db.query("SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '%FOR UPDATE' AND id <> CONNECTION_ID()")).length > 0);
    });
    expect((await erasing)?.status).toBe(204);
    expect(await world.db.manager.findOneBy(Person, { id: second.personId })).toMatchObject({ state: 'erased', dataKey: null });
  });

  test('is not for who holds a role of staff, nor without a fresh confirmation', async () => {
    const clerk = await confirmed(world, await aColleague(world, 'clerk', city.communities[0]!, city.streets[0]!));
    expect((await clerk.agent.get<ErasurePreviewDto>('/api/me/erasure-preview')).body.roleHeld).toBe(true);
    expectProblem(await clerk.agent.post('/api/me/erasure', WORDS), 'role_held');
    expectProblem(await (await aPerson(world, { region: city.communities[0]! })).agent.post('/api/me/erasure', WORDS), 'confirmation_needed');
  });

  test('is done again after a backup from before it came back', async () => {
    const erasures = world.api.app.get(ErasureService);
    const person = await learner();
    const backup = await world.db.manager.findOneByOrFail(Person, { id: person.personId });
    const account = await world.db.manager.findOneByOrFail(Account, { id: person.accountId });
    await person.agent.post('/api/me/erasure', WORDS);
    await world.db.manager.save(Person, backup);
    await world.db.manager.insert(Account, account);
    expect(await erasures.replay()).toBe(1);
    expect(await world.db.manager.findOneBy(Person, { id: person.personId })).toMatchObject({ state: 'erased', dataKey: null, nameCipher: null });
    expect(await world.db.manager.countBy(Account, { personId: person.personId })).toBe(0);
    expect(await erasures.replay()).toBe(0);
    expect((await journal()).filter((line) => line.includes(person.personId))).toHaveLength(1);
  });

  test('that did not reach the journal is written into it by the replay', async () => {
    const person = await learner();
    await person.agent.post('/api/me/erasure', WORDS);
    await writeFile(world.config.erasureJournal, (await journal()).filter((line) => !line.includes(person.personId)).join(''));
    expect(await world.api.app.get(ErasureService).replay()).toBe(0);
    expect((await journal()).join()).toContain(person.personId);
  });

  const journal = async () => (await readFile(world.config.erasureJournal, 'utf8')).split('\n').filter((line) => line !== '').map((line) => `${line}\n`);
});

describe('revealing', () => {
  test('shows name, number and phone, with the reason in the audit log', async () => {
    const person = await learner();
    const reason = '核对学分证明上的姓名';
    const { body } = await admin.agent.post<RevealedDto>(`/api/learners/${person.personId}/reveal`, { reason });
    expect(body).toEqual({ name: NAME, documentKind: 'resident_id', idNumber: person.idNumber, phones: [person.phone], claim: null });
    const entry = await world.db.manager.findOneByOrFail(AuditEntry, { action: 'person.reveal', subjectId: person.personId });
    expect(entry).toMatchObject({ accountId: admin.accountId, reason, regionPath: person.region.path });
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${NAME}|${person.idNumber}|${person.phone}`));
  });

  test('shows what waits to be checked, so that it can be held against the document', async () => {
    const person = await aPerson(world, { region: city.communities[0]!, verifiedAt: null });
    const idNumber = newIdNumber();
    await aClaim(world, person.personId, { name: NAME, idNumber });
    const { body } = await admin.agent.post<RevealedDto>(`/api/learners/${person.personId}/reveal`, { reason: '核对证件原件' });
    expect(body).toEqual({ name: null, documentKind: null, idNumber: null, phones: [person.phone], claim: { name: NAME, documentKind: 'resident_id', idNumber } });
  });

  test('needs a reason and the region, and is not done to many', async () => {
    const [person, far] = [await learner(), await aPerson(world, { region: city.communities[7]! })];
    const by = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
    const reveal = (id: string, reason: string) => by.agent.post(`/api/learners/${id}/reveal`, { reason });
    expectProblem(await reveal(person.personId, '看看'), 'invalid_input');
    expectProblem(await reveal(far.personId, '核对证件信息'), 'not_found');
    const answers = await Promise.all(Array.from({ length: 40 }, () => reveal(person.personId, '核对证件信息')));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(29);
    expect(await world.db.manager.countBy(AuditEntry, { action: 'person.reveal', accountId: by.accountId })).toBe(29);
  });
});
