import { createDecipheriv } from 'node:crypto';
import { shanghaiDate } from '@xuexi/domain';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import type { BlindIndex } from '../platform/crypto/blind-index.js';
import type { FieldCipher } from '../platform/crypto/field-cipher.js';
import type { PersonKeys } from '../platform/crypto/person-keys.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Person } from './person.entity.js';
import { type RealNameColumns, realNameColumns } from './real-name/real-name-columns.js';

const PAGE = 200;
/** Version 0.1 encrypted fields under master key 1 itself: header 1|1|1, iv of 12 bytes, cipher text, tag of 16. */
const HEADER = Buffer.from([1, 1, 1]);
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface LegacyPerson {
  id: string;
  verification: Person['verification'];
  nameCipher: Buffer | null;
  idNumberCipher: Buffer | null;
}

interface LegacyAccount {
  id: string;
  personId: string;
  phoneCipher: Buffer | null;
}

/**
 * Gives the persons of version 0.1 a data key and encrypts their fields with it. Each person changes as a whole, so it
 * may be interrupted; run again it finds nothing left to do.
 *
 * @param masterKey1 the key under which version 0.1 encrypted
 * @returns how many persons were changed
 * @throws Error where a field does not open: the key is another one
 */
export async function upgradeLegacyFields(dataSource: DataSource, by: { keys: PersonKeys; blindIndex: BlindIndex; masterKey1: Buffer | undefined; now: number }): Promise<number> {
  let [upgraded, after] = [0, ''];
  for (;;) {
    const persons: LegacyPerson[] = await dataSource.query(
      `SELECT id, verification, name_cipher AS nameCipher, id_number_cipher AS idNumberCipher FROM person
        WHERE data_key IS NULL AND state <> 'erased' AND id > ? ORDER BY id LIMIT ?`,
      [after, PAGE],
    );
    if (persons.length === 0) return upgraded;
    const { masterKey1 } = by;
    if (!masterKey1) throw new Error('Data of version 0.1 needs field-encryption.key, the first master key: put it back into SECRETS_DIR');
    await inTransaction(dataSource, (tx) => upgradePage(tx, persons, { ...by, masterKey1 }));
    upgraded += persons.length;
    after = persons.at(-1)!.id;
  }
}

async function upgradePage(tx: EntityManager, persons: readonly LegacyPerson[], by: { keys: PersonKeys; blindIndex: BlindIndex; masterKey1: Buffer; now: number }): Promise<void> {
  const accounts: LegacyAccount[] = await tx.query('SELECT id, person_id AS personId, phone_cipher AS phoneCipher FROM account WHERE person_id IN (?)', [persons.map(({ id }) => id)]);
  const accountsOf = Map.groupBy(accounts, ({ personId }) => personId);
  for (const person of persons) {
    const { dataKey, cipher } = await by.keys.issue(person.id);
    const columns = personColumns(person, cipher, by);
    const taken = await tx.update(Person, { id: person.id, dataKey: IsNull() }, { dataKey, ...columns });
    if (taken.affected === 1) for (const account of accountsOf.get(person.id) ?? []) await upgradePhone(tx, account, cipher, by.masterKey1);
  }
}

/** A verified person gets what is derived from the number as well; the number of anybody else only its new cipher. */
function personColumns(person: LegacyPerson, cipher: FieldCipher, by: { blindIndex: BlindIndex; masterKey1: Buffer; now: number }): Partial<RealNameColumns> {
  if (!person.nameCipher || !person.idNumberCipher) return {};
  const name = openLegacy(by.masterKey1, person.nameCipher, `person|name|${person.id}`);
  const idNumber = openLegacy(by.masterKey1, person.idNumberCipher, `person|id_number|${person.id}`);
  const columns = realNameColumns({ cipher, blindIndex: by.blindIndex, today: shanghaiDate(by.now) }, person.id, { name, idNumber });
  if (person.verification === 'verified') return columns;
  return { nameCipher: columns.nameCipher, idNumberCipher: columns.idNumberCipher };
}

async function upgradePhone(tx: EntityManager, { id, phoneCipher }: LegacyAccount, cipher: FieldCipher, masterKey1: Buffer): Promise<void> {
  if (!phoneCipher) return;
  const phone = openLegacy(masterKey1, phoneCipher, `account|phone|${id}`);
  await tx.query('UPDATE account SET phone_cipher = ? WHERE id = ?', [cipher.encrypt(phone, { table: 'account', column: 'phone', row: id }), id]);
}

function openLegacy(key: Buffer, stored: Buffer, place: string): string {
  if (!stored.subarray(0, HEADER.length).equals(HEADER)) throw new Error(`Unknown encryption header of ${place}`);
  const iv = stored.subarray(HEADER.length, HEADER.length + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(stored.subarray(stored.length - TAG_BYTES));
  return decipher.update(stored.subarray(HEADER.length + IV_BYTES, stored.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
