import { maskIdNumber, syntheticIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { RealNameClaim } from '../../src/identity/real-name/real-name-claim.entity.js';
import type { RealNameClaimDto, RealNameClaimPageDto } from '../../src/identity/real-name/real-name.dto.js';
import { agreed } from '../factories/consents.js';
import { type Someone, aColleague, aPerson, newIdNumber, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  admin = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

const NAME = '欧阳修竹';

/** Someone unverified who has agreed to what is collected. */
async function someone(region = city.communities[0]!): Promise<Someone> {
  return agreed(await aPerson(world, { region, verifiedAt: null }));
}

function submit(person: Someone, idNumber: string, name = NAME) {
  return person.agent.post<MeDto>('/api/me/real-name', { name, idNumber });
}

async function queued(person: Someone, by = admin): Promise<RealNameClaimDto | undefined> {
  const page = await by.agent.get<RealNameClaimPageDto>('/api/real-name-claims?limit=50');
  return page.body.items.find((claim) => claim.personId === person.personId);
}

const approve = (id: string, by = admin) => by.agent.post<RealNameClaimDto>(`/api/real-name-claims/${id}/approval`);
const rowOf = ({ personId }: Someone) => world.db.manager.findOneByOrFail(Person, { id: personId });

describe('a claim', () => {
  test('waits for staff, and their approval counts the person in the region and year of that moment', async () => {
    const person = await someone();
    const idNumber = newIdNumber();
    const { body } = await submit(person, idNumber);
    expect(body.person).toMatchObject({ verification: 'pending', verifiedAt: null, nameMasked: null, claim: { state: 'pending', nameMasked: '欧*', numberMasked: maskIdNumber(idNumber) } });
    const claim = (await queued(person))!;
    expect(claim).toMatchObject({ state: 'pending', nameMasked: '欧*', numberMasked: maskIdNumber(idNumber), check: 'none', conflict: null, guardianConsent: 'not_needed' });
    expect((await approve(claim.id)).body).toMatchObject({ state: 'verified', nameMasked: '欧*', numberMasked: maskIdNumber(idNumber) });
    const me = await person.agent.get<MeDto>('/api/me');
    expect(me.body.person).toMatchObject({ verification: 'verified', verifiedAt: world.clock.date().toISOString(), nameMasked: '欧*', claim: null, birthYear: Number(idNumber.slice(6, 10)) });
    expect(me.body.person.age).toBeGreaterThan(20);
    expect(await rowOf(person)).toMatchObject({ registeredOn: '2026-03-10', registeredRegionPath: city.communities[0]!.path });
    expect(await world.db.manager.findOneBy(RealNameClaim, { id: claim.id })).toMatchObject({ nameCipher: null, numberCipher: null, numberIndex: null });
  });

  test('is answered the same whether or not somebody holds the number', async () => {
    const holder = await aPerson(world, { region: city.communities[1]! });
    const [fresh, double] = [await someone(), await someone()];
    const answers = [await submit(fresh, newIdNumber()), await submit(double, holder.idNumber)];
    const shapes = answers.map(({ status, body: { person } }) => ({ status, ...person, id: '', region: null, claim: { ...person.claim, id: '', numberMasked: '' } }));
    expect(shapes[0]).toEqual(shapes[1]);
    expect(JSON.stringify(await double.agent.get('/api/me/claim-requests'))).not.toContain(holder.personId);
  });

  test.each([
    ['blanks and a small x', (id: string) => ` ${id.slice(0, 6)} ${id.slice(6, 14)}\u00a0${id.slice(14).toLowerCase()} `],
    ['full-width digits', (id: string) => [...id].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('')],
  ])('tolerates %s', async (_, typed) => {
    const idNumber = endingInX();
    expect((await submit(await someone(), typed(idNumber))).body.person.claim?.numberMasked).toBe(maskIdNumber(idNumber));
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
  ])('with %s is refused and says why', async (_, idNumber, sentence) => {
    const person = await someone();
    const answer = await person.agent.post('/api/me/real-name', { name: NAME, idNumber });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toEqual([{ field: 'idNumber', message: expect.stringMatching(sentence) }]);
    expect(await rowOf(person)).toMatchObject({ verification: 'unverified', idNumberIndex: null });
  });

  test.each([
    ['one character', '王'],
    ['other letters', 'Wang Xiuying'],
    ['a dot at the end', '王·'],
    ['none', ''],
    ['60 characters', '王秀英'.repeat(20)],
    ['a script', '<script>王</script>'],
    ['SQL', "王'; DROP TABLE person;--"],
  ])('with a name of %s is refused', async (_, name) => {
    const answer = await (await someone()).agent.post('/api/me/real-name', { name, idNumber: newIdNumber() });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toEqual(['name']);
  });

  test('with name and number swapped says so at both', async () => {
    const answer = await (await someone()).agent.post('/api/me/real-name', { name: newIdNumber(), idNumber: NAME });
    expect(answer.body.fields).toEqual(['name', 'idNumber'].map((field) => ({ field, message: '姓名和证件号码填反了' })));
  });

  test('needs the present version of the consent', async () => {
    const person = await aPerson(world, { region: city.communities[0]!, verifiedAt: null });
    expectProblem(await person.agent.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() }), 'consent_needed');
    expectProblem(await person.agent.post('/api/me/consents', { purpose: 'real_name', version: '2020-01' }), 'consent_outdated');
    expect(await world.db.manager.countBy(RealNameClaim, { personId: person.personId })).toBe(0);
  });

  test('is refused while one waits, and once verified', async () => {
    const person = await someone();
    await submit(person, newIdNumber());
    expectProblem(await person.agent.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() }), 'claim_pending');
    const verified = await aPerson(world, { region: city.communities[0]! });
    expectProblem(await verified.agent.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() }), 'already_verified');
  });

  test('can be withdrawn and made again, five times a day', async () => {
    const person = await someone();
    for (let i = 0; i < 5; i++) {
      expect((await submit(person, newIdNumber())).status).toBe(200);
      expect((await person.agent.delete<MeDto>('/api/me/real-name')).body.person).toMatchObject({ verification: 'unverified', claim: null });
    }
    expectProblem(await person.agent.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() }), 'too_many_attempts');
    world.clock.advance(86_400);
    const again = await signedIn(world, person.accountId);
    expect((await again.post('/api/me/real-name', { name: NAME, idNumber: newIdNumber() })).status).toBe(200);
    world.clock.advance(-86_400);
  });

  test('of one person 32 times at the same moment is made once', async () => {
    const person = await someone();
    const answers = await Promise.all(Array.from({ length: 32 }, () => submit(person, newIdNumber())));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(await world.db.manager.countBy(RealNameClaim, { personId: person.personId })).toBe(1);
  });
});

/** A number whose check digit is X. */
function endingInX(): string {
  for (;;) {
    const idNumber = newIdNumber();
    if (idNumber.endsWith('X')) return idNumber;
  }
}
