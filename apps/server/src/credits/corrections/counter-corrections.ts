import { STATEMENT_REASONS, entryKey, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { idsOfOnePerson } from '../../identity/personal-data/data-export.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { PostingService } from '../posting.service.js';
import { CorrectionLimits } from './correction-limits.js';
import { CorrectionPosting } from './correction-posting.js';
import { CreditCorrection } from './credit-correction.entity.js';
import { standingEntryId } from './standing-entry.js';

/** Undoes a correction that should not have been made: nothing is removed, the opposite is posted beside it. */
@Injectable()
export class CounterCorrections {
  constructor(
    private readonly posting: CorrectionPosting,
    private readonly limits: CorrectionLimits,
    private readonly persons: PersonsService,
    private readonly ledger: PostingService,
    private readonly clock: Clock,
  ) {}

  /**
   * What was taken back is granted again on its own date, where it was earned; what was granted is taken back. Above the limit
   * it waits for a second person, as everything does: `by` overturns what others have decided. Of a record that was merged, it is the surviving
   * person's.
   *
   * @returns the id of the correction that was made; null where a grant was taken back already
   */
  async undo(tx: EntityManager, undone: CreditCorrection, { by, reason }: { by: string; reason: string }): Promise<string | null> {
    const personId = (await this.persons.standings([undone.personId], tx)).get(undone.personId)?.mergedInto ?? undone.personId;
    // Whoever answers another appeal of theirs at the same time waits here, and then counts this one.
    await this.posting.hold(tx, personId);
    const entryId = undone.kind === 'grant' ? await standingEntryId(tx, await idsOfOnePerson(tx, personId), undone.postedEntryId!) : undone.entryId!;
    if (undone.kind === 'grant' && (await this.ledger.isPosted(tx, entryKey.reverse(entryId)))) return null;
    const now = this.clock.now();
    const { date, units } = await tx.findOneByOrFail(CreditEntry, { id: entryId });
    const isReversal = undone.kind === 'grant';
    const posted = isReversal ? { units: -units, date: shanghaiDate(now) } : { units, date };
    const needsSecond = (await this.limits.aloneOfLate(tx, by, [personId])).needsSecond({ personId, ...posted });
    const correction: CreditCorrection = {
      ...undone,
      personId,
      id: newId(),
      kind: isReversal ? 'reversal' : 'grant',
      entryId,
      ...posted,
      reason,
      documentId: null,
      state: needsSecond ? 'waiting' : 'posted',
      needsSecond,
      requestedBy: by,
      requestedAt: new Date(now),
      decidedBy: needsSecond ? null : by,
      decidedAt: needsSecond ? null : new Date(now),
      decisionNote: null,
      importId: null,
      externalKey: null,
      postedEntryId: null,
    };
    const postedEntryId = needsSecond ? null : await this.posting.post(tx, correction, now, STATEMENT_REASONS.appeal);
    await tx.insert(CreditCorrection, { ...correction, postedEntryId });
    return correction.id;
  }
}
