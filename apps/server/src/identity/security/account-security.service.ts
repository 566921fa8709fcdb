import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { CONFIRMATION_MS } from '../../platform/auth/access.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { Person } from '../person.entity.js';
import { type IssuedToken, SessionsService } from '../sessions.service.js';
import { assertUncommon } from '../sign-in/registration.service.js';
import type { ConfirmationDto } from '../sign-in/sign-in.dto.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SmsCodesService } from '../sms/sms-codes.service.js';
import { deviceName } from './device-name.js';
import { PasswordHasher } from './password-hasher.js';
import { SecondFactorService } from './second-factor.service.js';
import type { ChangePasswordDto, ChangePhoneDto, DeviceDto } from './security.dto.js';
import { SessionAudit } from './session-audit.js';

/** What holders do for the safety of their own account. */
@Injectable()
export class AccountSecurityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly signIn: SignInService,
    private readonly secondFactor: SecondFactorService,
    private readonly smsCodes: SmsCodesService,
    private readonly hasher: PasswordHasher,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditLog,
    private readonly sessionAudit: SessionAudit,
    private readonly clock: Clock,
  ) {}

  /** The phone of an account, in full; null without one. It never leaves the server. */
  async phoneOf(accountId: string): Promise<string | null> {
    const account = await this.dataSource.manager.findOneByOrFail(Account, { id: accountId });
    const person = await this.dataSource.manager.findOneByOrFail(Person, { id: account.personId });
    return this.accounts.phoneOf(await this.keys.open(person), account);
  }

  /**
   * Takes password or code once more, for what must not happen behind someone's back.
   * @returns the session's new token
   * @throws Problem wrong_password, wrong_code, too_many_attempts, second_factor_off
   */
  async confirm(caller: Principal, given: ConfirmationDto, address: string): Promise<IssuedToken & { confirmedUntil: Date }> {
    const { accountId } = caller;
    if (given.password !== undefined) await this.signIn.checkPassword(accountId, given.password, address, 'password');
    if (given.totpCode !== undefined) await this.secondFactor.giveCode(accountId, given.totpCode);
    if (given.smsCode !== undefined) await this.smsCodes.redeem((await this.phoneOf(accountId)) ?? '', 'confirm', given.smsCode, address);
    const confirmedAt = this.clock.date();
    const issued = await this.rotated(caller, { confirmedAt });
    return { ...issued, confirmedUntil: new Date(confirmedAt.getTime() + CONFIRMATION_MS) };
  }

  /** @returns the session's new token @throws Problem wrong_code, too_many_attempts, second_factor_off */
  async giveSecondFactor(caller: Principal, given: { code?: string; recoveryCode?: string }): Promise<IssuedToken> {
    await this.secondFactor.give(caller.accountId, given);
    return this.secondFactorGiven(caller);
  }

  /** Marks the session as one with a second factor. @returns its new token */
  async secondFactorGiven(caller: Principal): Promise<IssuedToken> {
    const now = this.clock.date();
    const issued = await this.rotated(caller, { secondFactorAt: now, confirmedAt: now });
    if (await this.accounts.isPrivileged(caller.accountId)) await this.sessionAudit.begun(caller.accountId, true);
    return issued;
  }

  /**
   * Sets or changes the password; all other sessions of the account end.
   * @returns the session's new token
   * @throws Problem confirmation_needed (neither the old password nor a confirmation), wrong_password, invalid_input (a common one), too_many_attempts
   */
  async changePassword(caller: Principal, { password, oldPassword }: ChangePasswordDto, address: string): Promise<IssuedToken> {
    const { accountId } = caller;
    if (oldPassword !== undefined) await this.signIn.checkPassword(accountId, oldPassword, address, 'oldPassword');
    else if (!this.isConfirmed(caller)) throw new Problem('confirmation_needed');
    const { loginNumber } = await this.dataSource.manager.findOneByOrFail(Account, { id: accountId });
    const phone = await this.phoneOf(accountId);
    assertUncommon(password, [phone, loginNumber].filter((own) => own !== null));
    const passwordHash = await this.hasher.hash(password);
    return inTransaction(this.dataSource, async (tx) => {
      await tx.update(Account, { id: accountId }, { passwordHash, passwordTemporary: false });
      const ended = await this.sessions.revokeOthers(tx, accountId, caller.sessionId);
      const issued = await this.sessions.rotate(caller.sessionId, {}, tx);
      await this.audit.record(tx, { action: 'account.change_password', by: accountId, on: { kind: 'account', id: accountId }, details: { sessionsEnded: ended } });
      if (!issued) throw new Problem('not_signed_in');
      return issued;
    });
  }

  /** Moves the account to another phone, proved by a code sent to it. @throws Problem wrong_code, too_many_attempts, phone_taken */
  async changePhone({ accountId }: Principal, { phone, code }: ChangePhoneDto, address: string): Promise<void> {
    await this.smsCodes.redeem(phone, 'change_phone', code, address);
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const { personId } = await tx.findOneByOrFail(Account, { id: accountId });
        const cipher = await this.keys.open(await tx.findOneByOrFail(Person, { id: personId }));
        await tx.update(Account, { id: accountId }, { phoneCipher: this.accounts.encryptedPhone(cipher, accountId, phone), phoneIndex: this.blindIndex.of('phone', phone) });
        await this.audit.record(tx, { action: 'account.change_phone', by: accountId, on: { kind: 'account', id: accountId } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('phone_taken', [{ field: 'phone', message: '这个手机号已经有账号，请用它登录，或到社区学习中心办理' }]);
      throw error;
    }
  }

  async devices(caller: Principal): Promise<DeviceDto[]> {
    const sessions = await this.sessions.list(caller.accountId);
    return sessions.map((session) => ({
      id: session.id ?? '',
      name: deviceName(session.userAgent),
      address: session.address,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      current: session.tokenHash === caller.sessionId,
    }));
  }

  /** @throws Problem not_found */
  async revokeDevice({ accountId }: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.sessions.revoke(tx, accountId, id))) throw new Problem('not_found');
      await this.audit.record(tx, { action: 'session.revoke', by: accountId, on: { kind: 'account', id: accountId }, details: { sessions: 1 } });
    });
  }

  async revokeOtherDevices({ accountId, sessionId }: Principal): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const sessions = await this.sessions.revokeOthers(tx, accountId, sessionId);
      await this.audit.record(tx, { action: 'session.revoke', by: accountId, on: { kind: 'account', id: accountId }, details: { sessions } });
    });
  }

  private isConfirmed({ confirmedAt }: Principal): boolean {
    return confirmedAt !== null && this.clock.now() - confirmedAt.getTime() <= CONFIRMATION_MS;
  }

  private async rotated(caller: Principal, changes: { confirmedAt?: Date; secondFactorAt?: Date }): Promise<IssuedToken> {
    const issued = await this.sessions.rotate(caller.sessionId, changes);
    if (!issued) throw new Problem('not_signed_in');
    return issued;
  }
}
