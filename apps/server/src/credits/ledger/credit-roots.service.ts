import { SIGNED_AFTER_MS, creditDayHash, creditDayText, daysToSign } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { digest } from '../../platform/crypto/digest.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { CreditSigning } from '../credit-signing.js';
import { CreditRoot } from './credit-root.entity.js';
import { leavesOf } from './day-leaves.js';

/** The signed roots of the ledger, one for each finished Shanghai day. */
@Injectable()
export class CreditRootsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signing: CreditSigning,
    private readonly clock: Clock,
  ) {}

  /** Signs the days that are over for a quarter of an hour and have no root yet; does nothing when there is none. */
  async signDueDays(): Promise<void> {
    let [last = null] = await this.latest(1);
    for (const date of daysToSign(last?.date ?? null, last ? null : await this.firstRecorded(), this.clock.now() - SIGNED_AFTER_MS)) {
      const day = { date, ...(await leavesOf(this.dataSource.manager, date)), previousHash: creditDayHash(last, digest) };
      const { key } = this.signing;
      last = { ...day, keyId: key.keyId, signature: key.sign(creditDayText(day)), signedAt: this.clock.date() };
      if (!(await this.store(last))) return;
    }
  }

  /** @returns the roots of the days after one, in order; all of them for null */
  after(date: string | null): Promise<CreditRoot[]> {
    return this.dataSource.manager.find(CreditRoot, { where: date === null ? {} : { date: MoreThan(date) }, order: { date: 'ASC' } });
  }

  /** @returns roots, the newest first, before a date where one is given */
  latest(limit: number, before?: string): Promise<CreditRoot[]> {
    return this.dataSource.manager.find(CreditRoot, { where: before === undefined ? {} : { date: LessThan(before) }, order: { date: 'DESC' }, take: limit });
  }

  byDate(date: string): Promise<CreditRoot | null> {
    return this.dataSource.manager.findOneBy(CreditRoot, { date });
  }

  /** When the first entry or the first evidence was recorded, in milliseconds since the epoch. */
  private async firstRecorded(): Promise<number | null> {
    const [row]: { entry: Date | null; completion: Date | null }[] = await this.dataSource.query('SELECT (SELECT recorded_at FROM credit_entry ORDER BY id LIMIT 1) AS entry, (SELECT MIN(completed_at) FROM lesson_completion) AS completion');
    const times = [row?.entry, row?.completion].flatMap((at) => (at ? [at.getTime()] : []));
    return times.length === 0 ? null : Math.min(...times);
  }

  /** @returns false when another worker was first */
  private async store(root: CreditRoot): Promise<boolean> {
    try {
      await this.dataSource.manager.insert(CreditRoot, root);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}
