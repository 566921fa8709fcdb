import { createHash, randomBytes } from 'node:crypto';
import { type Role, shanghaiDate, syntheticIdNumber } from '@xuexi/domain';
import { Account } from '../../src/identity/account.entity.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { Person } from '../../src/identity/person.entity.js';
import { RealNameClaim } from '../../src/identity/real-name/real-name-claim.entity.js';
import { Residence } from '../../src/identity/residence.entity.js';
import { RoleGrant } from '../../src/identity/role-grant.entity.js';
import { Session } from '../../src/identity/session.entity.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { FileKms } from '../../src/platform/crypto/kms.js';
import { PersonKeys } from '../../src/platform/crypto/person-keys.js';
import { newId } from '../../src/platform/ids.js';
import type { Region } from '../../src/regions/region.entity.js';
import { Agent } from '../support/agent.js';
import type { TestApi } from '../support/test-api.js';
import type { World } from '../support/world.js';

export const PASSWORD = '社区学习 2026';

let made = 0;
let passwordHash: Promise<string> | undefined;

/** Someone who uses the site, already signed in. */
export interface Someone {
  agent: Agent;
  accountId: string;
  personId: string;
  phone: string;
  idNumber: string;
  region: Region;
}

export interface SomeoneOptions {
  region: Region;
  /** When the real name was verified; absent: now; null: never. */
  verifiedAt?: Date | null;
  name?: string;
  /** Role and region; a null region is the whole installation. */
  grants?: { role: Role; region: Region | null }[];
  api?: TestApi;
}

/** A phone number, an ID number that nobody has yet. */
export function newPhone(): string {
  return `139${String(++made).padStart(8, '0')}`;
}

export function newIdNumber(): string {
  made++;
  return syntheticIdNumber('360203', `19${String(50 + (made % 50)).padStart(2, '0')}-0${1 + (made % 9)}-15`, Math.floor(made / 450) % 1000);
}

export async function aPerson(world: World, options: SomeoneOptions): Promise<Someone> {
  const { region, verifiedAt = world.clock.date(), name = '王秀英' } = options;
  const phone = newPhone();
  const idNumber = newIdNumber();
  const personId = newId();
  const accountId = newId();
  const { dataKey, cipher } = await new PersonKeys(new FileKms(world.config)).issue(personId);
  const blindIndex = new BlindIndex(world.config);
  await world.db.manager.insert(Person, {
    id: personId,
    dataKey,
    regionId: region.id,
    regionPath: region.path,
    createdAt: world.clock.date(),
    ...(verifiedAt === null
      ? { verification: 'unverified' as const }
      : {
          verification: 'verified' as const,
          verifiedAt,
          registeredOn: shanghaiDate(verifiedAt.getTime()),
          registeredRegionPath: region.path,
          nameCipher: cipher.encrypt(name, { table: 'person', column: 'name', row: personId }),
          nameIndex: blindIndex.of('name', name),
          documentKind: 'resident_id' as const,
          birthYear: Number(idNumber.slice(6, 10)),
          sex: Number(idNumber[16]) % 2 === 1 ? ('male' as const) : ('female' as const),
          idNumberCipher: cipher.encrypt(idNumber, { table: 'person', column: 'id_number', row: personId }),
          idNumberIndex: blindIndex.of('id_number', idNumber),
        }),
  });
  await world.db.manager.insert(Residence, { id: newId(), personId, regionId: region.id, regionPath: region.path, validFrom: world.clock.date(), validTo: null, changedBy: null });
  await world.db.manager.insert(Account, {
    id: accountId,
    personId,
    displayName: '王阿姨',
    phoneCipher: cipher.encrypt(phone, { table: 'account', column: 'phone', row: accountId }),
    phoneIndex: blindIndex.of('phone', phone),
    passwordHash: await (passwordHash ??= hashPassword(PASSWORD)),
    createdAt: world.clock.date(),
  });
  for (const grant of options.grants ?? []) await aGrant(world, accountId, grant.role, grant.region);
  return { agent: await signedIn(world, accountId, options.api), accountId, personId, phone, idNumber, region };
}

/** A verified person with one role, over a region or the whole installation. */
export function aColleague(world: World, role: Role, home: Region, over: Region | null): Promise<Someone> {
  return aPerson(world, { region: home, grants: [{ role, region: over }] });
}

export async function aGrant(world: World, accountId: string, role: Role, region: Region | null): Promise<string> {
  const id = newId();
  await world.db.manager.insert(RoleGrant, { id, accountId, role, regionId: region?.id ?? null, validFrom: world.clock.date(), validTo: null });
  return id;
}

/** The same, having given the password again a moment ago. */
export async function confirmed(world: World, someone: Someone): Promise<Someone> {
  await world.db.query('UPDATE session SET confirmed_at = ? WHERE account_id = ?', [world.clock.date(), someone.accountId]);
  return someone;
}

/**
 * A browser with a session of the account, as it is after signing in with a second factor, so that every role holds as
 * long as the session does. Its holder has confirmed nothing yet.
 */
export async function signedIn(world: World, accountId: string, api: TestApi = world.api): Promise<Agent> {
  const token = randomBytes(32).toString('base64url');
  const now = world.clock.date();
  const expiresAt = new Date(now.getTime() + 90 * 86_400_000);
  await world.db.manager.insert(Session, {
    id: newId(),
    tokenHash: createHash('sha256').update(token).digest('hex'),
    accountId,
    userAgent: 'test',
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    secondFactorAt: expiresAt,
  });
  const agent = new Agent(api.app);
  agent.cookies.set('session', token);
  return agent;
}

/** A pending claim of an unverified person to a number. */
export async function aClaim(world: World, personId: string, { name = '李春梅', idNumber = newIdNumber() } = {}): Promise<string> {
  const person = await world.db.manager.findOneByOrFail(Person, { id: personId });
  const cipher = await new PersonKeys(new FileKms(world.config)).open(person);
  const id = newId();
  await world.db.manager.insert(RealNameClaim, {
    id,
    personId,
    pendingPersonId: personId,
    documentKind: 'resident_id',
    nameCipher: cipher.encrypt(name, { table: 'real_name_claim', column: 'name', row: id }),
    numberCipher: cipher.encrypt(idNumber, { table: 'real_name_claim', column: 'number', row: id }),
    numberIndex: new BlindIndex(world.config).of('id_number', idNumber),
    state: 'pending',
    provider: world.config.realName ? 'http' : 'manual',
    submittedAt: world.clock.date(),
  });
  await world.db.manager.update(Person, { id: personId }, { verification: 'pending' });
  return id;
}
