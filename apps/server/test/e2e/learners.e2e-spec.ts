import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ListedLearnerDto } from '../../src/identity/learners/learners.dto.js';
import { maskIdNumber, maskPhone } from '@xuexi/domain';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

interface Page {
  items: ListedLearnerDto[];
  nextCursor: string | null;
}

let world: World;
let city: City;
let clerk: Someone;
let people: Someone[];
let outsider: Someone;
let unverified: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  clerk = await aColleague(world, 'clerk', city.communities[7]!, city.districts[0]!);
  people = [];
  for (let i = 0; i < 12; i++) people.push(await aPerson(world, { region: city.communities[i % 4]!, name: i === 5 ? '欧阳修竹' : '王秀英' }));
  unverified = await aPerson(world, { region: city.communities[1]!, verifiedAt: null });
  outsider = await aPerson(world, { region: city.communities[6]!, name: '欧阳修竹' });
});
afterAll(() => world.close());

const list = async (query = '') => (await clerk.agent.get<Page>(`/api/learners${query}`)).body;
const idsOf = ({ items }: { items: ListedLearnerDto[] }) => items.map(({ personId }) => personId);

describe('the list of learners', () => {
  test('names those of the caller’s regions, masked', async () => {
    const page = await list();
    expect(idsOf(page).toSorted()).toEqual([...people, unverified].map(({ personId }) => personId).toSorted());
    expect(page.nextCursor).toBeNull();
    const [first] = people;
    expect(page.items.find(({ personId }) => personId === first!.personId)).toEqual({
      personId: first!.personId,
      nameMasked: '王*',
      idNumberMasked: maskIdNumber(first!.idNumber),
      phoneMasked: maskPhone(first!.phone),
      loginNumber: null,
      verification: 'verified',
      state: 'active',
      sex: Number(first!.idNumber[16]) % 2 === 1 ? 'male' : 'female',
      age: 2026 - Number(first!.idNumber.slice(6, 10)),
      region: expect.objectContaining({ id: first!.region.id, names: expect.arrayContaining([city.city.name]) }),
      organisationName: null,
      registeredOn: '2026-03-10',
    });
    expect(page.items.find(({ personId }) => personId === unverified.personId)).toMatchObject({ nameMasked: null, idNumberMasked: null, age: null });
  });

  test('read page by page is the list, each once', async () => {
    const whole = idsOf(await list());
    for (const limit of [1, 4, 5, 13]) {
      const read: string[] = [];
      for (let query = `?limit=${limit}`; query; ) {
        const page = await list(query);
        read.push(...idsOf(page));
        query = page.nextCursor === null ? '' : `?limit=${limit}&cursor=${page.nextCursor}`;
      }
      expect(read).toEqual(whole);
    }
  });

  test('is narrowed by region, verification, age, sex and state', async () => {
    const shown = async (query: string) => new Set(idsOf(await list(query)));
    const expected = (fits: (someone: Someone) => boolean) => new Set(people.filter(fits).map(({ personId }) => personId));
    expect(await shown(`?regionId=${city.communities[2]!.id}`)).toEqual(expected(({ region }) => region === city.communities[2]));
    expect(await shown('?verification=unverified')).toEqual(new Set([unverified.personId]));
    const born = ({ idNumber }: Someone) => Number(idNumber.slice(6, 10));
    const [youngest, oldest] = [Math.max(...people.map(born)), Math.min(...people.map(born))];
    expect(await shown(`?ageFrom=${2026 - oldest}`)).toEqual(expected((someone) => born(someone) === oldest));
    expect(await shown(`?ageTo=${2026 - youngest}&ageFrom=${2026 - youngest}`)).toEqual(expected((someone) => born(someone) === youngest));
    expect(await shown('?sex=female')).toEqual(expected(({ idNumber }) => Number(idNumber[16]) % 2 === 0));
    await world.db.query("UPDATE person SET state = 'moved' WHERE id = ?", [unverified.personId]);
    expect(await shown('?state=moved')).toEqual(new Set([unverified.personId]));
    expect(await shown('')).toEqual(expected(() => true));
    await world.db.query("UPDATE person SET state = 'active' WHERE id = ?", [unverified.personId]);
  });

  test('finds the whole name and the 学员号 within the caller’s regions only', async () => {
    expect(idsOf(await list(`?q=${encodeURIComponent('欧阳修竹')}`))).toEqual([people[5]!.personId]);
    expect(idsOf(await list(`?q=${encodeURIComponent('欧阳')}`))).toEqual([]);
    await world.db.query("UPDATE account SET login_number = '26000001' WHERE id = ?", [people[3]!.accountId]);
    await world.db.query("UPDATE account SET login_number = '26000002' WHERE id = ?", [outsider.accountId]);
    expect(idsOf(await list('?q=26000001'))).toEqual([people[3]!.personId]);
    expect(idsOf(await list('?q=26000002'))).toEqual([]);
  });

  test('takes no phone or ID number in its address', async () => {
    for (const q of [people[0]!.phone, people[0]!.idNumber]) expectProblem(await clerk.agent.get(`/api/learners?q=${q}`), 'invalid_input');
  });

  test.each(['?cursor=x', '?cursor=JyBPUiAxPTEgLS0', '?limit=101', '?ageFrom=abc', '?ageTo=131', '?sex=x', '?state=merged'])('refuses %s', async (query) => {
    expectProblem(await clerk.agent.get(`/api/learners${query}`), 'invalid_input');
  });

  test('does not tell a region outside from one that is not', async () => {
    const [outside, absent] = await Promise.all([city.city.id, '00000000-0000-4000-8000-000000000000'].map((id) => clerk.agent.get(`/api/learners?regionId=${id}`)));
    expectProblem(outside!, 'not_found');
    expect(outside!.text).toBe(absent!.text);
  });
});

describe('a learner', () => {
  const search = async (number: string) => idsOf((await clerk.agent.post<Page>('/api/learners/search', { number })).body);

  test('is found by phone or document number, within the caller’s regions only, and no log tells the number', async () => {
    const [, someone] = people;
    expect(await search(` +86 ${someone!.phone}`)).toEqual([someone!.personId]);
    expect(await search(someone!.idNumber)).toEqual([someone!.personId]);
    expect(await search(outsider.phone)).toEqual([]);
    expect(await search(outsider.idNumber)).toEqual([]);
    expect(world.api.log.join('\n')).not.toMatch(new RegExp(`${someone!.phone}|${someone!.idNumber}|${outsider.idNumber}`));
  });
});
