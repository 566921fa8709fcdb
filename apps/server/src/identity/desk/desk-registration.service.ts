import { maskPhone } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { GuardianConsentsService } from '../consents/guardian-consents.service.js';
import { MembershipService } from '../membership.service.js';
import { newPerson } from '../new-person.js';
import { Person } from '../person.entity.js';
import { type RealName, RealNameService } from '../real-name.service.js';
import { ResidenceService } from '../residence.service.js';
import { PasswordHasher } from '../security/password-hasher.js';
import type { DeskRegisteredDto, DeskRegistrationDto, DeskSlipDto } from './desk.dto.js';
import { DeskPersons } from './desk-persons.js';
import { newLoginNumber, newTemporaryPassword } from './slips.js';

const PHONE_TAKEN = '这个手机号已有人在用。夫妻共用一个手机的，这里不填手机号，用学员号登录';

/** Registers residents at a desk: verified at once, because staff have seen the document. */
@Injectable()
export class DeskRegistrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly persons: DeskPersons,
    private readonly residences: ResidenceService,
    private readonly memberships: MembershipService,
    private readonly realNames: RealNameService,
    private readonly guardians: GuardianConsentsService,
    private readonly keys: PersonKeys,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Of two desks that register one document at once, the second finds the first's person.
   * @throws Problem invalid_input, not_found (the region), guardian_consent_needed, phone_taken, document_held (by a
   *   person of other regions, about whom nothing is said)
   */
  async register(caller: Principal, input: DeskRegistrationDto): Promise<DeskRegisteredDto> {
    const realName = this.realNames.read(input.documentKind, input);
    const known = await this.known(caller, realName);
    if (known) return known;
    const temporaryPassword = newTemporaryPassword();
    const passwordHash = await this.hasher.hash(temporaryPassword);
    try {
      const slip = await inTransaction(this.dataSource, (tx) => this.create(tx, caller, input, { temporaryPassword, passwordHash }));
      return { outcome: 'registered', personId: slip.personId, slip };
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('phone_taken', [{ field: 'phone', message: PHONE_TAKEN }]);
      const meanwhile = error instanceof Problem && error.code === 'identity_held' ? await this.known(caller, realName) : null;
      if (meanwhile) return meanwhile;
      throw error;
    }
  }

  /** Who holds the document already. @throws Problem document_held when they live outside of the caller's regions */
  private async known(caller: Principal, realName: RealName): Promise<DeskRegisteredDto | null> {
    const index = this.realNames.indexOf(realName);
    const holder = (await this.realNames.holders(this.dataSource.manager, [index])).get(index);
    if (!holder) return null;
    if (isWithinScope(holder.regionPath ?? '', caller.scope('desk.register'))) return { outcome: 'known', personId: holder.id, slip: null };
    // Only auditors of the whole installation see whose document it is.
    await inTransaction(this.dataSource, (tx) => this.audit.record(tx, { action: 'desk.register_refused', by: caller.accountId, on: { kind: 'person', id: holder.id } }));
    throw new Problem('document_held');
  }

  private async create(
    tx: EntityManager,
    caller: Principal,
    input: DeskRegistrationDto,
    { temporaryPassword, passwordHash }: { temporaryPassword: string; passwordHash: string },
  ): Promise<DeskSlipDto> {
    const region = await this.persons.home(tx, caller, 'desk.register', input.regionId);
    const person = newPerson(region, this.clock.date());
    const { dataKey, cipher } = await this.keys.issue(person.id);
    await tx.insert(Person, { ...person, dataKey });
    await this.residences.begin(tx, person.id, region, caller.accountId);
    const loginNumber = newLoginNumber();
    // Display names are stored as they are: the real name is none.
    const account = this.accounts.accountRow(cipher, person.id, `学员 ${loginNumber.slice(-4)}`, input.phone, passwordHash);
    await tx.insert(Account, { ...account, loginNumber, passwordTemporary: true });
    if (input.organisationId !== null) await this.memberships.changeOrganisation(tx, person.id, input.organisationId, caller.accountId);
    if (input.guardian) await this.guardians.take(tx, { ...person, dataKey }, input.guardian, caller.accountId);
    await this.realNames.verifyAtDesk(tx, { personId: person.id, documentKind: input.documentKind, name: input.name, idNumber: input.idNumber, birthDate: input.birthDate, by: caller.accountId });
    await this.audit.record(tx, {
      action: 'desk.register',
      by: caller.accountId,
      on: { kind: 'person', id: person.id },
      regionPath: region.path,
      details: { accountId: account.id, phone: input.phone !== null, guardian: input.guardian !== null },
    });
    return { personId: person.id, loginNumber, temporaryPassword, phoneMasked: input.phone && maskPhone(input.phone) };
  }
}
