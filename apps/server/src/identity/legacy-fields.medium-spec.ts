import { createCipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newIdNumber, newPhone } from '../../test/factories/persons.js';
import { testConfig } from '../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../test/support/test-database.js';
import type { Config } from '../platform/config/config.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { FileKms } from '../platform/crypto/kms.js';
import { PersonKeys } from '../platform/crypto/person-keys.js';
import { newId } from '../platform/ids.js';
import { Account } from './account.entity.js';
import { upgradeLegacyFields } from './legacy-fields.js';
import { Person, type PersonState } from './person.entity.js';

let database: TestDatabase;
let config: Config;
let keys: PersonKeys;

interface Old {
  personId: string;
  accountId: string;
  name: string;
  idNumber: string;
  phone: string;
}

beforeAll(async () => {
  database = await createTestDatabase();
  config = testConfig({ databaseUrl: database.url, storageDir: '/nowhere' });
  keys = new PersonKeys(new FileKms(config));
});
afterAll(() => database.drop());

/** As version 0.1 wrote it. */
function encrypted(plain: string, place: string, key = config.secrets.masterKeys.all().get(1)!): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  return Buffer.concat([Buffer.from([1, 1, 1]), iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

async function anOldRow(verification: 'verified' | 'pending' | 'unverified', state: PersonState = 'active', key?: Buffer): Promise<Old> {
  const old: Old = { personId: newId(), accountId: newId(), name: '欧阳䶮', idNumber: newIdNumber(), phone: newPhone() };
  const named = verification !== 'unverified' && {
    nameCipher: encrypted(old.name, `person|name|${old.personId}`, key),
    idNumberCipher: encrypted(old.idNumber, `person|id_number|${old.personId}`, key),
    idNumberIndex: new BlindIndex(config).of('id_number', old.idNumber),
  };
  await database.dataSource.manager.insert(Person, { id: old.personId, verification, state, createdAt: new Date(), ...named });
  const phoneCipher = encrypted(old.phone, `account|phone|${old.accountId}`, key);
  await database.dataSource.manager.insert(Account, { id: old.accountId, personId: old.personId, displayName: '阿姨', phoneCipher, phoneIndex: new BlindIndex(config).of('phone', old.phone), passwordHash: 'x', createdAt: new Date() });
  return old;
}

const upgrade = (masterKey1 = config.secrets.masterKeys.all().get(1)) =>
  upgradeLegacyFields(database.dataSource, { keys, blindIndex: new BlindIndex(config), masterKey1, now: Date.parse('2026-11-22T12:00:00+08:00') });
const personOf = ({ personId }: Old) => database.dataSource.manager.findOneByOrFail(Person, { id: personId });

test('gives each person of version 0.1 a key and keeps all that was stored', async () => {
  const old = await Promise.all(Array.from({ length: 205 }, () => anOldRow('verified')));
  expect(await upgrade()).toBe(205);
  for (const one of old.slice(-50)) {
    const person = await personOf(one);
    const account = await database.dataSource.manager.findOneByOrFail(Account, { id: one.accountId });
    const cipher = await keys.open(person);
    expect(cipher.decrypt(person.nameCipher!, { table: 'person', column: 'name', row: person.id })).toBe(one.name);
    expect(cipher.decrypt(person.idNumberCipher!, { table: 'person', column: 'id_number', row: person.id })).toBe(one.idNumber);
    expect(cipher.decrypt(account.phoneCipher!, { table: 'account', column: 'phone', row: account.id })).toBe(one.phone);
    expect(person).toMatchObject({
      nameIndex: new BlindIndex(config).of('name', one.name),
      idNumberIndex: new BlindIndex(config).of('id_number', one.idNumber),
      documentKind: 'resident_id',
      birthYear: Number(one.idNumber.slice(6, 10)),
      sex: Number(one.idNumber[16]) % 2 === 1 ? 'male' : 'female',
    });
  }
  const before = await database.dataSource.query('SELECT * FROM person ORDER BY id');
  expect(await upgrade()).toBe(0);
  expect(await database.dataSource.query('SELECT * FROM person ORDER BY id')).toEqual(before);
});

test('fills what follows from the document only where it was verified, and leaves the erased without a key', async () => {
  const [pending, unverified, erased] = [await anOldRow('pending'), await anOldRow('unverified'), await anOldRow('unverified', 'erased')];
  expect(await upgrade()).toBe(2);
  expect(await personOf(pending)).toMatchObject({ nameIndex: null, documentKind: null, birthYear: null, sex: null });
  expect((await keys.open(await personOf(unverified)))).toBeDefined();
  expect(await personOf(erased)).toMatchObject({ dataKey: null });
});

test('goes on where it was interrupted, and changes nothing with the wrong key or with none', async () => {
  const [good, foreign] = [await anOldRow('verified'), await anOldRow('verified', 'active', randomBytes(32))];
  await expect(upgrade()).rejects.toThrow();
  expect([(await personOf(good)).dataKey, (await personOf(foreign)).dataKey]).toEqual([null, null]);
  await expect(upgradeLegacyFields(database.dataSource, { keys, blindIndex: new BlindIndex(config), masterKey1: undefined, now: 0 })).rejects.toThrow('field-encryption.key');
  await database.dataSource.manager.delete(Person, { id: foreign.personId });
  expect(await upgrade()).toBe(1);
  expect((await personOf(good)).dataKey).not.toBeNull();
});
