import { type DocumentKind, isIdKind, kindOfIdNumber, parseIdNumber, yearOfDate } from '@xuexi/domain';
import type { BlindIndex } from '../../platform/crypto/blind-index.js';
import type { FieldCipher } from '../../platform/crypto/field-cipher.js';
import type { Person } from '../person.entity.js';

/** A name and the number of a document, both in the form in which they are stored. */
export interface RealName {
  name: string;
  idNumber: string;
  /** Absent: what the ID number itself says, ID card or residence permit. */
  documentKind?: DocumentKind;
  /** 'YYYY-MM-DD', of documents whose number tells none. */
  birthDate?: string | null;
}

/** The columns of a person that come from a verified document. */
export type RealNameColumns = Pick<Person, 'nameCipher' | 'nameIndex' | 'documentKind' | 'idNumberCipher' | 'idNumberIndex' | 'birthYear' | 'sex'>;

/** The columns that hold a real name, encrypted with the person's own key, and what follows from the number. */
export function realNameColumns(by: { cipher: FieldCipher; blindIndex: BlindIndex; today: string }, personId: string, realName: RealName): RealNameColumns {
  const { name, idNumber, documentKind = kindOfIdNumber(idNumber) } = realName;
  const parsed = isIdKind(documentKind) ? parseIdNumber(idNumber, by.today) : null;
  const birthDate = parsed?.ok ? parsed.birthDate : (realName.birthDate ?? null);
  return {
    nameCipher: by.cipher.encrypt(name, { table: 'person', column: 'name', row: personId }),
    nameIndex: by.blindIndex.of('name', name),
    documentKind,
    idNumberCipher: by.cipher.encrypt(idNumber, { table: 'person', column: 'id_number', row: personId }),
    idNumberIndex: numberIndex(by.blindIndex, realName),
    birthYear: birthDate === null ? null : yearOfDate(birthDate),
    sex: parsed?.ok ? parsed.sex : null,
  };
}

/** The digest under which a number is unique. */
export function numberIndex(blindIndex: BlindIndex, { idNumber, documentKind = kindOfIdNumber(idNumber) }: RealName): string {
  return isIdKind(documentKind) ? blindIndex.of('id_number', idNumber) : blindIndex.of('document', `${documentKind}|${idNumber}`);
}
