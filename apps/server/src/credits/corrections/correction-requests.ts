import { STATEMENT_REASONS, type StatementReason } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { idsOfOnePerson } from '../../identity/personal-data/data-export.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { CorrectionLimits } from './correction-limits.js';
import { CorrectionPosting } from './correction-posting.js';
import { CreditAppeal } from './credit-appeal.entity.js';
import { CreditCorrection } from './credit-correction.entity.js';

/** What is asked for, before it is known whether somebody else must agree. */
export type Asked = Pick<CreditCorrection, 'kind' | 'personId' | 'entryId' | 'units' | 'date' | 'title' | 'reason' | 'documentId' | 'importId' | 'externalKey' | 'regionId' | 'regionPath'>;

/** Takes requests for corrections in, one by one or by the table, and posts what needs nobody else. */
@Injectable()
export class CorrectionRequests {
  constructor(
    private readonly posting: CorrectionPosting,
    private readonly limits: CorrectionLimits,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes requests and, where one person is enough, posts them at once. Who may ask for them is for the caller to say.
   * @returns the ids, in order @throws the database's refusal of an external key that stands already
   */
  async request(tx: EntityManager, accountId: string, asked: readonly Asked[]): Promise<string[]> {
    // In one order, so that two tables with the same persons wait for each other.
    const personIds = [...new Set(asked.map((one) => one.personId))].sort();
    for (const personId of personIds) await this.posting.hold(tx, personId);
    const alone = await this.limits.aloneOfLate(tx, accountId, personIds);
    const corrections: CreditCorrection[] = [];
    for (const one of asked) corrections.push(await this.enter(tx, accountId, one, alone.needsSecond(one)));
    for (const correction of corrections) await this.audit.record(tx, { ...actOn(correction), action: 'credit.request', by: accountId, reason: correction.reason });
    return corrections.map(({ id }) => id);
  }

  /** Posts a request that is decided. @throws Problem as CorrectionPosting.post */
  async carryOut(tx: EntityManager, correction: CreditCorrection, decidedBy: string): Promise<void> {
    const now = this.clock.now();
    const postedEntryId = await this.posting.post(tx, correction, now, await reasonStated(tx, correction));
    await tx.update(CreditCorrection, { id: correction.id }, { state: 'posted', decidedBy, decidedAt: new Date(now), postedEntryId });
  }

  private async enter(tx: EntityManager, accountId: string, asked: Asked, needsSecond: boolean): Promise<CreditCorrection> {
    const nobody = { decidedBy: null, decidedAt: null, decisionNote: null, postedEntryId: null };
    const correction: CreditCorrection = { ...asked, ...nobody, id: newId(), state: 'waiting', needsSecond, requestedBy: accountId, requestedAt: this.clock.date() };
    await tx.insert(CreditCorrection, correction);
    if (!needsSecond) await this.carryOut(tx, correction, accountId);
    return correction;
  }
}

/** What an appeal has led to is stated as such, also where it had to wait for a second person. */
async function reasonStated(tx: EntityManager, { id, personId, kind }: CreditCorrection): Promise<StatementReason> {
  return STATEMENT_REASONS[(await tx.existsBy(CreditAppeal, { personId: In(await idsOfOnePerson(tx, personId)), counterCorrectionId: id })) ? 'appeal' : kind];
}

/** What an audit entry says of a correction. */
export function actOn({ id, kind, personId, units, date, entryId, regionPath }: CreditCorrection) {
  return { on: { kind: 'correction' as const, id }, regionPath, details: { kind, personId, units, date, entryId } };
}
