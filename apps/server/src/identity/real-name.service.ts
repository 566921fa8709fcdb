import { type IdNumberFault, isResidencePermit, normalizePersonName, parseIdNumber, shanghaiDate, yearOfDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import type { RealNameDto } from './identity.dto.js';
import { Person } from './person.entity.js';
import { type RealName, RealNameVerifier } from './real-name-verifier.js';

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

/** The columns of a person that come from a verified document. */
export type RealNameColumns = Pick<Person, 'nameCipher' | 'nameIndex' | 'documentKind' | 'idNumberCipher' | 'idNumberIndex' | 'birthYear' | 'sex'>;

/** 实名注册: one natural person, one row; name and number are kept encrypted. */
@Injectable()
export class RealNameService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly verifier: RealNameVerifier,
    private readonly keys: PersonKeys,
    private readonly blindIndex: BlindIndex,
    private readonly clock: Clock,
  ) {}

  /**
   * Verifies a person's real name. The first success counts the person as newly registered in the region and the
   * year of that moment (credit-rules.md 18).
   * @throws Problem invalid_input, already_verified, identity_refused (also when another person holds the number,
   *   without saying so)
   */
  async register(personId: string, input: RealNameDto): Promise<void> {
    const parsed = parseIdNumber(input.idNumber, shanghaiDate(this.clock.now()));
    if (!parsed.ok) throw new Problem('invalid_input', [{ field: 'idNumber', message: FAULTS[parsed.reason] }]);
    const realName: RealName = { name: normalizePersonName(input.name), idNumber: parsed.value };
    const outcome = await this.verifier.verify(realName);
    if (outcome === 'rejected') throw new Problem('identity_refused');
    try {
      await inTransaction(this.dataSource, async (tx) => {
        const person = await tx.findOneOrFail(Person, { where: { id: personId }, lock: { mode: 'pessimistic_write' } });
        if (person.verification === 'verified') throw new Problem('already_verified');
        const cipher = await this.keys.open(person);
        await tx.update(Person, { id: personId }, { ...this.encrypted(cipher, personId, realName), ...this.verified(person, outcome) });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Problem('identity_refused');
      throw error;
    }
  }

  /** The columns that hold a real name, encrypted with the person's own key, and what follows from the number. */
  encrypted(cipher: FieldCipher, personId: string, { name, idNumber }: RealName): RealNameColumns {
    const parsed = parseIdNumber(idNumber, shanghaiDate(this.clock.now()));
    return {
      nameCipher: cipher.encrypt(name, { table: 'person', column: 'name', row: personId }),
      nameIndex: this.blindIndex.of('name', name),
      documentKind: isResidencePermit(idNumber) ? 'residence_permit' : 'resident_id',
      idNumberCipher: cipher.encrypt(idNumber, { table: 'person', column: 'id_number', row: personId }),
      idNumberIndex: this.blindIndex.of('id_number', idNumber),
      birthYear: parsed.ok ? yearOfDate(parsed.birthDate) : null,
      sex: parsed.ok ? parsed.sex : null,
    };
  }

  /** The real name of a person, or null; for masking only. */
  decrypted(cipher: FieldCipher, person: Pick<Person, 'id' | 'nameCipher' | 'idNumberCipher'>): RealName | null {
    if (!person.nameCipher || !person.idNumberCipher) return null;
    return {
      name: cipher.decrypt(person.nameCipher, { table: 'person', column: 'name', row: person.id }),
      idNumber: cipher.decrypt(person.idNumberCipher, { table: 'person', column: 'id_number', row: person.id }),
    };
  }

  private verified(person: Person, outcome: 'verified' | 'pending'): Partial<Person> {
    if (outcome === 'pending') return { verification: 'pending' };
    const now = this.clock.now();
    return { verification: 'verified', verifiedAt: new Date(now), registeredOn: shanghaiDate(now), registeredRegionPath: person.regionPath };
  }
}
