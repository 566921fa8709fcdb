import { shanghaiDate, unitsOfCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonsInScope } from '../../identity/persons-in-scope.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { titleOf } from '../evidence.js';
import { CorrectionLimits } from './correction-limits.js';
import { CorrectionPosting } from './correction-posting.js';
import { type Asked, CorrectionRequests, actOn } from './correction-requests.js';
import { CreditCorrection } from './credit-correction.entity.js';
import { CreditDocuments } from './credit-documents.service.js';
import type { RequestGrantDto, RequestReversalDto } from './corrections.dto.js';

/** Of what did not come with a table. */
const ALONE = { importId: null, externalKey: null };

/** 认定和更正: asking for one, and the decision of a second person where so many credits need it. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsInScope,
    private readonly requests: CorrectionRequests,
    private readonly posting: CorrectionPosting,
    private readonly limits: CorrectionLimits,
    private readonly documents: CreditDocuments,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param again the caller knows that the same was granted of late
   * @returns the id of the correction @throws Problem not_found, invalid_input (a day to come), grant_repeated
   */
  async requestGrant(caller: Principal, personId: string, { credits, date, title, reason, documentId, again }: RequestGrantDto): Promise<string> {
    if (date > shanghaiDate(this.clock.now())) throw new Problem('invalid_input', [{ field: 'date', message: '日期不能在今天以后' }]);
    assertNotOwn(caller, personId);
    return inTransaction(this.dataSource, async (tx) => {
      const person = await this.persons.get(tx, personId, caller.scope('credits.correct'));
      if (person.mergedInto !== null) throw new Problem('not_found');
      const units = unitsOfCredits(Number(credits));
      await this.posting.hold(tx, personId);
      if (again !== true && (await this.limits.repeated(tx, [{ personId, units, title, reason }])).size > 0) throw new Problem('grant_repeated');
      return this.requestOne(tx, caller, { ...ALONE, kind: 'grant', personId, entryId: null, units, date, title, reason, documentId, regionId: person.regionId, regionPath: person.regionPath ?? '' });
    });
  }

  /** @returns the id of the correction @throws Problem not_found, entry_reversed, correction_waiting */
  async requestReversal(caller: Principal, entryId: string, { reason, documentId }: RequestReversalDto): Promise<string> {
    return inTransaction(this.dataSource, async (tx) => {
      const entry = await tx.findOneBy(CreditEntry, { id: entryId });
      if (!entry) throw new Problem('not_found');
      const person = await this.persons.get(tx, entry.personId, caller.scope('credits.correct'));
      assertNotOwn(caller, entry.personId);
      if (entry.kind === 'reversal' || person.mergedInto !== null) throw new Problem('entry_reversed');
      // Two requests for one entry see each other.
      await tx.query('SELECT 1 FROM credit_head WHERE person_id = ? FOR UPDATE', [entry.personId]);
      if (await tx.existsBy(CreditCorrection, { entryId, state: 'waiting' })) throw new Problem('correction_waiting');
      const title = titleOf(entry.kind, entry.evidence);
      return this.requestOne(tx, caller, { ...ALONE, kind: 'reversal', personId: entry.personId, entryId, units: -entry.units, date: shanghaiDate(this.clock.now()), title, reason, documentId, regionId: person.regionId, regionPath: person.regionPath ?? '' });
    });
  }

  /** A second person agrees, and it is posted. @throws Problem not_found, own_correction, correction_decided, entry_reversed */
  async approve(caller: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const correction = await this.lockWaiting(tx, caller, id);
      if (correction.requestedBy === caller.accountId) throw new Problem('own_correction');
      assertNotOwn(caller, correction.personId);
      await this.requests.carryOut(tx, correction, caller.accountId);
      await this.audit.record(tx, { ...actOn(correction), action: 'credit.approve', by: caller.accountId });
    });
  }

  /** @throws Problem not_found, own_correction, correction_decided */
  async reject(caller: Principal, id: string, note: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const correction = await this.lockWaiting(tx, caller, id);
      if (correction.requestedBy === caller.accountId) throw new Problem('own_correction');
      await tx.update(CreditCorrection, { id }, { state: 'rejected', decidedBy: caller.accountId, decidedAt: this.clock.date(), decisionNote: note });
      await this.audit.record(tx, { ...actOn(correction), action: 'credit.reject', by: caller.accountId, reason: note });
    });
  }

  /** Whoever asked takes it back. @throws Problem not_found, correction_decided */
  async withdraw(caller: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const correction = await tx.findOne(CreditCorrection, { where: { id, requestedBy: caller.accountId }, lock: { mode: 'pessimistic_write' } });
      if (!correction || !isWithinScope(correction.regionPath, caller.scope('credits.correct'))) throw new Problem('not_found');
      if (correction.state !== 'waiting') throw new Problem('correction_decided');
      await tx.update(CreditCorrection, { id }, { state: 'withdrawn', decidedBy: caller.accountId, decidedAt: this.clock.date() });
      await this.audit.record(tx, { ...actOn(correction), action: 'credit.withdraw_request', by: caller.accountId });
    });
  }

  private async requestOne(tx: EntityManager, caller: Principal, asked: Asked): Promise<string> {
    if (asked.documentId !== null) await this.documents.assertOwn(tx, asked.documentId, caller.accountId);
    const [id] = await this.requests.request(tx, caller.accountId, [asked]);
    return id!;
  }

  private async lockWaiting(tx: EntityManager, caller: Principal, id: string): Promise<CreditCorrection> {
    const scope = withinScope('region_path', caller.scope('credits.approve'));
    const rows: unknown[] = await tx.query(`SELECT 1 FROM credit_correction WHERE id = ? AND ${scope.sql} FOR UPDATE`, [id, ...scope.params]);
    const correction = rows.length === 0 ? null : await tx.findOneBy(CreditCorrection, { id });
    if (!correction) throw new Problem('not_found');
    if (correction.state !== 'waiting') throw new Problem('correction_decided');
    return correction;
  }
}

/** Nobody gives or takes credits of their own. @throws Problem own_credits */
export function assertNotOwn(caller: Principal, personId: string): void {
  if (caller.personId === personId) throw new Problem('own_credits');
}
