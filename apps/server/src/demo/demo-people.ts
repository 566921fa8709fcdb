import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/account.entity.js';
import { AccountsService } from '../identity/accounts.service.js';
import type { Consent } from '../identity/consents/consent.entity.js';
import type { Person } from '../identity/person.entity.js';
import { type RealNameColumns, RealNameService } from '../identity/real-name.service.js';
import type { RoleGrant } from '../identity/role-grant.entity.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { type ConsentPlace, ON_SITE, consentRows } from './consent-rows.js';
import { CLERK, DEMO_PASSWORD, NEWCOMER, PLATFORM_ADMIN, REVIEWER, STAFF, type StaffContent, TEACHERS, WANG_XIUYING } from './content/staff.js';
import type { CatalogPeople } from './world/catalog-rows.js';
import { demoId } from './world/demo-id.js';
import { DAY_MS, MINUTE_MS } from './world/demo-time.js';
import type { DemoWorld } from './world/demo-world.js';
import { type LearnerHistory, type PlainPerson, personRow } from './world/learner-history.js';
import { LEARNERS_WITH_HISTORY, idNumber } from './world/learner-profiles.js';
import { regionOf } from './world/region-rows.js';

/** Persons, logins and roles of the demo, ready to be stored. */
export interface PeopleRows extends CatalogPeople {
  persons: Person[];
  accounts: Account[];
  /** Of everyone who has a login or a real name. */
  consents: Consent[];
  roleGrants: RoleGrant[];
  platformAdminAccountId: string;
}

const STAFF_BEFORE_DAYS = 60;

/** The columns of a person whose real name is not known. */
export const NO_REAL_NAME: RealNameColumns = { nameCipher: null, nameIndex: null, documentKind: null, idNumberCipher: null, idNumberIndex: null, birthYear: null, sex: null };

/** A person with their data key. */
interface KeyedPerson {
  plain: PlainPerson;
  dataKey: Buffer;
  cipher: FieldCipher;
}

/** Makes the rows of people with the server's own keys, as registration and real-name verification make them. */
@Injectable()
export class DemoPeople {
  constructor(
    private readonly accounts: AccountsService,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
  ) {}

  async rows(world: DemoWorld): Promise<PeopleRows> {
    const staff = await Promise.all(STAFF.map((member, i) => this.staffMember(member, LEARNERS_WITH_HISTORY + 1 + i, world)));
    const newcomer = await this.newcomer(world);
    const learners = await Promise.all(world.learners.map(async (learner) => ({ ...learner, keyed: await this.keyed(learner.person) })));
    const logins = await Promise.all(learners.map((learner, i) => this.loginOf(learner, i)));
    const byKey = new Map(staff.map((member) => [member.key, member]));
    const accountIdOf = (key: string): string => byKey.get(key)!.account.id;
    const withLogin = new Set(logins.flatMap((login) => login?.personId ?? []));
    const atDesk: ConsentPlace = { channel: 'desk', recordedBy: accountIdOf(CLERK.key) };
    return {
      persons: [...staff.map(({ person }) => person), newcomer.person, ...learners.map((learner) => this.person(learner.keyed, learner.profile.realName))],
      accounts: [...staff.map(({ account }) => account), newcomer.account, ...logins.filter((login) => login !== null)],
      consents: [
        ...[...staff.map(({ person }) => person), newcomer.person].flatMap((person) => consentsOf(person, ON_SITE)),
        ...learners.flatMap(({ person }) => consentsOf(person, withLogin.has(person.id) ? ON_SITE : atDesk)),
      ],
      roleGrants: staff.map(({ grant }) => grant),
      teachers: new Map(TEACHERS.map(({ key, community }) => [key, { accountId: accountIdOf(key), region: regionOf(world.regions, community) }])),
      reviewerAccountId: accountIdOf(REVIEWER.key),
      platformAdminAccountId: accountIdOf(PLATFORM_ADMIN.key),
    };
  }

  private async staffMember(member: StaffContent, serial: number, { regions, startMs }: DemoWorld): Promise<{ key: string; person: Person; account: Account; grant: RoleGrant }> {
    const joinedMs = startMs - STAFF_BEFORE_DAYS * DAY_MS;
    const plain = personRow({ key: member.key, joinedMs, verifiedMs: joinedMs + MINUTE_MS }, regionOf(regions, member.community));
    const keyed = await this.keyed(plain);
    const account = await this.account(keyed, member.displayName, member.phone);
    const regionId = member.roleRegion === null ? null : regionOf(regions, member.roleRegion).id;
    return {
      key: member.key,
      person: this.person(keyed, { name: member.realName, idNumber: idNumber(member.birthDate, member.sex, serial) }),
      account,
      grant: { id: demoId(`role:${member.key}`, joinedMs), accountId: account.id, role: member.role, regionId, validFrom: new Date(joinedMs), validTo: null, grantedBy: null, grantedAt: null, revokedBy: null, reason: null },
    };
  }

  private async newcomer({ regions, nowMs }: DemoWorld): Promise<{ person: Person; account: Account }> {
    const plain = personRow({ key: NEWCOMER.key, joinedMs: nowMs, verifiedMs: null }, regionOf(regions, NEWCOMER.community));
    const keyed = await this.keyed(plain);
    return { person: this.person(keyed, null), account: await this.account(keyed, NEWCOMER.displayName, NEWCOMER.phone) };
  }

  /**
   * A few learners have logins: the one that visitors try, and those who registered by themselves and have not verified their name. The others
   * signed up at a desk, where only the person is recorded.
   */
  private async loginOf({ profile, keyed }: LearnerHistory & { keyed: KeyedPerson }, index: number): Promise<Account | null> {
    if (profile.key === WANG_XIUYING.key) return this.account(keyed, WANG_XIUYING.displayName, WANG_XIUYING.phone);
    if (profile.verifiedMs !== null) return null;
    const [, ...givenName] = profile.realName.name;
    return this.account(keyed, givenName.join(''), `1541${String(index).padStart(7, '0')}`);
  }

  private async keyed(plain: PlainPerson): Promise<KeyedPerson> {
    return { plain, ...(await this.keys.issue(plain.id)) };
  }

  private async account({ plain, cipher }: KeyedPerson, displayName: string, phone: string): Promise<Account> {
    return { ...(await this.accounts.newAccount(cipher, plain.id, displayName, phone, DEMO_PASSWORD)), createdAt: plain.createdAt };
  }

  private person({ plain, dataKey, cipher }: KeyedPerson, realName: { name: string; idNumber: string } | null): Person {
    const known = plain.verification === 'verified' ? realName : null;
    return { ...plain, dataKey, ...(known ? this.realNames.encrypted(cipher, plain.id, known) : NO_REAL_NAME) };
  }
}

/** Agreed when they registered, and to the real name when it was verified. */
function consentsOf({ id, createdAt, verifiedAt }: PlainPerson, place: ConsentPlace): Consent[] {
  return consentRows(id, place, { account: createdAt, real_name: verifiedAt });
}
