import { type LessonEvidence, type MergeEntry, type MergePlan, type MergePosting, STATEMENT_REASONS, reversalEvidence, reversalOf, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { PersonStanding } from '../identity/persons.service.js';
import { CreditCorrection } from './corrections/credit-correction.entity.js';
import { standingEntryId } from './corrections/standing-entry.js';
import { CreditEntry } from './credit-entry.entity.js';
import { PoliciesService } from './policies/policies.service.js';
import { PostingService } from './posting.service.js';
import { StatementsService } from './statements/statements.service.js';

/** The chains of two persons as they are merged. */
export interface MergingChains {
  entries: Map<string, MergeEntry[]>;
  /** Path of the region of every entry, by entry id; no part of what is sealed. */
  regionPaths: Map<string, string | null>;
}

/** What the ledger does when two persons become one: reversals, postings, statements. What is to be done, the domain decides. */
@Injectable()
export class LedgerMergeService {
  constructor(
    private readonly posting: PostingService,
    private readonly statements: StatementsService,
    private readonly policies: PoliciesService,
  ) {}

  /** Locks the ends of the chains, so that what is read stays what is there. */
  async lock(tx: EntityManager, personIds: string[]): Promise<void> {
    for (const id of [...personIds].sort()) await this.posting.lockHead(tx, id);
  }

  async chains(tx: EntityManager, personIds: string[]): Promise<MergingChains> {
    const rows = await tx.find(CreditEntry, { where: { personId: In(personIds) }, order: { personId: 'ASC', sequence: 'ASC' } });
    return {
      entries: Map.groupBy(rows.map(asMergeEntry), (entry) => entry.personId),
      regionPaths: new Map(rows.map((row) => [row.id, row.regionPath])),
    };
  }

  /**
   * Posts what the plan says, at the ends of both chains, and follows with the statements of the years it touches.
   * @param lessonOf the evidence of a completion that had earned nothing before
   */
  async carryOut(
    tx: EntityManager,
    plan: MergePlan,
    persons: { kept: PersonStanding; absorbed: PersonStanding },
    { regionPaths }: MergingChains,
    lessonOf: (lesson: NonNullable<MergePosting['lesson']>) => Promise<LessonEvidence>,
    nowMs: number,
  ): Promise<void> {
    const today = shanghaiDate(nowMs);
    for (const reversal of plan.reversals) {
      const { entry } = reversal;
      const { id: _, ...content } = reversalOf(entry, { date: today, policyVersion: this.policies.on(today).version, recordedAt: nowMs, evidence: reversalEvidence(reversal) });
      await this.posting.amend(tx, { ...content, evidence: reversalEvidence(reversal), regionPath: regionPaths.get(entry.id) ?? null });
    }
    for (const posting of plan.postings) {
      const { entry, note, lesson, ...content } = posting;
      const { regionId, organisationId } = entry ?? persons.kept;
      const regionPath = entry ? (regionPaths.get(entry.id) ?? null) : persons.kept.regionPath;
      const origin = entry ? (entry.evidence as object) : { ...(await lessonOf(lesson!)) };
      const evidence = { ...origin, ...(note && { merge: { ...note } }) };
      await this.posting.amend(tx, { ...content, personId: persons.kept.id, regionId, organisationId, regionPath, reverses: null, recordedAt: nowMs, evidence });
    }
    await moveWaiting(tx, persons);
    await this.restate(tx, plan, persons);
  }

  private async restate(tx: EntityManager, plan: MergePlan, { kept, absorbed }: { kept: PersonStanding; absorbed: PersonStanding }): Promise<void> {
    const verified = { verifiedAt: dateOf(plan.verifiedMs), unverifiedAt: dateOf(plan.unverifiedMs) };
    const years = new Set([...plan.reversals.map(({ entry }) => entry.year), ...plan.postings.map((posting) => posting.year)]);
    for (const year of years) {
      await this.statements.follow(tx, kept.id, verified, year, STATEMENT_REASONS.merge);
      await this.statements.follow(tx, absorbed.id, absorbed, year, STATEMENT_REASONS.merge);
    }
    await this.statements.dropPreliminary(tx, absorbed.id);
  }
}

/** What waits for a second person is the kept person's from now on, about the entries that stand now; what was decided stays as evidence. */
async function moveWaiting(tx: EntityManager, { kept, absorbed }: { kept: PersonStanding; absorbed: PersonStanding }): Promise<void> {
  const personIds = [kept.id, absorbed.id];
  const waiting = await tx.find(CreditCorrection, { where: { personId: In(personIds), state: 'waiting' }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  for (const { id, entryId } of waiting) {
    const standing = entryId === null ? null : await standingEntryId(tx, personIds, entryId);
    await tx.update(CreditCorrection, { id }, { personId: kept.id, entryId: standing, regionId: kept.regionId, regionPath: kept.regionPath ?? '' });
  }
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

function asMergeEntry({ id, personId, kind, sourceId, key, units, date, year, policyVersion, regionId, organisationId, reverses, recordedAt, evidence, hash }: CreditEntry): MergeEntry {
  return { id, personId, kind, sourceId, key, units, date, year, policyVersion, regionId, organisationId, reverses, recordedAt: recordedAt.getTime(), evidence: evidence as MergeEntry['evidence'], hash };
}
