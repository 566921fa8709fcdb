import { maskName, maskPhone } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { newId } from '../../platform/ids.js';
import { Person } from '../person.entity.js';
import { PersonsInScope } from '../persons-in-scope.js';
import { RealNameService } from '../real-name.service.js';
import type { GuardianConsentDto, NewGuardianConsentDto } from './consents.dto.js';
import { GuardianConsent } from './guardian-consent.entity.js';

/** Guardians' consents to the real-name use of children under 14 (PIPL 31), taken down by staff. */
@Injectable()
export class GuardianConsentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsInScope,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The consent in force, masked, or null. @throws Problem not_found */
  async of(caller: Principal, personId: string): Promise<GuardianConsentDto | null> {
    const person = await this.persons.get(this.dataSource.manager, personId, caller.scope('real_name.review'));
    const consent = await this.dataSource.manager.findOneBy(GuardianConsent, { personId, withdrawnAt: IsNull() });
    return consent && describe(await this.keys.open(person), consent);
  }

  /** Takes down a consent; a new one replaces the one before. @throws Problem not_found */
  async record(caller: Principal, personId: string, input: NewGuardianConsentDto): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.persons.get(tx, personId, caller.scope('real_name.review'));
      await this.take(tx, await this.realNames.lock(tx, personId), input, caller.accountId);
    });
  }

  /** The same within a transaction that holds the person. @param by account of staff */
  async take(tx: EntityManager, person: Pick<Person, 'id' | 'dataKey' | 'regionPath'>, input: NewGuardianConsentDto, by: string): Promise<void> {
    const id = newId();
    await this.end(tx, person.id);
    await tx.insert(GuardianConsent, this.row(await this.keys.open(person), { id, personId: person.id, by }, input));
    await this.audit.record(tx, { action: 'guardian_consent.record', by, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, details: { consentId: id } });
  }

  /**
   * Ends a consent. A child that is still under 14 loses the real name with it: it is erased, and the learner is
   * unverified again; one who has grown up keeps it.
   * @throws Problem not_found
   */
  async withdraw(caller: Principal, personId: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.persons.get(tx, personId, caller.scope('real_name.review'));
      const person = await this.realNames.lock(tx, personId);
      if (!(await this.end(tx, personId))) return;
      const forgotten = await this.isChild(person);
      if (forgotten) await this.realNames.forget(tx, person);
      await this.audit.record(tx, {
        action: 'guardian_consent.withdraw',
        by: caller.accountId,
        on: { kind: 'person', id: personId },
        regionPath: person.regionPath,
        details: { realNameErased: forgotten },
      });
    });
  }

  /** Not yet verified persons count as children here: their pending claim, if there is one, was made under this consent. */
  private async isChild(person: Person): Promise<boolean> {
    if (person.verification !== 'verified') return true;
    return this.realNames.isChild(await this.keys.open(person), person);
  }

  private async end(tx: EntityManager, personId: string): Promise<boolean> {
    const { affected } = await tx.update(GuardianConsent, { personId, withdrawnAt: IsNull() }, { withdrawnAt: this.clock.date() });
    return (affected ?? 0) > 0;
  }

  private row(cipher: FieldCipher, { id, personId, by }: { id: string; personId: string; by: string }, input: NewGuardianConsentDto): GuardianConsent {
    return {
      id,
      personId,
      guardianNameCipher: cipher.encrypt(input.guardianName, { table: 'guardian_consent', column: 'guardian_name', row: id }),
      guardianPhoneCipher: input.guardianPhone === null ? null : cipher.encrypt(input.guardianPhone, { table: 'guardian_consent', column: 'guardian_phone', row: id }),
      relation: input.relation,
      documentNote: input.documentNote,
      recordedBy: by,
      givenAt: this.clock.date(),
      withdrawnAt: null,
    };
  }
}

function describe(cipher: FieldCipher, consent: GuardianConsent): GuardianConsentDto {
  const { id, relation, documentNote, givenAt } = consent;
  const { name, phone } = guardianOf(cipher, consent);
  return { id, guardianNameMasked: maskName(name), guardianPhoneMasked: phone && maskPhone(phone), relation, documentNote, givenAt: givenAt.toISOString() };
}

/** Name and phone of a guardian, for masking and for the person's own data. */
export function guardianOf(cipher: FieldCipher, consent: GuardianConsent): { name: string; phone: string | null } {
  const { id, guardianNameCipher, guardianPhoneCipher } = consent;
  return {
    name: cipher.decrypt(guardianNameCipher, { table: 'guardian_consent', column: 'guardian_name', row: id }),
    phone: guardianPhoneCipher && cipher.decrypt(guardianPhoneCipher, { table: 'guardian_consent', column: 'guardian_phone', row: id }),
  };
}
