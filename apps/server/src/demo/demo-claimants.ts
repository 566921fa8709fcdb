import { Injectable } from '@nestjs/common';
import type { Account } from '../identity/account.entity.js';
import { AccountsService } from '../identity/accounts.service.js';
import type { Consent } from '../identity/consents/consent.entity.js';
import type { Person } from '../identity/person.entity.js';
import type { RealNameClaim } from '../identity/real-name/real-name-claim.entity.js';
import { DECIDED, RealNameService } from '../identity/real-name.service.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { ON_SITE, consentRows } from './consent-rows.js';
import { CLAIMANTS, type ClaimantContent, WANG_AGAIN } from './content/claimants.js';
import { STAFF } from './content/staff.js';
import { NO_REAL_NAME } from './demo-people.js';
import { demoId } from './world/demo-id.js';
import { MINUTE_MS } from './world/demo-time.js';
import type { DemoWorld } from './world/demo-world.js';
import { personRow } from './world/learner-history.js';
import { LEARNERS_WITH_HISTORY, idNumber } from './world/learner-profiles.js';
import { regionOf } from './world/region-rows.js';

/** Rows of people whose claims stand in the console's queue. */
export interface ClaimantRows {
  persons: Person[];
  accounts: Account[];
  consents: Consent[];
  claims: RealNameClaim[];
}

const REGISTERED_BEFORE_MS = 6 * MINUTE_MS;
const DECIDED_AFTER_MS = 40 * MINUTE_MS;

/** Makes the rows of claims with the server's own keys, as the learner site and a reviewer's decision leave them. */
@Injectable()
export class DemoClaimants {
  constructor(
    private readonly accounts: AccountsService,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
  ) {}

  /** @param decidedBy account of who sent a claim back */
  async rows(world: DemoWorld, decidedBy: string): Promise<ClaimantRows> {
    const all = await Promise.all(CLAIMANTS.map((claimant, i) => this.claimant(claimant, i, world, decidedBy)));
    return {
      persons: all.map(({ person }) => person),
      accounts: all.map(({ account }) => account),
      consents: all.flatMap(({ consents }) => consents),
      claims: all.map(({ claim }) => claim),
    };
  }

  private async claimant(content: ClaimantContent, index: number, { regions, nowMs }: DemoWorld, decidedBy: string) {
    const submittedMs = nowMs - content.submittedHoursAgo * 60 * MINUTE_MS;
    const joinedMs = submittedMs - REGISTERED_BEFORE_MS;
    const plain = personRow({ key: content.key, joinedMs, verifiedMs: null }, regionOf(regions, content.community));
    const { dataKey, cipher } = await this.keys.issue(plain.id);
    const person: Person = { ...plain, dataKey, ...NO_REAL_NAME, verification: content.rejection ? 'rejected' : 'pending' };
    return {
      person,
      // They sign in by SMS.
      account: { ...this.accounts.accountRow(cipher, person.id, content.displayName, content.phone, null), createdAt: person.createdAt },
      consents: consentRows(person.id, ON_SITE, { account: person.createdAt, real_name: person.createdAt }),
      claim: this.claim(cipher, content, { personId: person.id, submittedMs, idNumber: numberOf(content, index), decidedBy }),
    };
  }

  private claim(cipher: FieldCipher, { key, realName, rejection }: ClaimantContent, by: { personId: string; submittedMs: number; idNumber: string; decidedBy: string }): RealNameClaim {
    const id = demoId(`claim:${key}`, by.submittedMs);
    const pending: RealNameClaim = {
      id,
      personId: by.personId,
      pendingPersonId: by.personId,
      documentKind: 'resident_id',
      nameCipher: cipher.encrypt(realName, { table: 'real_name_claim', column: 'name', row: id }),
      numberCipher: cipher.encrypt(by.idNumber, { table: 'real_name_claim', column: 'number', row: id }),
      numberIndex: this.realNames.indexOf({ name: realName, idNumber: by.idNumber }),
      state: 'pending',
      provider: 'manual',
      finding: null,
      rejection: null,
      note: null,
      submittedAt: new Date(by.submittedMs),
      checkedAt: null,
      decidedAt: null,
      decidedBy: null,
    };
    if (!rejection) return pending;
    return { ...pending, ...DECIDED, state: 'rejected', rejection: rejection.reason, note: rejection.note, decidedAt: new Date(by.submittedMs + DECIDED_AFTER_MS), decidedBy: by.decidedBy };
  }
}

/** Numbers go on after those of learners and staff; who claims a second time has the number of the first. */
function numberOf(content: ClaimantContent, index: number): string {
  const serial = content === WANG_AGAIN ? LEARNERS_WITH_HISTORY : LEARNERS_WITH_HISTORY + STAFF.length + 1 + index;
  return idNumber(content.birthDate, content.sex, serial);
}
