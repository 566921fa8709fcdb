import {
  type DocumentKind,
  GUARDIAN_AGE,
  type IdNumberFault,
  type Sex,
  ageOn,
  birthDateFault,
  creditYear,
  documentName,
  documentNumber,
  isIdKind,
  kindOfIdNumber,
  parseIdNumber,
  shanghaiDate,
} from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { ConsentsService } from './consents/consents.service.js';
import { GuardianConsent } from './consents/guardian-consent.entity.js';
import { Person } from './person.entity.js';
import { type RealName, type RealNameColumns, numberIndex, realNameColumns } from './real-name/real-name-columns.js';
import { RealNameClaim } from './real-name/real-name-claim.entity.js';

export type { RealName, RealNameColumns };

const FAULTS: Record<IdNumberFault, string> = {
  length_15: '这是第一代 15 位号码，请填写现在身份证上的 18 位号码',
  length: '证件号码应为 18 位，请检查是否多填或少填',
  characters: '证件号码只含数字，最后一位可以是 X',
  division: '前两位不是有效的地区代码，请核对',
  birth_date: '第 7 到 14 位不是真实的出生日期，请核对',
  check_digit: '最后一位与前面的数字对不上，请逐位核对',
  future: '出生日期在今天以后，请核对第 7 到 14 位',
  too_old: '出生日期太早，请核对第 7 到 14 位',
};

const BIRTH_DATE_FAULTS = {
  birth_date: '没有这个日期，请照证件填写，如 1990-01-02',
  future: '出生日期在今天以后，请核对',
  too_old: '出生日期太早，请核对',
};

const NO_REAL_NAME: RealNameColumns = { nameCipher: null, nameIndex: null, documentKind: null, idNumberCipher: null, idNumberIndex: null, birthYear: null, sex: null };

/** The claim is decided: nothing that it said is kept. */
export const DECIDED = { pendingPersonId: null, nameCipher: null, numberCipher: null, numberIndex: null } as const satisfies Partial<RealNameClaim>;

