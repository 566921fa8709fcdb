import type { JsonValue } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { PersonKeys } from '../../platform/crypto/person-keys.js';
import { Problem } from '../../platform/errors/problem.js';
import { newId } from '../../platform/ids.js';
import { Account } from '../account.entity.js';
import { Consent } from '../consents/consent.entity.js';
import { GuardianConsent } from '../consents/guardian-consent.entity.js';
import { isVerified } from '../counting.js';
import { Person } from '../person.entity.js';
import { RealNameClaim } from '../real-name/real-name-claim.entity.js';
import { DECIDED, RealNameService } from '../real-name.service.js';
import { LearningRecords, type MergeOutcome, type MergingPersons } from './learning-records.js';
import { PersonMerge } from './person-merge.entity.js';

/** Two records of one natural person. */
export interface MergeOrder {
  /** The person who stays. */
  keepPersonId: string;
  /** The person whose learning, credits and logins go over. */
  absorbPersonId: string;
  /** Account of who answers for it. */
  by: string;
  reason: string;
}

/** 合并重复登记: two records become one natural person. Whether the caller may do so is the caller's matter. */
@Injectable()
export class PersonMergeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly learning: LearningRecords,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** What {@link merge} would do now. @throws Problem not_found, merge_refused, merge_into_deceased */
  async preview(keepPersonId: string, absorbPersonId: string): Promise<MergeOutcome> {
    const persons = await this.dataSource.manager.findBy(Person, { id: In([keepPersonId, absorbPersonId]) });
    const { kept, absorbed } = bothOf(persons, keepPersonId, absorbPersonId);
    return this.learning.preview({ kept, absorbed });
  }

  /**
   * Merges, in the transaction of the caller, and records the act in the audit log: call it last. What was done is
   * answered again when the two are one already, whichever way they became it.
   * @throws Problem not_found, merge_refused (the same record twice, or one that is gone), merge_into_deceased
   */
  async merge(tx: EntityManager, order: MergeOrder): Promise<MergeOutcome> {
    const done = await this.doneBefore(tx, order);
    if (done) return done.outcome;
    const ids = [order.keepPersonId, order.absorbPersonId];
    const persons = await tx.find(Person, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    // Of two who merge the same pair, the second finds it done once it has the locks.
    const meanwhile = await this.doneBefore(tx, order);
    if (meanwhile) return meanwhile.outcome;
    const { kept, absorbed } = bothOf(persons, order.keepPersonId, order.absorbPersonId);
    await this.takeVerification(tx, kept, absorbed);
    const outcome = await this.learning.merge(tx, { kept, absorbed });
    await this.movePerson(tx, kept, absorbed);
    await this.moveAccounts(tx, kept, absorbed);
    await this.closeRecords(tx, kept, absorbed, order.by);
    await tx.insert(PersonMerge, { id: newId(), keptPersonId: kept.id, absorbedPersonId: absorbed.id, reason: order.reason, outcome, mergedBy: order.by, mergedAt: this.clock.date() });
    await this.audit.record(tx, {
      action: 'desk.merge',
      by: order.by,
      on: { kind: 'person', id: kept.id },
      regionPath: kept.regionPath,
      reason: order.reason,
      details: { absorbed: absorbed.id, ...(outcome as unknown as Record<string, JsonValue>) },
    });
    return outcome;
  }

  /** The merge of a person who is part of the kept one already, whether by one merge or through others. */
  private async doneBefore(tx: EntityManager, { keepPersonId, absorbPersonId }: MergeOrder): Promise<PersonMerge | null> {
    const merged = await tx.existsBy(Person, { id: absorbPersonId, mergedInto: keepPersonId });
    return merged ? tx.findOneByOrFail(PersonMerge, { absorbedPersonId: absorbPersonId }) : null;
  }

  /** The earlier verification of the two is the person's, who was newly registered once (credit-rules.md 18). Before the ledger: by it, years are stated. */
  private async takeVerification(tx: EntityManager, kept: Person, absorbed: Person): Promise<void> {
    const { verifiedAt, registeredOn, registeredRegionPath } = earlierRegistered(kept, absorbed);
    const unverifiedAt = [kept, absorbed].some(isVerified) ? null : later(kept.unverifiedAt, absorbed.unverifiedAt);
    await tx.update(Person, { id: kept.id }, { verifiedAt, unverifiedAt, registeredOn, registeredRegionPath });
  }

  /** The absorbed record keeps nothing by which a person is known but the digest of a second document. */
  private async movePerson(tx: EntityManager, kept: Person, absorbed: Person): Promise<void> {
    // The number must be free before the kept person can hold it. A second document stays taken: it is theirs, too.
    const idNumberIndex = takesDocument(kept, absorbed) ? null : absorbed.idNumberIndex;
    await tx.update(Person, { id: absorbed.id }, { ...NOBODY, idNumberIndex, mergedInto: kept.id });
    // Who was merged into the absorbed person before is the kept one, too.
    await tx.update(Person, { mergedInto: absorbed.id }, { mergedInto: kept.id });
    const document = takesDocument(kept, absorbed) ? await this.document(kept, absorbed) : null;
    if (document) await tx.update(Person, { id: kept.id }, document);
  }

  /** The verified document of the absorbed person, encrypted for the kept one. */
  private async document(kept: Person, absorbed: Person): Promise<Partial<Person> | null> {
    const realName = this.realNames.decrypted(await this.keys.open(absorbed), absorbed);
    if (!realName) return null;
    const documentKind = absorbed.documentKind ?? undefined;
    return { ...this.realNames.encrypted(await this.keys.open(kept), kept.id, { ...realName, documentKind }), birthYear: absorbed.birthYear, verification: 'verified' };
  }

  /** Logins stay as they are, sessions included; at the next request they are the kept person's. */
  private async moveAccounts(tx: EntityManager, kept: Person, absorbed: Person): Promise<void> {
    const accounts = await tx.findBy(Account, { personId: absorbed.id });
    if (accounts.length === 0) return;
    const from = await this.keys.open(absorbed);
    const to = await this.keys.open(kept);
    for (const { id, phoneCipher, totpSecretCipher, totpPendingCipher } of accounts) {
      await tx.update(Account, { id }, {
        personId: kept.id,
        phoneCipher: recrypted(phoneCipher, from, to, 'account', 'phone', id),
        totpSecretCipher: recrypted(totpSecretCipher, from, to, 'account', 'totp_secret', id),
        totpPendingCipher: recrypted(totpPendingCipher, from, to, 'account', 'totp_pending', id),
      });
    }
  }

  /** Claims and consents of the absorbed record end, those by which the kept one now uses its document go over; places end. All stay as evidence. */
  private async closeRecords(tx: EntityManager, kept: Person, absorbed: Person, by: string): Promise<void> {
    const now = this.clock.date();
    const document = takesDocument(kept, absorbed);
    const decided = { ...DECIDED, state: 'merged' as const, decidedAt: now, decidedBy: by };
    await tx.update(RealNameClaim, { pendingPersonId: In(document ? [kept.id, absorbed.id] : [absorbed.id]) }, decided);
    if (document) await this.moveConsents(tx, kept, absorbed);
    await tx.update(Consent, { personId: absorbed.id, withdrawnAt: IsNull() }, { withdrawnAt: now });
    await tx.update(GuardianConsent, { personId: absorbed.id, withdrawnAt: IsNull() }, { withdrawnAt: now });
    await tx.query('UPDATE residence SET valid_to = ? WHERE person_id = ? AND valid_to IS NULL', [now, absorbed.id]);
    await tx.query('UPDATE membership SET valid_to = ? WHERE person_id = ? AND valid_to IS NULL', [now, absorbed.id]);
  }

  private async moveConsents(tx: EntityManager, kept: Person, absorbed: Person): Promise<void> {
    const inForce = { personId: absorbed.id, purpose: 'real_name' as const, withdrawnAt: IsNull() };
    const replaced = { withdrawnAt: this.clock.date() };
    await tx.update(Consent, { ...inForce, personId: kept.id }, replaced);
    await tx.update(GuardianConsent, { personId: kept.id, withdrawnAt: IsNull() }, replaced);
    await tx.update(Consent, inForce, { personId: kept.id });
    const [from, to] = [await this.keys.open(absorbed), await this.keys.open(kept)];
    for (const { id, guardianNameCipher, guardianPhoneCipher } of await tx.findBy(GuardianConsent, { personId: absorbed.id, withdrawnAt: IsNull() })) {
      await tx.update(GuardianConsent, { id }, {
        personId: kept.id,
        guardianNameCipher: recrypted(guardianNameCipher, from, to, 'guardian_consent', 'guardian_name', id)!,
        guardianPhoneCipher: recrypted(guardianPhoneCipher, from, to, 'guardian_consent', 'guardian_phone', id),
      });
    }
  }
}

