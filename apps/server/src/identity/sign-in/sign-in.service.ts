import { type Login } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../../platform/errors/problem.js';
import { FAILURES_WITHOUT_HUMAN_CHECK, LIMITS } from '../../platform/limits/limits.js';
import { type Counted, type Hit, LimitsService } from '../../platform/limits/limits.service.js';
import { Account } from '../account.entity.js';
import { AccountsService, type Credentials } from '../accounts.service.js';
import { PasswordHasher } from '../security/password-hasher.js';
import { SessionAudit } from '../security/session-audit.js';
import { SmsCodesService } from '../sms/sms-codes.service.js';
import { HumanCheckService } from './human-check.service.js';

/** Finds out whether somebody is the holder of an account. */
@Injectable()
export class SignInService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
    private readonly smsCodes: SmsCodesService,
    private readonly humanCheck: HumanCheckService,
    private readonly limits: LimitsService,
    private readonly audit: SessionAudit,
  ) {}

  /**
   * By password.
   * @throws Problem wrong_credentials, the same for an unknown account and a wrong password; too_many_attempts, the same
   *   for right and wrong passwords; human_check_needed after a few failures
   */
  async byPassword(login: Login, password: string, address: string, proof: string | undefined): Promise<Credentials> {
    const account = await this.accounts.credentialsOf(login);
    // One count for an account, by whichever login it is tried; a login that is nobody's locks like one that is somebody's.
    const ofAccount: Hit = { limit: 'password_account', key: account?.id ?? (login.kind === 'phone' ? login.phone : login.number) };
    const ofAddress: Hit = { limit: 'password_address', key: address };
    const counted = await this.limits.count(ofAccount, ofAddress);
    // Before anything is refused: without work nobody locks somebody else out, however many tries they send at once.
    await this.checkHuman(proof, counted, ofAccount, ofAddress);
    if (account) await this.audit.noteLockout(account.id, counted);
    this.limits.refuseBeyond(counted);
    if (!(await this.fits(password, account, ofAccount, ofAddress)) || !account) throw new Problem('wrong_credentials');
    await this.limits.clear(ofAccount, ofAddress);
    await this.rehash(account, password);
    return account;
  }

  /**
   * The password of an account that is signed in.
   * @throws Problem wrong_password naming `field`, too_many_attempts
   */
  async checkPassword(accountId: string, password: string, address: string, field: string): Promise<void> {
    const account = await this.accounts.credentialsById(accountId);
    const ofAccount: Hit = { limit: 'password_account', key: accountId };
    const ofAddress: Hit = { limit: 'password_address', key: address };
    const counted = await this.limits.count(ofAccount, ofAddress);
    await this.audit.noteLockout(accountId, counted);
    this.limits.refuseBeyond(counted);
    if (!(await this.fits(password, account, ofAccount, ofAddress))) throw new Problem('wrong_password', [{ field, message: '密码不对' }]);
    await this.limits.clear(ofAccount, ofAddress);
  }

  /** By a code sent to the phone. @throws Problem wrong_code, too_many_attempts */
  async bySms(phone: string, code: string, address: string): Promise<Credentials> {
    await this.smsCodes.redeem(phone, 'sign_in', code, address);
    const account = await this.accounts.credentialsOf({ kind: 'phone', phone });
    if (!account) throw new Problem('wrong_code', [{ field: 'code', message: '验证码不对，或者已经过期' }]);
    return account;
  }

  /** A try without the proof that it needs is no try. */
  private async checkHuman(proof: string | undefined, counted: Counted[], ...hits: Hit[]): Promise<void> {
    if (!counted.some((hit) => hit.hits > (FAILURES_WITHOUT_HUMAN_CHECK[hit.limit] ?? LIMITS[hit.limit].max))) return;
    try {
      if (counted.some((hit) => hit.hits > LIMITS[hit.limit].max)) await this.humanCheck.solved(proof);
      else await this.humanCheck.accept(proof);
    } catch (error) {
      await this.limits.giveBack(...hits);
      throw error;
    }
  }

  /** A try that was not compared, because too many wait or the thread ended, is no wrong one. */
  private async fits(password: string, account: Credentials | null, ...hits: Hit[]): Promise<boolean> {
    try {
      return await this.hasher.fits(password, account?.passwordHash ?? null);
    } catch (error) {
      await this.limits.giveBack(...hits);
      throw error;
    }
  }

  /** Parameters grow over the years: who signs in is the only one who can bring an old hash up to them. */
  private async rehash({ id, passwordHash }: Credentials, password: string): Promise<void> {
    if (passwordHash === null || !this.hasher.needsRehash(passwordHash)) return;
    // Not if it was changed meanwhile.
    await this.dataSource.manager.update(Account, { id, passwordHash }, { passwordHash: await this.hasher.hash(password) });
  }
}
