import { creditCodeCheck } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CreditEntry } from '../../src/credits/credit-entry.entity.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Membership } from '../../src/identity/membership.entity.js';
import { Person } from '../../src/identity/person.entity.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import type { OrganisationChoicesDto, OrganisationDto, OrganisationPageDto } from '../../src/organisations/organisations.dto.js';
import { aPosting, post } from '../factories/ledger.js';
import { anOrganisation } from '../factories/organisations.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let elsewhere: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  elsewhere = await aCity(world);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.city);
});
afterAll(() => world.close());

const put = <Body>(agent: Agent, path: string, body: unknown) => agent.send<Body>({ method: 'PUT', path, payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const creditCode = (serial: number) => {
  const head = `9136020${String(serial).padStart(10, '0')}`;
  return head + creditCodeCheck(head);
};

describe('organisations', () => {
  test('are made with a sound code that no other has, changed, and closed', async () => {
    const regionId = city.districts[0]!.id;
    const made = await admin.agent.post<OrganisationDto>('/api/organisations', { name: '瓷都第一中学', kind: 'school', creditCode: creditCode(1).toLowerCase(), regionId });
    expect(made).toMatchObject({ status: 201, body: { creditCode: creditCode(1), region: { id: regionId }, closedAt: null } });
    expectProblem(await admin.agent.post('/api/organisations', { name: '另一所中学', kind: 'school', creditCode: creditCode(1), regionId }), 'organisation_code_taken');
    const wrong = await admin.agent.post('/api/organisations', { name: '第三所中学', kind: 'school', creditCode: `${creditCode(2).slice(0, 17)}${creditCode(2).endsWith('0') ? '1' : '0'}`, regionId });
    expect(wrong.body.fields).toEqual([{ field: 'creditCode', message: '最后一位与前面的对不上，请逐位核对' }]);
    const path = `/api/organisations/${made.body.id}`;
    expect((await admin.agent.patch<OrganisationDto>(path, { name: '瓷都中学', creditCode: null })).body).toMatchObject({ name: '瓷都中学', creditCode: null });
    expect((await admin.agent.post<OrganisationDto>(`${path}/closing`)).body.closedAt).not.toBeNull();
    expectProblem(await admin.agent.patch(path, { name: '又一个名字' }), 'organisation_closed');
  });

  test('are listed page by page, each once, within the regions asked for', async () => {
    const made = [];
    for (let i = 0; i < 7; i++) made.push(await anOrganisation(world, city.streets[2]!, { name: `同名单位${i % 3}` }));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: OrganisationPageDto } = await admin.agent.get<OrganisationPageDto>(`/api/organisations?limit=2&regionId=${city.districts[1]!.id}${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next;
    }
    expect(seen.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expectProblem(await admin.agent.get('/api/organisations?cursor=bm90aGluZw'), 'invalid_input');
  });
});

describe('the own organisation', () => {
  test('is chosen among those of the own city, and says where it was when credits were earned', async () => {
    const learner = await aPerson(world, { region: city.communities[3]! });
    const [own, other, foreign] = [await anOrganisation(world, city.districts[0]!, { name: '选中的单位' }), await anOrganisation(world, city.city), await anOrganisation(world, elsewhere.city, { name: '选中的外地单位' })];
    const choices = await learner.agent.get<OrganisationChoicesDto>(`/api/organisations/choices?q=${encodeURIComponent('选中的')}`);
    expect(choices.body.items.map(({ id }) => id)).toEqual([own.id]);
    expectProblem(await put(learner.agent, '/api/me/organisation', { organisationId: foreign.id }), 'invalid_input');
    expect((await put<MeDto>(learner.agent, '/api/me/organisation', { organisationId: own.id })).body.person.organisation).toMatchObject({ id: own.id, name: '选中的单位' });
    const persons = world.api.app.get(PersonsService, { strict: false });
    expect((await persons.standings([learner.personId])).get(learner.personId)?.organisationId).toBe(own.id);
    await post(world, learner.personId, aPosting(36_000, '2026-02-01'));
    await put(learner.agent, '/api/me/organisation', { organisationId: other.id });
    expect((await world.db.manager.findOneByOrFail(CreditEntry, { personId: learner.personId })).organisationId).toBe(own.id);
    expect((await put<MeDto>(learner.agent, '/api/me/organisation', { organisationId: null })).body.person.organisation).toBeNull();
    const memberships = await world.db.manager.findBy(Membership, { personId: learner.personId });
    expect(memberships.map(({ organisationId, validTo }) => [organisationId, validTo === null])).toEqual(
      expect.arrayContaining([
        [own.id, false],
        [other.id, false],
      ]),
    );
  });

  test('is one at a time, however many are chosen at once', async () => {
    const learner = await aPerson(world, { region: city.communities[3]! });
    const organisations = await Promise.all(Array.from({ length: 6 }, () => anOrganisation(world, city.city)));
    const answers = await Promise.all(organisations.map(({ id }) => put(learner.agent, '/api/me/organisation', { organisationId: id })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const current = (await world.db.manager.findBy(Membership, { personId: learner.personId })).filter(({ validTo }) => validTo === null);
    expect(current).toHaveLength(1);
    expect((await world.db.manager.findOneByOrFail(Person, { id: learner.personId })).organisationId).toBe(current[0]!.organisationId);
  });
});
