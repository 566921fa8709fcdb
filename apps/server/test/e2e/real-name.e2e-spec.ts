import { maskIdNumber, syntheticIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { type Someone, aPerson, newIdNumber } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());

function someone(): Promise<Someone> {
  return aPerson(world, { region: city.communities[0]!, verifiedAt: null });
}

const NAME = '欧阳修竹';

describe('real-name registration', () => {
  test('verifies at once and counts the person in the region and year of that moment', async () => {
    const { agent, personId } = await someone();
    const idNumber = newIdNumber();
    const answer = await agent.post<MeDto>('/api/me/real-name', { name: NAME, idNumber });
    expect(answer.body.person).toMatchObject({ verification: 'verified', verifiedAt: world.clock.date().toISOString(), nameMasked: '欧*', idNumberMasked: maskIdNumber(idNumber) });
    expect(await world.db.manager.findOneBy(Person, { id: personId })).toMatchObject({ registeredOn: '2026-03-10', registeredRegionPath: city.communities[0]!.path });
  });

  test.each([
    ['blanks and a small x', (id: string) => ` ${id.slice(0, 6)} ${id.slice(6, 14)}\u00a0${id.slice(14).toLowerCase()} `],
    ['full-width digits', (id: string) => [...id].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('')],
  ])('tolerates %s', async (_, typed) => {
    const { agent } = await someone();
    const idNumber = endingInX();
    expect((await agent.post<MeDto>('/api/me/real-name', { name: NAME, idNumber: typed(idNumber) })).body.person?.idNumberMasked).toBe(maskIdNumber(idNumber));
    const again = await someone();
    expectProblem(await again.agent.post('/api/me/real-name', { name: NAME, idNumber }), 'identity_refused');
  });

  test.each([
    ['a wrong check digit', '36020319520315001X', /最后一位/],
    ['30 February', syntheticIdNumber('360203', '1952-02-30', 1), /出生日期/],
    ['29 February of a common year', syntheticIdNumber('360203', '1951-02-29', 1), /出生日期/],
    ['15 digits', '360203520315001', /15 位/],
    ['17 digits', '36020319520315001', /18 位/],
    ['letters', '36020319520315001A', /数字/],
    ['no province', syntheticIdNumber('990203', '1952-03-15', 1), /地区/],
    ['a birth in the future', syntheticIdNumber('360203', '2026-03-11', 1), /今天以后/],
    ['a birth of another age', syntheticIdNumber('360203', '1851-03-11', 1), /太早/],
    ['nothing', '', /填写/],
  ])('refuses %s and says which', async (_, idNumber, sentence) => {
    const { agent, personId } = await someone();
    const answer = await agent.post('/api/me/real-name', { name: NAME, idNumber });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toEqual([{ field: 'idNumber', message: expect.stringMatching(sentence) }]);
    expect(await world.db.manager.findOneBy(Person, { id: personId })).toMatchObject({ verification: 'unverified', idNumberIndex: null });
  });

  test.each([
    ['one character', '王'],
    ['other letters', 'Wang Xiuying'],
    ['a dot at the end', '王·'],
    ['none', ''],
    ['60 characters', '王秀英'.repeat(20)],
  ])('refuses a name of %s', async (_, name) => {
    const answer = await (await someone()).agent.post('/api/me/real-name', { name, idNumber: newIdNumber() });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toEqual(['name']);
  });

  test('is refused a second time', async () => {
    const { agent } = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await agent.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() }), 'already_verified');
  });

  test("does not tell that someone else holds the number: the refusal is the verifier's own", async () => {
    const holder = await aPerson(world, { region: city.communities[0]! });
    const answer = await (await someone()).agent.post('/api/me/real-name', { name: NAME, idNumber: holder.idNumber });
    expectProblem(answer, 'identity_refused');
    expect(answer.body).not.toHaveProperty('fields');
  });

  test('of one number by 64 persons at the same moment verifies exactly one', async () => {
    const idNumber = newIdNumber();
    const persons = await Promise.all(Array.from({ length: 64 }, someone));
    const answers = await Promise.all(persons.map(({ agent }) => agent.post('/api/me/real-name', { name: NAME, idNumber })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.status !== 200)) expectProblem(answer, 'identity_refused');
    const verified = answers.findIndex((answer) => answer.status === 200);
    const rows = await Promise.all(persons.map(({ personId }) => world.db.manager.findOneByOrFail(Person, { id: personId })));
    expect(rows.flatMap((row, i) => (row.verification === 'verified' ? [i] : []))).toEqual([verified]);
    expect(rows.filter((row) => row.idNumberIndex !== null)).toHaveLength(1);
  });

  test('of one person 32 times at the same moment happens once', async () => {
    const { agent, personId } = await someone();
    const idNumbers = Array.from({ length: 32 }, newIdNumber);
    const answers = await Promise.all(idNumbers.map((idNumber) => agent.post<MeDto>('/api/me/real-name', { name: NAME, idNumber })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const kept = idNumbers[answers.findIndex((answer) => answer.status === 200)]!;
    expect((await agent.get<MeDto>('/api/me')).body.person).toMatchObject({ id: personId, idNumberMasked: maskIdNumber(kept) });
  });

  test('leaves no name and no number in the tables or in the log', async () => {
    const persons = await Promise.all(Array.from({ length: 20 }, someone));
    const idNumbers = persons.map(newIdNumber);
    await Promise.all(persons.map(({ agent }, i) => agent.post('/api/me/real-name', { name: NAME, idNumber: idNumbers[i] })));
    await persons[0]!.agent.post('/api/me/real-name', { name: NAME, idNumber: idNumbers[0] });
    const stored = await everyValue();
    const log = world.api.log.join('');
    expect(log).toContain('/api/me/real-name');
    for (const secret of [NAME, ...idNumbers, ...persons.map(({ phone }) => phone)]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex').toUpperCase());
      expect(log).not.toContain(secret);
    }
  });
});

/** Every value of every table, binary ones in hexadecimal digits. */
async function everyValue(): Promise<string> {
  const columns: { table_name: string; column_name: string }[] = await world.db.query(
    'SELECT table_name AS table_name, column_name AS column_name FROM information_schema.columns WHERE table_schema = DATABASE()',
  );
  expect(columns.length).toBeGreaterThan(150);
  const values = await Promise.all(columns.map(({ table_name: table, column_name: column }) => world.db.query(`SELECT ${column} AS text, HEX(${column}) AS hex FROM ${table}`)));
  return JSON.stringify(values);
}

/** A number whose check digit is X. */
function endingInX(): string {
  for (;;) {
    const idNumber = newIdNumber();
    if (idNumber.endsWith('X')) return idNumber;
  }
}
