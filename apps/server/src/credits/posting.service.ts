import { type EntryContent, GENESIS_HASH, type JsonValue, type SealedEntry, WATCHED_KINDS, creditYear, entryId, hashJson, sealEntry, yearOfDate } from '@xuexi/domain';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonStanding } from '../identity/persons.service.js';
import { AlarmsService } from '../platform/alarms/alarms.service.js';
import { digest } from '../platform/crypto/digest.js';
import { noteLatecomer } from './closing/closing-year.entity.js';
import { CreditEntry } from './credit-entry.entity.js';
import { CreditHead } from './credit-head.entity.js';

/** What is to be posted; place in the chain, id and hashes follow from it. */
export type Posting = Pick<EntryContent, 'kind' | 'sourceId' | 'key' | 'units' | 'date' | 'policyVersion' | 'recordedAt'> & { evidence: JsonValue & object };

/** An entry that another entry of the ledger gives rise to: place, year and date are not the person's of today. */
export type Amendment = Omit<EntryContent, 'id' | 'sequence' | 'evidence'> & { regionPath: string | null; evidence: JsonValue & object };

/** Same key, other content: refused, and somebody must look (credit-rules.md 13). */
export class ContradictingEntryError extends Error {
  constructor(readonly key: string) {
    super('A ledger entry with this key and other content exists');
  }
}

/** Appends to the ledger, always within the transaction that brings the evidence (reliability.md, requirement 2). */
@Injectable()
export class PostingService {
  private readonly logger = new Logger(PostingService.name);

  constructor(private readonly alarms: AlarmsService) {}

  /**
   * Posts an entry at the end of its person's chain. The same key with the same content changes nothing.
   * @throws ContradictingEntryError
   */
  async post(tx: EntityManager, person: PersonStanding, posting: Posting): Promise<SealedEntry | null> {
    const { id: personId, regionId, regionPath, organisationId } = person;
    return this.amend(tx, { ...posting, personId, year: yearOfDate(posting.date), regionId, regionPath, organisationId, reverses: null });
  }

  /**
   * Posts an entry whose year, region or organisation are those of another entry: a reversal, or one that stands for it.
   * The same key with the same content changes nothing.
   * @throws ContradictingEntryError
   */
  async amend(tx: EntityManager, { regionPath, ...content }: Amendment): Promise<SealedEntry | null> {
    const head = await this.lockHead(tx, content.personId);
    const existing = await tx.findOneBy(CreditEntry, { key: content.key });
    if (existing) {
      if (isSameContent(existing, content)) return null;
      this.alarm(existing, content);
      throw new ContradictingEntryError(content.key);
    }
    if (content.year < creditYear(content.recordedAt)) await noteLatecomer(tx, content.year, content.personId);
    const sealed = sealEntry({ ...content, id: entryId(content.key, content.recordedAt, digest), sequence: head.sequence + 1 }, head.hash, digest);
    await tx.insert(CreditEntry, { ...sealed, evidence: content.evidence, regionPath, recordedAt: new Date(sealed.recordedAt) });
    await tx.update(CreditHead, { personId: content.personId }, { sequence: sealed.sequence, hash: sealed.hash });
    return sealed;
  }

  /** Not awaited, and not in the transaction, which is rolled back: the alarm must stand, and must not wait for a connection that waits for it. */
  private alarm({ id, personId, year }: CreditEntry, { key, kind }: Pick<Amendment, 'key' | 'kind'>): void {
    this.logger.error({ entryId: id, kind }, 'contradicting ledger entry refused');
    const details = { personId, year, entryId: id, refusedKind: kind };
    this.alarms.raise({ kind: 'contradicting_entry', subjectId: key, details }).catch((error: unknown) => this.logger.error({ err: error, entryId: id }, 'the alarm could not be raised'));
  }

  /** Whether a key is used up, whatever became of its entry. */
  async isPosted(tx: EntityManager, key: string): Promise<boolean> {
    return tx.existsBy(CreditEntry, { key });
  }

  /** Units of watching that persons already have on a date, for the daily cap (credit-rules.md 9). */
  async watchedUnits(tx: EntityManager, personIds: string[], date: string): Promise<Map<string, number>> {
    if (personIds.length === 0) return new Map();
    const rows: { person_id: string; units: number }[] = await tx.query(
      'SELECT person_id, CAST(SUM(units) AS SIGNED) AS units FROM credit_entry WHERE person_id IN (?) AND date = ? AND kind IN (?) GROUP BY person_id',
      [personIds, date, [...WATCHED_KINDS]],
    );
    return new Map(rows.map((row) => [row.person_id, row.units]));
  }

  /** Locks the end of a person's chain: no entry is added until the transaction ends. */
  async lockHead(tx: EntityManager, personId: string): Promise<CreditHead> {
    await tx.query('INSERT INTO credit_head (person_id, sequence, hash) VALUES (?, 0, ?) ON DUPLICATE KEY UPDATE person_id = person_id', [personId, GENESIS_HASH]);
    return tx.findOneOrFail(CreditHead, { where: { personId }, lock: { mode: 'pessimistic_write' } });
  }
}

/** Whether an entry says what a posting says; the time of recording and where the person belonged then are no part of it. */
function isSameContent(entry: CreditEntry, { personId, kind, sourceId, units, date, year, policyVersion, reverses, evidence }: Omit<Amendment, 'regionPath'>): boolean {
  return (
    entry.personId === personId &&
    entry.kind === kind &&
    entry.sourceId === sourceId &&
    entry.units === units &&
    entry.date === date &&
    entry.year === year &&
    entry.reverses === reverses &&
    entry.policyVersion === policyVersion &&
    entry.evidenceHash === hashJson(evidence, digest)
  );
}
