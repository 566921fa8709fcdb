import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { testConfig } from '../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../test/support/test-database.js';
import { Person } from './identity/person.entity.js';
import { WRAPPED_KEYS } from './wrapped-keys.js';
import { FolderMasterKeys } from './platform/config/keys.js';
import { newId } from './platform/ids.js';
import { KeyRotation } from './platform/crypto/key-rotation.js';
import { FileKms } from './platform/crypto/kms.js';
import { PersonKeys } from './platform/crypto/person-keys.js';

const PERSONS = 650;

let database: TestDatabase;
let dir: string;
const NAME = { table: 'person', column: 'name' };

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xuexi-keys-'));
  writeFileSync(join(dir, 'field-encryption.key'), randomBytes(32).toString('base64'));
  await database.dataSource.query('DELETE FROM person');
  await insert(aProcess().keys, PERSONS);
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await database.drop();
});

/** A process of its own on the same folder of keys and the same database. */
function aProcess() {
  const config = testConfig({ databaseUrl: database.url, storageDir: dir });
  const masterKeys = new FolderMasterKeys(dir);
  const kms = new FileKms({ ...config, secrets: { ...config.secrets, masterKeys } });
  return { masterKeys, kms, keys: new PersonKeys(kms), rotation: new KeyRotation(database.dataSource, kms, WRAPPED_KEYS) };
}

async function insert(keys: PersonKeys, count: number): Promise<string[]> {
  const persons = await Promise.all(
    Array.from({ length: count }, async () => {
      const id = newId();
      const { dataKey, cipher } = await keys.issue(id);
      return { id, dataKey, nameCipher: cipher.encrypt(`name of ${id}`, { ...NAME, row: id }), verification: 'unverified' as const, createdAt: new Date() };
    }),
  );
  await database.dataSource.manager.insert(Person, persons);
  return persons.map(({ id }) => id);
}

/** Every person who has a key can be read. @returns how many */
async function readAll(keys: PersonKeys): Promise<number> {
  const persons = await database.dataSource.manager.find(Person);
  const ciphers = await keys.openAll(persons);
  for (const { id, nameCipher } of persons) if (ciphers.has(id)) expect(ciphers.get(id)!.decrypt(nameCipher!, { ...NAME, row: id })).toBe(`name of ${id}`);
  return ciphers.size;
}

test('puts every data key under the new master key; no field is touched, and all can be read without the old one', async () => {
  const before = await database.dataSource.query('SELECT id, name_cipher FROM person ORDER BY id');
  const { masterKeys, rotation } = aProcess();
  expect(masterKeys.addNext()).toBe(2);
  const said: number[] = [];
  expect(await rotation.rewrap((n) => said.push(n))).toEqual({ rewrapped: PERSONS, unreadable: 0, needs: new Map([[2, PERSONS]]) });
  expect(said).toEqual([200, 400, 600, 650]);
  expect(await rotation.rewrap()).toMatchObject({ rewrapped: 0, needs: new Map([[2, PERSONS]]) });
  rmSync(join(dir, 'field-encryption.key'));
  expect(await readAll(aProcess().keys)).toBe(PERSONS);
  expect(await database.dataSource.query('SELECT id, name_cipher FROM person ORDER BY id')).toEqual(before);
});

test('goes on beside processes that read, register and erase', async () => {
  const [rotating, working] = [aProcess(), aProcess()];
  const [erased] = await insert(working.keys, 1);
  let done = false;
  rotating.masterKeys.addNext();
  const work = async (): Promise<number> => {
    let made = 0;
    for (; !done || made === 0; made += 5) {
      await insert(working.keys, 5);
      await database.dataSource.query('UPDATE person SET data_key = NULL WHERE id = ?', [erased]);
      await readAll(working.keys);
    }
    return made;
  };
  const [made, result] = await Promise.all([work(), rotating.rotation.rewrap().finally(() => (done = true))]);
  expect(result.unreadable).toBe(0);
  expect(await rotating.rotation.needs()).toEqual(new Map([[2, PERSONS + made]]));
  expect(await readAll(aProcess().keys)).toBe(PERSONS + made);
  expect((await database.dataSource.manager.findOneByOrFail(Person, { id: erased })).dataKey).toBeNull();
});

test('finishes what an interrupted run began', async () => {
  const { masterKeys, kms } = aProcess();
  masterKeys.addNext();
  let left = 450;
  const dying = Object.assign(Object.create(kms) as FileKms, {
    isCurrent: (wrapped: Buffer) => {
      if (left-- === 0) throw new Error('killed');
      return kms.isCurrent(wrapped);
    },
  });
  await expect(new KeyRotation(database.dataSource, dying, WRAPPED_KEYS).rewrap()).rejects.toThrow('killed');
  const again = aProcess();
  expect(await again.rotation.needs()).toEqual(new Map([[1, 250], [2, 400]]));
  expect(await readAll(again.keys)).toBe(PERSONS);
  expect(await again.rotation.rewrap()).toMatchObject({ rewrapped: 250, needs: new Map([[2, PERSONS]]) });
  expect(await readAll(again.keys)).toBe(PERSONS);
});

test('tells of a key that opens nothing and goes on with the others', async () => {
  const { masterKeys, rotation } = aProcess();
  const [damaged] = await database.dataSource.query('SELECT id FROM person ORDER BY id LIMIT 1');
  await database.dataSource.query("UPDATE person SET data_key = CONCAT(SUBSTRING(data_key, 1, 20), 'xx', SUBSTRING(data_key, 23)) WHERE id = ?", [damaged.id]);
  masterKeys.addNext();
  expect(await rotation.rewrap()).toEqual({ rewrapped: PERSONS - 1, unreadable: 1, needs: new Map([[1, 1], [2, PERSONS - 1]]) });
});
