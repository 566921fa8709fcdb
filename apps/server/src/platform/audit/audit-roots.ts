import { type AuditDay, MerkleAccumulator, dayEndsAt, daysToSign } from '@xuexi/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { isDuplicate } from '../database/transaction.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditRoot } from './audit-root.entity.js';
import { type AuditSigningKey, auditSigningKey } from './audit-signing.js';

const PAGE = 5000;

/** The signed roots of the audit log, one for each finished Shanghai day. */
@Injectable()
export class AuditRoots {
  readonly key: AuditSigningKey;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.key = auditSigningKey(config.secrets.auditSigning);
  }

  /** Signs the days that are over and have no root yet; does nothing when there is none. */
  async signDueDays(): Promise<void> {
    const [last] = await this.latest(1);
    const [first] = last ? [] : await this.dataSource.manager.find(AuditEntry, { select: { at: true }, order: { sequence: 'ASC' }, take: 1 });
    let from = (last?.lastSequence ?? 0) + 1;
    for (const date of daysToSign(last?.date ?? null, first?.at.getTime() ?? null, this.clock.now())) {
      const day = await this.day(date, from);
      if (!(await this.store(day))) return;
      from = day.lastSequence + 1;
    }
  }

  /** @returns the roots of the days after one, in order; all of them for null */
  after(date: string | null): Promise<AuditRoot[]> {
    return this.dataSource.manager.find(AuditRoot, { where: date === null ? {} : { date: MoreThan(date) }, order: { date: 'ASC' } });
  }

  /** @returns roots, the newest first, before a date where one is given */
  latest(limit: number, before?: string): Promise<AuditRoot[]> {
    return this.dataSource.manager.find(AuditRoot, { where: before === undefined ? {} : { date: LessThan(before) }, order: { date: 'DESC' }, take: limit });
  }

  /** The entries of a day are those from `firstSequence` on until the first one of a later day. */
  private async day(date: string, firstSequence: number): Promise<AuditDay> {
    const ends = new Date(dayEndsAt(date));
    const tree = new MerkleAccumulator();
    for (let lastSequence = firstSequence - 1; ; ) {
      const page: { sequence: number; hash: string; at: Date }[] = await this.dataSource.query('SELECT sequence, hash, at FROM audit_entry WHERE sequence > ? ORDER BY sequence LIMIT ?', [lastSequence, PAGE]);
      const later = page.findIndex(({ at }) => at >= ends);
      const ofDay = later === -1 ? page : page.slice(0, later);
      for (const { hash } of ofDay) tree.add(hash);
      lastSequence = ofDay.at(-1)?.sequence ?? lastSequence;
      if (later !== -1 || page.length < PAGE) return { date, firstSequence, lastSequence, root: tree.root() };
    }
  }

  /** @returns false when another worker was first */
  private async store(day: AuditDay): Promise<boolean> {
    try {
      await this.dataSource.manager.insert(AuditRoot, { ...this.key.sign(day), signedAt: this.clock.date() });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}