/** What remains of an absorbed person beside the digest of a second document: an id, its key, and under it the chain and the statements. */
const NOBODY = {
  state: 'merged',
  verification: 'unverified',
  verifiedAt: null,
  unverifiedAt: null,
  registeredOn: null,
  registeredRegionPath: null,
  nameCipher: null,
  nameIndex: null,
  documentKind: null,
  idNumberCipher: null,
  birthYear: null,
  sex: null,
  organisationId: null,
} as const satisfies Partial<Person>;

function bothOf(persons: Person[], keepPersonId: string, absorbPersonId: string): MergingPersons & { kept: Person; absorbed: Person } {
  const [kept, absorbed] = [keepPersonId, absorbPersonId].map((id) => persons.find((person) => person.id === id));
  if (!kept || !absorbed) throw new Problem('not_found');
  if (kept === absorbed || [kept, absorbed].some(({ state }) => state === 'merged' || state === 'erased')) throw new Problem('merge_refused');
  if (kept.state === 'deceased') throw new Problem('merge_into_deceased');
  return { kept, absorbed };
}

function earlierRegistered(a: Person, b: Person): Person {
  if (!a.verifiedAt || !b.verifiedAt) return a.verifiedAt ? a : b;
  return a.verifiedAt <= b.verifiedAt ? a : b;
}

function later(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a >= b ? a : b;
}

/** Whether the kept person comes to a verified document by the merge. */
function takesDocument(kept: Person, absorbed: Person): boolean {
  return kept.verification !== 'verified' && absorbed.verification === 'verified';
}

/** A field under another key; null stays null. */
function recrypted(stored: Buffer | null, from: FieldCipher, to: FieldCipher, table: string, column: string, row: string): Buffer | null {
  const place = { table, column, row };
  return stored && to.encrypt(from.decrypt(stored, place), place);
}
