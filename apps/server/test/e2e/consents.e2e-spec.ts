import { CONSENT_TEXTS, syntheticIdNumber } from '@xuexi/domain';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IsNull } from 'typeorm';
import { Consent } from '../../src/identity/consents/consent.entity.js';
import { GuardianConsent } from '../../src/identity/consents/guardian-consent.entity.js';
import { GuardianConsentsService } from '../../src/identity/consents/guardian-consents.service.js';
import { MyConsentsService } from '../../src/identity/consents/my-consents.service.js';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { Person } from '../../src/identity/person.entity.js';
import { ClaimReviewService } from '../../src/identity/real-name/claim-review.service.js';
import { RealNameClaim } from '../../src/identity/real-name/real-name-claim.entity.js';
import { RealNameClaimsService } from '../../src/identity/real-name/real-name-claims.service.js';
import { RealNameService } from '../../src/identity/real-name.service.js';
import { Principal } from '../../src/platform/auth/principal.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { Problem } from '../../src/platform/errors/problem.js';
import { type Someone, aPerson } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { type World, createWorld } from '../support/world.js';

const NAME = '李小明';
const ACTS = ['agree', 'withdraw', 'guardianAgrees', 'guardianWithdraws', 'submit', 'takeBack', 'approve', 'reject', 'verifyAtDesk', 'merge'] as const;
type Act = (typeof ACTS)[number];
/** Both records have both consents: what comes next gets further. */
const READY = [true, false].flatMap((first) => (['agree', 'guardianAgrees'] as const).map((act) => ({ act, first })));

let world: World;
let city: City;
let staff: Principal;
let children = 0;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  const { accountId, personId } = await aPerson(world, { region: city.communities[0]! });
  staff = new Principal(accountId, personId, '', [{ role: 'platform_admin', regionId: null, regionPath: '' }]);
});
afterAll(() => world.close());

/** Does one thing with a child's record; what is refused changes nothing. */
async function does(act: Act, child: Someone, other: Someone, idNumber: string): Promise<void> {
  const { app } = world.api;
  const claim = () => world.db.manager.findOneBy(RealNameClaim, { pendingPersonId: child.personId });
  const acts: Record<Act, () => Promise<unknown>> = {
    agree: () => app.get(MyConsentsService).give(child, { purpose: 'real_name', version: CONSENT_TEXTS.real_name.version }),
    withdraw: () => app.get(MyConsentsService).withdraw(child, 'real_name'),
    guardianAgrees: () => app.get(GuardianConsentsService).record(staff, child.personId, { guardianName: '王秀英', guardianPhone: null, relation: 'mother', documentNote: '户口簿' }),
    guardianWithdraws: () => app.get(GuardianConsentsService).withdraw(staff, child.personId),
    submit: () => app.get(RealNameClaimsService).submit(child, { name: NAME, idNumber }),
    takeBack: () => app.get(RealNameClaimsService).withdraw(child),
    approve: async () => app.get(ClaimReviewService).approve(staff, (await claim())?.id ?? ''),
    reject: async () => app.get(ClaimReviewService).reject(staff, (await claim())?.id ?? '', { reason: 'mismatch', note: '' }),
    verifyAtDesk: () => inTransaction(world.db, (tx) => app.get(RealNameService).verifyAtDesk(tx, { personId: child.personId, documentKind: 'resident_id', name: NAME, idNumber, by: staff.accountId })),
    merge: () => inTransaction(world.db, (tx) => app.get(PersonMergeService).merge(tx, { keepPersonId: child.personId, absorbPersonId: other.personId, by: staff.accountId, reason: '同一人' })),
  };
  await acts[act]().catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}

/** What a record says of real name and consents. */
async function standing({ personId }: Someone) {
  const { manager } = world.db;
  const person = await manager.findOneByOrFail(Person, { id: personId });
  const claims = await manager.findBy(RealNameClaim, { personId });
  return {
    state: person.state,
    verification: person.verification,
    named: [person.nameCipher, person.nameIndex, person.idNumberCipher, person.idNumberIndex, person.birthYear, person.sex].map((kept) => kept !== null),
    consents: await manager.countBy(Consent, { personId, purpose: 'real_name', withdrawnAt: IsNull() }),
    guardians: await manager.countBy(GuardianConsent, { personId, withdrawnAt: IsNull() }),
    pending: claims.filter(({ state }) => state === 'pending').length,
    told: claims.filter(({ state, nameCipher, numberCipher, numberIndex }) => state !== 'pending' && (nameCipher ?? numberCipher ?? numberIndex) !== null).length,
  };
}

test('whatever is agreed to, withdrawn, claimed, decided and merged: a child’s real name is used under both consents or not kept at all', async () => {
  const steps = fc.array(fc.record({ act: fc.constantFrom(...ACTS), first: fc.boolean() }), { minLength: 4, maxLength: 12 }).map((acts) => [...READY, ...acts]);
  await fc.assert(
    fc.asyncProperty(steps, async (acts) => {
      const idNumber = syntheticIdNumber('360203', '2018-03-15', ++children);
      const [one, two] = [await aPerson(world, { region: city.communities[0]!, verifiedAt: null }), await aPerson(world, { region: city.communities[0]!, verifiedAt: null })];
      for (const { act, first } of acts) {
        await does(act, first ? one : two, first ? two : one, idNumber);
        for (const child of [one, two]) {
          const { state, verification, named, consents, guardians, pending, told } = await standing(child);
          const used = verification === 'verified' || verification === 'pending';
          expect(named).toEqual(named.map(() => verification === 'verified'));
          expect({ pending, told }).toEqual({ pending: verification === 'pending' ? 1 : 0, told: 0 });
          expect({ act, inForce: [consents, guardians].every((n) => n <= 1 && (n === 1 || !used)) }).toEqual({ act, inForce: true });
          if (state === 'merged') expect({ verification, consents, guardians }).toEqual({ verification: 'unverified', consents: 0, guardians: 0 });
        }
      }
    }),
    { numRuns: 12 },
  );
});
