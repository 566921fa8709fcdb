import { randomInt, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { LIMITS } from '../../platform/limits/limits.js';
import { type Hit, LimitsService } from '../../platform/limits/limits.service.js';
import type { SmsCodeSentDto, SmsPurpose } from '../sign-in/sign-in.dto.js';
import { GatewayTimes } from './gateway-times.js';
import { SmsCode } from './sms-code.entity.js';
import { SmsSender } from './sms-sender.js';

const VALID_SECONDS = 300;
const TRIES = 5;

const SENT: SmsCodeSentDto = { expiresInSeconds: VALID_SECONDS, resendAfterSeconds: LIMITS.sms_phone_minute.windowSeconds };

/** Codes of six digits by SMS: single use, five minutes, five tries. */
@Injectable()
export class SmsCodesService {
  private readonly times = new GatewayTimes();

  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: SmsSender,
    private readonly limits: LimitsService,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  get available(): boolean {
    return this.sender.available;
  }

  /**
   * Sends a code, or does as if.
   * @param known false: nobody will be able to use it, so none goes out; answer and time are the same
   * @throws Problem too_many_attempts, sms_unavailable (which counts against no limit)
   */
  async send(phone: string, purpose: SmsPurpose, address: string, known: boolean): Promise<SmsCodeSentDto> {
    if (!this.sender.available) throw new Problem('sms_unavailable');
    const hits: Hit[] = [
      { limit: 'sms_phone_minute', key: phone },
      { limit: 'sms_phone_hour', key: phone },
      { limit: 'sms_phone_day', key: phone },
      { limit: 'sms_address_hour', key: address },
    ];
    await this.limits.take(...hits);
    try {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      if (known) await this.handOver(phone, purpose, code);
      else await this.pretend();
      // A code that nobody was told, too: whoever guesses at it is answered as if there were somebody.
      await inTransaction(this.dataSource, (tx) => this.store(tx, phone, purpose, code));
    } catch (error) {
      await this.limits.giveBack(...hits);
      throw error;
    }
    return SENT;
  }

  /**
   * Uses up a code; of several requests with the same code one succeeds. Tries count against the phone only while a
   * code is awaited there: otherwise there is nothing to guess, and anyone could lock anyone out.
   * @throws Problem wrong_code, too_many_attempts
   */
  async redeem(phone: string, purpose: SmsPurpose, code: string, address: string): Promise<void> {
    const ofPhone: Hit = { limit: 'code_phone', key: phone };
    const ofAddress: Hit = { limit: 'code_address', key: address };
    await this.limits.take(ofAddress);
    const awaited = await this.isAwaited(phone, purpose);
    if (awaited) await this.limits.take(ofPhone);
    const fits = awaited && (await inTransaction(this.dataSource, (tx) => this.compare(tx, phone, purpose, code)));
    if (!fits) throw new Problem('wrong_code', [{ field: 'code', message: '验证码不对，或者已经过期' }]);
    await this.limits.clear(ofPhone, ofAddress);
  }

  private async handOver(phone: string, purpose: SmsPurpose, code: string): Promise<void> {
    const startedMs = performance.now();
    try {
      await this.sender.send(phone, purpose, code);
      this.times.note({ ms: performance.now() - startedMs, failure: null });
    } catch (error) {
      this.times.note({ ms: performance.now() - startedMs, failure: error });
      throw error;
    }
  }

  private async pretend(): Promise<void> {
    const { ms, failure } = this.times.draw();
    await delay(ms);
    if (failure) throw failure;
  }

  /** The new code ends those before it. */
  private async store(tx: EntityManager, phone: string, purpose: SmsPurpose, code: string): Promise<void> {
    const phoneIndex = this.blindIndex.of('phone', phone);
    const now = this.clock.date();
    const id = newId();
    await tx.query('UPDATE sms_code SET expires_at = ? WHERE phone_index = ? AND purpose = ? AND expires_at > ?', [now, phoneIndex, purpose, now]);
    await tx.insert(SmsCode, { id, phoneIndex, purpose, codeHash: this.digestOf(id, code), tries: 0, createdAt: now, expiresAt: new Date(now.getTime() + VALID_SECONDS * 1000), usedAt: null });
  }

  private isAwaited(phone: string, purpose: SmsPurpose): Promise<boolean> {
    const open = { phoneIndex: this.blindIndex.of('phone', phone), purpose, expiresAt: MoreThan(this.clock.date()), usedAt: IsNull(), tries: LessThan(TRIES) };
    return this.dataSource.manager.existsBy(SmsCode, open);
  }

  private async compare(tx: EntityManager, phone: string, purpose: SmsPurpose, code: string): Promise<boolean> {
    const now = this.clock.date();
    const stored = await tx
      .createQueryBuilder(SmsCode, 'code')
      .setLock('pessimistic_write')
      .where('code.phoneIndex = :phoneIndex AND code.purpose = :purpose AND code.expiresAt > :now AND code.usedAt IS NULL', { phoneIndex: this.blindIndex.of('phone', phone), purpose, now })
      .getOne();
    if (!stored || stored.tries >= TRIES) return false;
    const fits = timingSafeEqual(Buffer.from(stored.codeHash), Buffer.from(this.digestOf(stored.id, code)));
    await tx.update(SmsCode, { id: stored.id }, fits ? { usedAt: now } : { tries: stored.tries + 1 });
    return fits;
  }

  private digestOf(id: string, code: string): string {
    return this.blindIndex.of('sms_code', `${id}|${code}`);
  }
}
