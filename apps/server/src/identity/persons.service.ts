import { kindOfIdNumber, maskDocumentNumber, maskName } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { COUNTS_IN_YEAR, countingIn } from './counting.js';
import { Account } from './account.entity.js';
import { Person } from './person.entity.js';
import type { PersonStanding } from './person-standing.js';
import { RealNameService } from './real-name.service.js';

export type { PersonStanding } from './person-standing.js';

/** Persons as the other features meet them. */
@Injectable()
export class PersonsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realNames: RealNameService,
    private readonly keys: PersonKeys,
  ) {}

  /** @param tx the transaction that will rely on what is read */
  async standings(ids: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, PersonStanding>> {
    const persons = await tx.find(Person, { select: { id: true, verifiedAt: true, unverifiedAt: true, regionId: true, regionPath: true, organisationId: true, mergedInto: true }, where: { id: In(ids) } });
    return new Map(persons.map((person) => [person.id, person]));
  }

  /** Whether a 学员号 is the person's. */
  async hasLoginNumber(tx: EntityManager, personId: string, loginNumber: string): Promise<boolean> {
    return tx.existsBy(Account, { personId, loginNumber });
  }

  /** Persons whose entries of a year count (credit-rules.md 12), in order of id, after a given one. */
  async countingPage(year: number, afterId: string | null, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(`SELECT p.id FROM person p WHERE ${COUNTS_IN_YEAR} AND p.id > ? ORDER BY p.id LIMIT ?`, [
      ...countingIn(year),
      afterId ?? '',
      limit,
    ]);
    return rows.map((row) => row.id);
  }

  async countCounting(year: number): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query(`SELECT COUNT(*) AS n FROM person p WHERE ${COUNTS_IN_YEAR}`, countingIn(year));
    return row?.n ?? 0;
  }

  /** What encrypts the fields that other features keep of persons, by person id; who has no key any more is left out. */
  async ciphers(ids: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, FieldCipher>> {
    return ids.length === 0 ? new Map() : this.keys.openAll(await tx.find(Person, { select: { id: true, dataKey: true }, where: { id: In(ids) } }));
  }

  /**
   * Whole names by person id, with the number of the document masked: for the papers of persons themselves, in whose name
   * they are made out. Who is not verified or erased is left out.
   */
  async holders(ids: string[]): Promise<Map<string, { name: string; document: string }>> {
    const persons = ids.length === 0 ? [] : await this.dataSource.manager.findBy(Person, { id: In(ids) });
    const ciphers = await this.keys.openAll(persons);
    return new Map(
      persons.flatMap((person) => {
        const cipher = ciphers.get(person.id);
        const realName = cipher && this.realNames.decrypted(cipher, person);
        return realName ? [[person.id, { name: realName.name, document: maskDocumentNumber(person.documentKind ?? kindOfIdNumber(realName.idNumber), realName.idNumber) }] as const] : [];
      }),
    );
  }

  /** Masked names by person id; '*' where there is none. */
  async maskedNames(ids: string[]): Promise<Map<string, string>> {
    const persons = ids.length === 0 ? [] : await this.dataSource.manager.findBy(Person, { id: In(ids) });
    const ciphers = await this.keys.openAll(persons);
    return new Map(
      persons.map((person) => {
        const cipher = ciphers.get(person.id);
        return [person.id, maskName((cipher && this.realNames.decrypted(cipher, person)?.name) ?? '')];
      }),
    );
  }
}
