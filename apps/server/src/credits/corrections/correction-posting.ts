import { type StatementReason, entryKey, reversalOf, shanghaiDate, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type PersonStanding, PersonsService } from '../../identity/persons.service.js';
import { NoticesService } from '../../notices/notices.service.js';
import { Problem } from '../../platform/errors/problem.js';
import { CreditEntry } from '../credit-entry.entity.js';
import { PoliciesService } from '../policies/policies.service.js';
import { PostingService } from '../posting.service.js';
import { StatementsService } from '../statements/statements.service.js';
import { CreditCorrection } from './credit-correction.entity.js';

/** Puts a correction into the ledger, with all that follows from it, in the transaction that decides it (credit-rules.md 10, 11, 16). */
@Injectable()
export class CorrectionPosting {
  constructor(
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly statements: StatementsService,
    private readonly notices: NoticesService,
  ) {}

  /** Holds the end of a person's chain: what is asked for the person meanwhile waits. */
  async hold(tx: EntityManager, personId: string): Promise<void> {
    await this.posting.lockHead(tx, personId);
  }

  /**
   * @param atMs when it was decided: the time that the entry was recorded
   * @param stated why there is another statement of a closed year
   * @returns the id of the entry
   * @throws Problem not_found (the person is no record of their own any more), entry_reversed
   */
  async post(tx: EntityManager, correction: CreditCorrection, atMs: number, stated: StatementReason): Promise<string> {
    await this.posting.lockHead(tx, correction.personId);
    const person = (await this.persons.standings([correction.personId], tx)).get(correction.personId);
    if (!person || person.mergedInto !== null) throw new Problem('not_found');
    const { id, year } = correction.kind === 'grant' ? await this.grant(tx, person, correction, atMs) : await this.reverse(tx, correction, atMs);
    await this.statements.follow(tx, person.id, person, year, stated);
    await this.notices.send(tx, person.id, correction.kind === 'grant' ? 'credit_granted' : 'credit_reversed', { correctionId: correction.id, entryId: id, units: correction.units, year });
    return id;
  }

  /** What is restored stands where it was earned, not where its learner lives today. */
  private async grant(tx: EntityManager, person: PersonStanding, { entryId, id, units, date, title, reason, documentId }: CreditCorrection, recordedAt: number): Promise<{ id: string; year: number }> {
    const policyVersion = this.policies.on(date).version;
    const restored = entryId === null ? person : await tx.findOneByOrFail(CreditEntry, { id: entryId });
    const { regionId, regionPath, organisationId } = restored;
    const posted = await this.posting.post(tx, { ...person, regionId, regionPath, organisationId }, { kind: 'grant', sourceId: id, key: entryKey.grant(id), units, date, policyVersion, recordedAt, evidence: { title, reason, documentId } });
    if (!posted) throw new Problem('correction_decided');
    return { id: posted.id, year: yearOfDate(date) };
  }

  private async reverse(tx: EntityManager, { entryId, reason, documentId, title }: CreditCorrection, recordedAt: number): Promise<{ id: string; year: number }> {
    const entry = await tx.findOneByOrFail(CreditEntry, { id: entryId! });
    if (await this.posting.isPosted(tx, entryKey.reverse(entry.id))) throw new Problem('entry_reversed');
    const date = shanghaiDate(recordedAt);
    const reversal = reversalOf(entry, { date, policyVersion: this.policies.on(date).version, recordedAt, evidence: { title, reason, documentId } });
    const posted = await this.posting.amend(tx, { ...reversal, regionPath: entry.regionPath, evidence: { title, reason, documentId } });
    if (!posted) throw new Problem('entry_reversed');
    return { id: posted.id, year: entry.year };
  }
}
