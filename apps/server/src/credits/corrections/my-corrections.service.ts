import { type Permission, appealEndsAt, formatCredits, shanghaiDate, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { idsOfOnePerson } from '../../identity/personal-data/data-export.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { OfficesService } from '../../identity/roles/offices.service.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { titleOf } from '../evidence.js';
import { appealTextPlace } from './appeal-text.js';
import type { MyCorrectionDto } from './appeals.dto.js';
import { CreditAppeal } from './credit-appeal.entity.js';
import { CreditCorrection } from './credit-correction.entity.js';

/** Corrections as the learner whose credits they changed reads them, and their objection. */
@Injectable()
export class MyCorrectionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: PersonsService,
    private readonly offices: OfficesService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found */
  async get(personId: string, id: string): Promise<MyCorrectionDto> {
    const { manager } = this.dataSource;
    const correction = await postedOf(manager, personId, id);
    const entry = correction.entryId === null ? null : await manager.findOneByOrFail(CreditEntry, { id: correction.entryId });
    const appeal = await manager.findOneBy(CreditAppeal, { correctionId: id });
    const { kind, units, title, reason, decidedBy, decidedAt, regionPath, date } = correction;
    const endsAt = appealEndsAt(decidedAt.getTime());
    const officeOf = (accountId: string | null, at: Date | null, permission: Permission) => (accountId && at ? this.offices.officeOf(accountId, { permission, regionPath, at }) : null);
    return {
      id,
      kind,
      credits: formatCredits(units),
      year: entry?.year ?? yearOfDate(date),
      title,
      reason,
      entry: entry && { kind: entry.kind, title: titleOf(entry.kind, entry.evidence), date: entry.date, credits: formatCredits(entry.units) },
      decidedBy: await officeOf(decidedBy, decidedAt, 'credits.correct'),
      decidedAt: decidedAt.toISOString(),
      appealUntil: shanghaiDate(endsAt - 1),
      mayAppeal: appeal === null && this.clock.now() < endsAt,
      appeal: appeal && {
        state: appeal.state,
        text: await this.textOf(appeal),
        createdAt: appeal.createdAt.toISOString(),
        answer: appeal.answer,
        answeredBy: await officeOf(appeal.answeredBy, appeal.answeredAt, 'credits.approve'),
        answeredAt: appeal.answeredAt?.toISOString() ?? null,
      },
    };
  }

  /** Once for each correction, within 30 days. @throws Problem not_found, appeal_closed */
  async appeal(personId: string, correctionId: string, text: string): Promise<void> {
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const correction = await postedOf(tx, personId, correctionId);
        if (this.clock.now() >= appealEndsAt(correction.decidedAt.getTime())) throw new Problem('appeal_closed');
        const id = newId();
        const cipher = (await this.persons.ciphers([personId], tx)).get(personId);
        if (!cipher) throw new Problem('not_found');
        const nobody = { answer: null, answeredBy: null, answeredAt: null, counterCorrectionId: null };
        const { regionId, regionPath } = correction;
        await tx.insert(CreditAppeal, { ...nobody, id, correctionId, personId, textCipher: cipher.encrypt(text, appealTextPlace(id)), state: 'open', createdAt: this.clock.date(), regionId, regionPath });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('appeal_closed', [], { cause: error });
      throw error;
    }
  }

  private async textOf({ id, personId, textCipher }: CreditAppeal): Promise<string> {
    return (await this.persons.ciphers([personId])).get(personId)?.decrypt(textCipher, appealTextPlace(id)) ?? '';
  }
}

/** A correction that has changed the credits of a person, or of a record that was merged into theirs. @throws Problem not_found */
async function postedOf(tx: EntityManager, personId: string, id: string): Promise<CreditCorrection & { decidedAt: Date }> {
  const correction = await tx.findOneBy(CreditCorrection, { id, personId: In(await idsOfOnePerson(tx, personId)), state: 'posted' });
  if (!correction?.decidedAt) throw new Problem('not_found');
  return { ...correction, decidedAt: correction.decidedAt };
}
