import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LauncherFailure } from './failure.ts';
import { ensureKeys, KEY_FILES, servicePassword } from './secrets.ts';

describe('the keys', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'secrets');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const contents = (): string[] => KEY_FILES.map((name) => readFileSync(join(folder, name), 'utf8'));

  it('are made once: 32 bytes each, all different, readable by the owner alone', () => {
    ensureKeys(folder, true);
    const first = contents();
    expect(first.map((text) => Buffer.from(text, 'base64').length)).toEqual(KEY_FILES.map(() => 32));
    expect(new Set(first).size).toBe(KEY_FILES.length);
    expect(KEY_FILES.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual(KEY_FILES.map(() => 0o600));
    ensureKeys(folder, true);
    ensureKeys(folder, false);
    expect(contents()).toEqual(first);
    expect(readdirSync(folder).sort()).toEqual([...KEY_FILES].sort());
  });

  it.each(['', 'c2hvcnQ=', 'not base64 at all, and long enough to be a key'])('are refused, and kept, where one reads "%s"', (damaged) => {
    ensureKeys(folder, true);
    writeFileSync(join(folder, 'blind-index.key'), damaged);
    const before = contents();
    expect(() => ensureKeys(folder, true)).toThrow(LauncherFailure);
    expect(() => ensureKeys(folder, true)).toThrow('blind-index.key');
    expect(contents()).toEqual(before);
  });

  it('are not made anew where a database needs the lost ones', () => {
    ensureKeys(folder, true);
    rmSync(join(folder, 'field-encryption.key'));
    expect(() => ensureKeys(folder, false)).toThrow('field-encryption.key');
    expect(readdirSync(folder)).not.toContain('field-encryption.key');
  });

  it('may lose the one that only signs: it is made anew', () => {
    ensureKeys(folder, true);
    rmSync(join(folder, 'audit-signing.key'));
    ensureKeys(folder, false);
    expect(readdirSync(folder)).toContain('audit-signing.key');
  });

  describe('after a rotation', () => {
    const later = (id: number): string => join(folder, `field-encryption.${id}.key`);

    beforeEach(() => {
      ensureKeys(folder, true);
      writeFileSync(later(2), `${Buffer.alloc(32, 2).toString('base64')}\n`, { mode: 0o644 });
    });

    it('are numbered, and the first may be retired', () => {
      expect(ensureKeys(folder, false)).toBe(2);
      expect(statSync(later(2)).mode & 0o777).toBe(0o600);
      rmSync(join(folder, 'field-encryption.key'));
      expect(ensureKeys(folder, false, 2)).toBe(2);
      expect(readdirSync(folder)).not.toContain('field-encryption.key');
    });

    it('are refused where the newest one is missing', () => {
      rmSync(later(2));
      expect(() => ensureKeys(folder, true, 2)).toThrow('field-encryption.2.key');
    });

    it('are refused where one is damaged', () => {
      writeFileSync(later(12), 'short');
      expect(() => ensureKeys(folder, false)).toThrow('field-encryption.12.key');
    });
  });
});

describe('the password of a service', () => {
  it('stays the same, and is made anew where its file is damaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'passwords-'));
    const password = servicePassword(folder, 'redis');
    expect(servicePassword(folder, 'redis')).toBe(password);
    expect(servicePassword(folder, 'mariadb')).not.toBe(password);
    writeFileSync(join(folder, 'redis.password'), password.slice(0, 5));
    expect(servicePassword(folder, 'redis')).toMatch(/^[\w-]{32}$/);
    rmSync(folder, { recursive: true });
  });
});
