import { randomBytes } from 'node:crypto';
import { maskPhone } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { type Hit, LimitsService } from '../../platform/limits/limits.service.js';
import { Account } from '../account.entity.js';
import { AccountsService } from '../accounts.service.js';
import { Person } from '../person.entity.js';
import type { SecondFactorDto } from '../sign-in/sign-in.dto.js';
import { RecoveryCode } from './recovery-code.entity.js';
import type { RecoveryCodesDto, TotpStartDto } from './security.dto.js';
import { SessionAudit } from './session-audit.js';

const ISSUER = '学习在线';
const PERIOD_SECONDS = 30;
/** RFC 6238: the code of the step before and of the one after are accepted, for clocks that are a little off. */
const WINDOW = 1;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

type SecretColumn = 'totp_secret' | 'totp_pending';

/** TOTP (RFC 6238) with recovery codes. */
@Injectable()
export class SecondFactorService {
  private readonly demo: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly limits: LimitsService,
    private readonly audit: AuditLog,
    private readonly sessionAudit: SessionAudit,
    private readonly clock: Clock,
  ) {
    this.demo = config.development;
  }

  /** Draws a new secret. It counts once its holder has proved to have it; until then an older one stays in force. */
  async start(accountId: string): Promise<TotpStartDto> {
    const { account, cipher } = await this.open(accountId);
    const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer });
    const totpPendingCipher = cipher.encrypt(secret.base32, { table: 'account', column: 'totp_pending', row: accountId });
    await this.dataSource.manager.update(Account, { id: accountId }, { totpPendingCipher });
    const phone = this.accounts.phoneOf(cipher, account);
    const label = account.loginNumber ?? (phone ? maskPhone(phone) : account.displayName);
    return { secret: secret.base32, uri: totpOf(secret.base32, label).toString() };
  }

  /**
   * Turns the second factor on, or replaces its secret.
   * @returns ten new recovery codes; those of before are void
   * @throws Problem wrong_code, too_many_attempts, second_factor_off (nothing was started)
   */
  async confirm(accountId: string, code: string): Promise<RecoveryCodesDto> {
    const { account, cipher } = await this.open(accountId);
    if (!account.totpPendingCipher) throw new Problem('second_factor_off');
    const secret = this.secretOf(cipher, account, 'totp_pending');
    const step = this.stepOf(secret, code);
    await this.limited(accountId, async () => step !== null);
    return inTransaction(this.dataSource, async (tx) => {
      const totpSecretCipher = cipher.encrypt(secret, { table: 'account', column: 'totp_secret', row: accountId });
      await tx.update(Account, { id: accountId }, { totpSecretCipher, totpPendingCipher: null, totpConfirmedAt: this.clock.date(), totpLastStep: step });
      const codes = await this.renewRecoveryCodes(tx, accountId);
      await this.audit.record(tx, { action: 'account.totp_on', by: accountId, on: { kind: 'account', id: accountId } });
      return codes;
    });
  }

  /** Ten new recovery codes in place of those of before. @throws Problem second_factor_off */
  async newRecoveryCodes(accountId: string): Promise<RecoveryCodesDto> {
    const { account } = await this.open(accountId);
    if (!account.totpConfirmedAt) throw new Problem('second_factor_off');
    return inTransaction(this.dataSource, (tx) => this.renewRecoveryCodes(tx, accountId));
  }

  /** @throws Problem second_factor_kept while a role needs it outside the demo */
  async turnOff(accountId: string): Promise<void> {
    if (!this.demo && (await this.accounts.isPrivileged(accountId))) throw new Problem('second_factor_kept');
    await inTransaction(this.dataSource, async (tx) => {
      await tx.update(Account, { id: accountId }, { totpSecretCipher: null, totpPendingCipher: null, totpConfirmedAt: null, totpLastStep: null });
      await tx.delete(RecoveryCode, { accountId });
      await this.audit.record(tx, { action: 'account.totp_off', by: accountId, on: { kind: 'account', id: accountId } });
    });
  }

  /** @throws Problem wrong_code, too_many_attempts, second_factor_off */
  async give(accountId: string, given: SecondFactorDto): Promise<void> {
    const { code, recoveryCode } = given;
    if (code !== undefined) await this.giveCode(accountId, code);
    else if (recoveryCode !== undefined) await this.limited(accountId, () => this.useRecoveryCode(accountId, recoveryCode));
  }

  /** @throws Problem wrong_code (a code that was used is wrong), too_many_attempts, second_factor_off */
  async giveCode(accountId: string, code: string): Promise<void> {
    const { account, cipher } = await this.open(accountId);
    if (!account.totpSecretCipher || !account.totpConfirmedAt) throw new Problem('second_factor_off');
    const secret = this.secretOf(cipher, account, 'totp_secret');
    await this.limited(accountId, async () => {
      const step = this.stepOf(secret, code);
      return step !== null && (await this.takeStep(accountId, step));
    });
  }

  async recoveryCodesLeft(accountId: string): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query('SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = ? AND used_at IS NULL', [accountId]);
    return row?.n ?? 0;
  }

  private async limited(accountId: string, check: () => Promise<boolean>): Promise<void> {
    const hit: Hit = { limit: 'second_factor_account', key: accountId };
    const counted = await this.limits.count(hit);
    await this.sessionAudit.noteLockout(accountId, counted);
    this.limits.refuseBeyond(counted);
    if (!(await check())) throw new Problem('wrong_code', [{ field: 'code', message: '验证码不对，或者已经用过' }]);
    await this.limits.giveBack(hit);
  }

  /** The time step of a code; null when it is not right now. */
  private stepOf(secret: string, code: string): number | null {
    const timestamp = this.clock.now();
    const delta = totpOf(secret, ISSUER).validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  }

  /** False: this code, or a later one, was accepted before. */
  private async takeStep(accountId: string, step: number): Promise<boolean> {
    const { affectedRows }: { affectedRows: number } = await this.dataSource.query('UPDATE account SET totp_last_step = ? WHERE id = ? AND (totp_last_step IS NULL OR totp_last_step < ?)', [step, accountId, step]);
    return affectedRows === 1;
  }

  private useRecoveryCode(accountId: string, code: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      const { affectedRows }: { affectedRows: number } = await tx.query('UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL', [
        this.clock.date(),
        accountId,
        this.recoveryDigest(accountId, code),
      ]);
      if (affectedRows !== 1) return false;
      await this.audit.record(tx, { action: 'account.recovery_code_used', by: accountId, on: { kind: 'account', id: accountId } });
      return true;
    });
  }

  private async renewRecoveryCodes(tx: EntityManager, accountId: string): Promise<RecoveryCodesDto> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await tx.delete(RecoveryCode, { accountId });
    await tx.insert(RecoveryCode, codes.map((code) => ({ accountId, codeHash: this.recoveryDigest(accountId, code), usedAt: null })));
    return { recoveryCodes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`) };
  }

  private recoveryDigest(accountId: string, code: string): string {
    return this.blindIndex.of('recovery_code', `${accountId}|${code}`);
  }

  private async open(accountId: string): Promise<{ account: Account; cipher: FieldCipher }> {
    const account = await this.dataSource.manager.findOneByOrFail(Account, { id: accountId });
    const person = await this.dataSource.manager.findOneByOrFail(Person, { id: account.personId });
    return { account, cipher: await this.keys.open(person) };
  }

  private secretOf(cipher: FieldCipher, account: Account, column: SecretColumn): string {
    const stored = column === 'totp_secret' ? account.totpSecretCipher : account.totpPendingCipher;
    if (!stored) throw new Problem('second_factor_off');
    return cipher.decrypt(stored, { table: 'account', column, row: account.id });
  }
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });
}

/** Ten characters of base32: 50 bits. */
function newRecoveryCode(): string {
  return Array.from(randomBytes(10), (byte) => BASE32[byte % BASE32.length]).join('');
}