/** 实名: one natural person, one row; name and number are kept encrypted. What claims, desks and the check come down to. */
@Injectable()
export class RealNameService {
  constructor(
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly consents: ConsentsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads what was typed from a document.
   * @param input `birthDate`: needed where the number tells none, refused where it does
   * @throws Problem invalid_input, naming `name`, `idNumber` or `birthDate`
   */
  read(documentKind: DocumentKind | null, input: { name: string; idNumber: string; birthDate?: string | null }): RealName & { documentKind: DocumentKind } {
    const number = documentKind === null || isIdKind(documentKind) ? this.readIdNumber(input.idNumber) : readDocumentNumber(input.idNumber);
    const kind = documentKind === null || isIdKind(documentKind) ? kindOfIdNumber(number) : documentKind;
    const name = documentName(kind, input.name);
    if (name === null) throw new Problem('invalid_input', [{ field: 'name', message: '请填写证件上的姓名，2 到 50 个字' }]);
    return { name, idNumber: number, documentKind: kind, birthDate: this.readBirthDate(kind, input.birthDate ?? null) };
  }

  /**
   * Verifies a person whom staff have before them with the document in hand. Takes down the consent given there.
   * Records the act in the audit log, so call it near the end of the transaction.
   * @throws Problem invalid_input, already_verified, guardian_consent_needed, identity_held
   */
  async verifyAtDesk(tx: EntityManager, given: { personId: string; documentKind: DocumentKind; name: string; idNumber: string; birthDate?: string | null; by: string }): Promise<void> {
    const realName = this.read(given.documentKind, given);
    const person = await this.lock(tx, given.personId);
    await this.consents.give(tx, person, { purpose: 'real_name', channel: 'desk', by: given.by });
    await this.verify(tx, person, realName);
    const decided = { ...DECIDED, state: 'verified' as const, decidedAt: this.clock.date(), decidedBy: given.by };
    await tx.update(RealNameClaim, { pendingPersonId: person.id }, decided);
    await this.audit.record(tx, {
      action: 'real_name.verify',
      by: given.by,
      on: { kind: 'person', id: person.id },
      regionPath: person.regionPath,
      details: { channel: 'desk', documentKind: realName.documentKind },
    });
  }

  /** The row of a person who still answers for themselves, also from elsewhere, locked until the transaction ends. @throws Problem not_found */
  async lock(tx: EntityManager, personId: string): Promise<Person> {
    const person = await tx.findOne(Person, { where: { id: personId }, lock: { mode: 'pessimistic_write' } });
    if (person?.state !== 'active' && person?.state !== 'moved') throw new Problem('not_found');
    return person;
  }

  /**
   * The verification itself, whoever decided it. The first success counts the person as newly registered in the region
   * and the year of that moment (credit-rules.md 18). Of several persons with one number, the unique key lets one through.
   * @param person locked by this transaction
   * @throws Problem already_verified, guardian_consent_needed, identity_held
   */
  async verify(tx: EntityManager, person: Person, realName: RealName): Promise<void> {
    if (person.verification === 'verified') throw new Problem('already_verified');
    await this.assertGuardianAgrees(tx, person.id, realName);
    const now = this.clock.now();
    const first = person.verifiedAt === null && { verifiedAt: new Date(now), registeredOn: shanghaiDate(now), registeredRegionPath: person.regionPath };
    const columns = this.encrypted(await this.keys.open(person), person.id, realName);
    try {
      await tx.update(Person, { id: person.id }, { ...columns, verification: 'verified', unverifiedAt: null, ...first });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('identity_held');
      throw error;
    }
  }

  /**
   * Takes name and numbers from a person and drops a pending claim: consent is withdrawn. Being counted as newly registered
   * stays; entries of open years are provisional again (credit-rules.md 12).
   * @param person locked by this transaction
   */
  async forget(tx: EntityManager, person: Person): Promise<void> {
    const now = this.clock.date();
    await tx.update(Person, { id: person.id }, { ...NO_REAL_NAME, verification: 'unverified', ...(person.verification === 'verified' && { unverifiedAt: now }) });
    await tx.update(Person, { mergedInto: person.id }, { idNumberIndex: null });
    await tx.update(RealNameClaim, { pendingPersonId: person.id }, { ...DECIDED, state: 'withdrawn', decidedAt: now });
  }

  /** @throws Problem guardian_consent_needed when the document is that of a child and no guardian has agreed */
  async assertGuardianAgrees(tx: EntityManager, personId: string, realName: RealName): Promise<void> {
    if (!this.needsGuardian(realName)) return;
    if (!(await tx.existsBy(GuardianConsent, { personId, withdrawnAt: IsNull() }))) throw new Problem('guardian_consent_needed');
  }

  /** Whether a document is that of someone under 14 today. */
  needsGuardian({ idNumber, birthDate = null }: Pick<RealName, 'idNumber' | 'birthDate'>): boolean {
    const age = birthDate === null ? this.derived(idNumber).age : ageOn(birthDate, shanghaiDate(this.clock.now()));
    return age !== null && age < GUARDIAN_AGE;
  }

  /** The same of a verified person. Of a passport only the year of birth is kept: who may be under 14 counts as a child. */
  isChild(cipher: FieldCipher, person: Pick<Person, 'id' | 'nameCipher' | 'idNumberCipher' | 'documentKind' | 'birthYear'>): boolean {
    const realName = this.decrypted(cipher, person);
    if (person.documentKind === null || isIdKind(person.documentKind)) return realName !== null && this.needsGuardian(realName);
    return person.birthYear !== null && creditYear(this.clock.now()) - person.birthYear <= GUARDIAN_AGE;
  }

  /** What an ID number tells today; nulls for numbers that tell nothing. */
  derived(idNumber: string): { age: number | null; sex: Sex | null } {
    const today = shanghaiDate(this.clock.now());
    const parsed = parseIdNumber(idNumber, today);
    return parsed.ok ? { age: ageOn(parsed.birthDate, today), sex: parsed.sex } : { age: null, sex: null };
  }

  /** The persons that hold given digests, by digest: of a number that came with a merged record, the person it became part of. */
  async holders(tx: EntityManager, indexes: string[]): Promise<Map<string, Person>> {
    if (indexes.length === 0) return new Map();
    const rows = await tx.findBy(Person, { idNumberIndex: In(indexes) });
    const living = await tx.findBy(Person, { id: In(rows.flatMap(({ mergedInto }) => mergedInto ?? [])) });
    const byId = new Map([...rows, ...living].map((person) => [person.id, person]));
    return new Map(rows.map((row) => [row.idNumberIndex!, byId.get(row.mergedInto ?? row.id)!]));
  }

  /** The digests of all documents of a person: of the own one, and of those that came with merged records. */
  async indexesHeldBy(tx: EntityManager, person: Pick<Person, 'id' | 'idNumberIndex'>): Promise<string[]> {
    const merged = await tx.find(Person, { select: { id: true, idNumberIndex: true }, where: { mergedInto: person.id } });
    return [person, ...merged].flatMap(({ idNumberIndex }) => idNumberIndex ?? []);
  }

  /** The digests that a number may have whose document nobody named. */
  indexesOf(typed: string): string[] {
    const parsed = parseIdNumber(typed, shanghaiDate(this.clock.now()));
    if (parsed.ok) return [this.indexOf({ name: '', idNumber: parsed.value })];
    const idNumber = documentNumber(typed);
    return idNumber === null ? [] : (['passport', 'other'] as const).map((documentKind) => this.indexOf({ name: '', idNumber, documentKind }));
  }

  /** The digest under which a number is unique. */
  indexOf(realName: RealName): string {
    return numberIndex(this.blindIndex, realName);
  }

  /** The columns that hold a real name, encrypted with the person's own key, and what follows from the number. */
  encrypted(cipher: FieldCipher, personId: string, realName: RealName): RealNameColumns {
    return realNameColumns({ cipher, blindIndex: this.blindIndex, today: shanghaiDate(this.clock.now()) }, personId, realName);
  }

  /** The real name of a person, or null; for masking only. */
  decrypted(cipher: FieldCipher, person: Pick<Person, 'id' | 'nameCipher' | 'idNumberCipher'>): RealName | null {
    if (!person.nameCipher || !person.idNumberCipher) return null;
    return {
      name: cipher.decrypt(person.nameCipher, { table: 'person', column: 'name', row: person.id }),
      idNumber: cipher.decrypt(person.idNumberCipher, { table: 'person', column: 'id_number', row: person.id }),
    };
  }

  private readBirthDate(kind: DocumentKind, typed: string | null): string | null {
    const refused = (message: string) => new Problem('invalid_input', [{ field: 'birthDate', message }]);
    if (isIdKind(kind)) {
      if (typed !== null) throw refused('证件号码里已有出生日期，这里不用填');
      return null;
    }
    if (typed === null) throw refused('请填写证件上的出生日期，如 1990-01-02');
    const fault = birthDateFault(typed, shanghaiDate(this.clock.now()));
    if (fault) throw refused(BIRTH_DATE_FAULTS[fault]);
    return typed;
  }

  private readIdNumber(typed: string): string {
    const parsed = parseIdNumber(typed, shanghaiDate(this.clock.now()));
    if (!parsed.ok) throw new Problem('invalid_input', [{ field: 'idNumber', message: FAULTS[parsed.reason] }]);
    return parsed.value;
  }
}

function readDocumentNumber(typed: string): string {
  const number = documentNumber(typed);
  if (number === null) throw new Problem('invalid_input', [{ field: 'idNumber', message: '证件号码应为 5 到 20 位字母和数字' }]);
  return number;
}
