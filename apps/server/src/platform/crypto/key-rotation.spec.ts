import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testConfig } from '../../../test/support/test-config.js';
import { FolderMasterKeys } from '../config/keys.js';
import { FileKms } from './kms.js';
import { keyIdOf } from './seal.js';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xuexi-keys-'));
  writeFileSync(join(dir, 'field-encryption.key'), randomBytes(32).toString('base64'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A process of its own, with its own memory of the keys. */
const aProcess = () => {
  const config = testConfig({ databaseUrl: 'mysql://127.0.0.1:1/none', storageDir: dir });
  const masterKeys = new FolderMasterKeys(dir);
  return { masterKeys, kms: new FileKms({ ...config, secrets: { ...config.secrets, masterKeys } }) };
};

describe('the folder of master keys', () => {
  test('gets the next one whole, for its owner alone, and is found by who runs already', () => {
    const [one, other] = [aProcess().masterKeys, aProcess().masterKeys];
    expect([one.addNext(), other.addNext(), one.addNext()]).toEqual([2, 3, 4]);
    expect([...other.all().keys()].sort()).toEqual([1, 2, 3, 4]);
    expect(readdirSync(dir).sort()).toEqual(['field-encryption.2.key', 'field-encryption.3.key', 'field-encryption.4.key', 'field-encryption.key']);
    for (const id of [2, 3, 4]) expect(statSync(join(dir, `field-encryption.${id}.key`)).mode & 0o777).toBe(0o600);
    expect(new Set([...one.all().values()].map(String)).size).toBe(4);
  });

  test('may lose the first key once there is another one, and no other way', () => {
    aProcess().masterKeys.addNext();
    rmSync(join(dir, 'field-encryption.key'));
    expect([...aProcess().masterKeys.all().keys()]).toEqual([2]);
    rmSync(join(dir, 'field-encryption.2.key'));
    expect(() => aProcess()).toThrow('field-encryption.key');
  });

  test('is refused with a damaged key, and holds no more than its ids can name', () => {
    writeFileSync(join(dir, 'field-encryption.7.key'), 'short');
    expect(() => aProcess()).toThrow('field-encryption.7.key must be 32 bytes');
    writeFileSync(join(dir, 'field-encryption.7.key'), randomBytes(32).toString('base64'));
    for (const name of ['field-encryption.1.key', 'field-encryption.256.key', 'field-encryption.2.key.old', 'readme']) writeFileSync(join(dir, name), 'whatever');
    expect([...aProcess().masterKeys.all().keys()]).toEqual([1, 7]);
    writeFileSync(join(dir, 'field-encryption.255.key'), randomBytes(32).toString('base64'));
    expect(() => aProcess().masterKeys.addNext()).toThrow('last one');
  });
});

test('no sequence of wrapping, rotating, rewrapping and retiring in two processes loses a data key', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('wrap' as const, 'rewrap' as const, 'read' as const), by: fc.nat(1) }),
    fc.record({ do: fc.constantFrom('rotate' as const, 'retire' as const), by: fc.nat(1) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const processes = [aProcess(), aProcess()];
      const rows = new Map<string, { plain: Buffer; wrapped: Buffer }>();
      for (const { do: what, by } of steps) {
        const { masterKeys, kms } = processes[by]!;
        if (what === 'rotate') masterKeys.addNext();
        if (what === 'wrap') {
          const plain = randomBytes(32);
          rows.set(String(rows.size), { plain, wrapped: await kms.wrap(plain, String(rows.size)) });
        }
        if (what === 'rewrap') for (const [id, row] of rows) if (!kms.isCurrent(row.wrapped)) row.wrapped = await kms.wrap(await kms.unwrap(row.wrapped, id), id);
        if (what === 'retire') {
          const needed = new Set([...rows.values()].map(({ wrapped }) => keyIdOf(wrapped)));
          for (const id of masterKeys.all().keys()) {
            if (id !== 1 && !needed.has(id) && id !== Math.max(...masterKeys.all().keys())) rmSync(join(dir, `field-encryption.${id}.key`), { force: true });
          }
        }
        for (const [id, { plain, wrapped }] of rows) expect((await kms.unwrap(wrapped, id)).equals(plain)).toBe(true);
      }
      for (const [id, { wrapped }] of rows) await expect(processes[0]!.kms.unwrap(wrapped, `${id}!`)).rejects.toThrow();
      for (const name of readdirSync(dir)) if (name !== 'field-encryption.key') rmSync(join(dir, name));
    }),
    { numRuns: 100 },
  );
});
