import { maskPhone, needsSecondFactor } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { GrantsService } from '../roles/grants.service.js';
import { PasswordHasher } from '../security/password-hasher.js';
import { RecoveryCode } from '../security/recovery-code.entity.js';
import { Session } from '../session.entity.js';
import type { DeskSlipDto, PhoneChangeDto, RecoveryDto } from './desk.dto.js';
import { DeskPersons, type Resident } from './desk-persons.js';
import { newLoginNumber, newTemporaryPassword } from './slips.js';

const PHONE_TAKEN = '这个手机号已有人在用。夫妻共用一个手机的，这里不填手机号，用学员号登录';

/** Logins of residents who cannot help themselves: no SMS, another phone, a forgotten password. */
@Injectable()
export class DeskLoginsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: DeskPersons,
    private readonly accounts: AccountsService,
    private readonly grants: GrantsService,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem not_found, staff_account */
  async recover(caller: Principal, personId: string, { accountId, reason }: RecoveryDto): Promise<DeskSlipDto> {
    const temporaryPassword = newTemporaryPassword();
    const passwordHash = await this.hasher.hash(temporaryPassword);
    return inTransaction(this.dataSource, async (tx) => {
      const person = await this.persons.lock(tx, caller, 'desk.recover', personId);
      const account = await this.accountOf(tx, person, accountId);
      const loginNumber = account.loginNumber ?? newLoginNumber();
      const noSecondFactor = { totpSecretCipher: null, totpPendingCipher: null, totpConfirmedAt: null, totpLastStep: null };
      await tx.update(Account, { id: account.id }, { passwordHash, passwordTemporary: true, loginNumber, ...noSecondFactor });
      await tx.delete(RecoveryCode, { accountId: account.id });
      await tx.delete(Session, { accountId: account.id });
      await this.audit.record(tx, { action: 'desk.recover', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, reason, details: { accountId: account.id } });
      const phone = this.accounts.phoneOf(await this.keys.open(person), account);
      return { personId: person.id, loginNumber, temporaryPassword, phoneMasked: phone && maskPhone(phone) };
    });
  }

  /**
   * A login keeps a way in: a 学员号 always, and a temporary password where it signed in by SMS only.
   * @throws Problem not_found, staff_account, phone_taken (another person has it)
   */
  async changePhone(caller: Principal, personId: string, { accountId, phone, reason }: PhoneChangeDto): Promise<DeskSlipDto> {
    const temporaryPassword = newTemporaryPassword();
    const passwordHash = await this.hasher.hash(temporaryPassword);
    try {
      return await inTransaction(this.dataSource, async (tx) => {
        const person = await this.persons.lock(tx, caller, 'desk.change_phone', personId);
        const account = await this.accountOf(tx, person, accountId);
        const cipher = await this.keys.open(person);
        const loginNumber = account.loginNumber ?? newLoginNumber();
        const lockedOut = phone === null && account.passwordHash === null;
        const phoneIndex = phone && this.blindIndex.of('phone', phone);
        // Another login of the same person gives the number up, unless it is one of staff.
        const holder = phoneIndex && (await tx.findOneBy(Account, { id: Not(account.id), personId: person.id, phoneIndex }));
        if (holder) await tx.update(Account, { id: (await this.accountOf(tx, person, holder.id)).id }, { phoneIndex: null, phoneCipher: null });
        await tx.update(Account, { id: account.id }, {
          phoneIndex,
          phoneCipher: phone === null ? null : this.accounts.encryptedPhone(cipher, account.id, phone),
          loginNumber,
          ...(lockedOut && { passwordHash, passwordTemporary: true }),
        });
        await tx.delete(Session, { accountId: account.id });
        await this.audit.record(tx, { action: 'desk.change_phone', by: caller.accountId, on: { kind: 'person', id: person.id }, regionPath: person.regionPath, reason, details: { accountId: account.id, removed: phone === null } });
        return { personId: person.id, loginNumber, temporaryPassword: lockedOut ? temporaryPassword : null, phoneMasked: phone && maskPhone(phone) };
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('phone_taken', [{ field: 'phone', message: PHONE_TAKEN }]);
      throw error;
    }
  }

  /** The login meant; staff keep theirs to themselves, else a desk could sign in as an administrator. */
  private async accountOf(tx: EntityManager, person: Resident, accountId: string | null): Promise<Account> {
    const accounts = await tx.find(Account, { where: { personId: person.id }, order: { createdAt: 'ASC', id: 'ASC' } });
    const account = accountId === null ? accounts[0] : accounts.find(({ id }) => id === accountId);
    if (!account) throw new Problem('not_found');
    // A role that begins tomorrow, too: who had the password of today would have it then.
    const held = await this.grants.heldFromNowOn([account.id], tx);
    if (held.some(({ role }) => needsSecondFactor(role))) throw new Problem('staff_account');
    return account;
  }
}
