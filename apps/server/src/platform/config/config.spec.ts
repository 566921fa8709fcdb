import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig, loadStorageConfig } from './config.js';

const KEYS = ['field-encryption.key', 'blind-index.key', 'media-signing.key', 'audit-signing.key', 'credit-signing.key'];
let secretsDir: string;
let good: NodeJS.ProcessEnv;

beforeAll(() => {
  secretsDir = mkdtempSync(join(tmpdir(), 'xuexi-secrets-'));
  for (const name of KEYS) writeFileSync(join(secretsDir, name), `${randomBytes(32).toString('base64')}\n`);
  good = { DATABASE_URL: 'mysql://user:secret@127.0.0.1:3306/xuexi', REDIS_URL: 'redis://127.0.0.1:6379', STORAGE_URL: 'file:///var/lib/xuexi/', SECRETS_DIR: secretsDir };
});
afterAll(() => rmSync(secretsDir, { recursive: true }));

describe('the configuration', () => {
  test('has a default for whatever is not about this installation, and is safe where nothing is said', () => {
    expect(loadConfig(good)).toMatchObject({ production: true, development: false, host: '127.0.0.1', port: 8080, logLevel: 'info' });
  });

  test('names every variable at fault at once', () => {
    expect(() => loadConfig({ PORT: '70000', NODE_ENV: 'staging', LOG_LEVEL: 'loud' })).toThrow(
      /^(?=[^]*DATABASE_URL)(?=[^]*REDIS_URL)(?=[^]*STORAGE_URL)(?=[^]*SECRETS_DIR)(?=[^]*PORT)(?=[^]*NODE_ENV)(?=[^]*LOG_LEVEL)/,
    );
  });

  test.each([
    ['DATABASE_URL', 'postgres://127.0.0.1/xuexi'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['STORAGE_URL', 'https://bucket.example/'],
    ['STORAGE_URL', 's3://key:secret@bucket/'],
    ['STORAGE_URL', 's3:///folder'],
    ['STORAGE_URL', 's3://bucket/?endpoint=somewhere'],
    ['STORAGE_URL', 's3://bucket/?secret=x'],
    ['STORAGE_URL', 's3://bucket/a%2fb'],
    ['PUBLIC_URL', 'xuexi'],
    ['PORT', 'eighty'],
    ['SECRETS_DIR', ''],
  ])('refuses a wrong %s and names it', (name, value) => {
    expect(() => loadConfig({ ...good, [name]: value })).toThrow(name);
  });

  test('of a move between storages needs a target, another one, and the key of a bucket', () => {
    expect(() => loadStorageConfig(undefined, good)).toThrow('--to');
    expect(() => loadStorageConfig(good.STORAGE_URL, good)).toThrow('names the same storage');
    expect(() => loadStorageConfig('s3://bucket/', good)).toThrow('storage-access.key');
    writeFileSync(join(secretsDir, 'storage-access.key'), 'an id\na secret\n');
    expect(loadStorageConfig('s3://bucket/?region=cn-north-1', good)).toMatchObject({ access: { accessKeyId: 'an id', secretAccessKey: 'a secret' }, scratchDir: '/var/lib/xuexi/scratch' });
    writeFileSync(join(secretsDir, 'storage-access.key'), 'an id\n');
    expect(() => loadConfig({ ...good, STORAGE_URL: 's3://bucket/', AUDIT_ANCHOR_DIR: '/var/lib/audit' })).toThrow('two lines');
    expect(() => loadConfig({ ...good, STORAGE_URL: 's3://bucket/' })).toThrow('AUDIT_ANCHOR_DIR');
  });

  test('repeats no password of a wrong address', () => {
    let message = '';
    try {
      loadConfig({ ...good, DATABASE_URL: 'postgres://user:hunter2@127.0.0.1/xuexi' });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain('hunter2');
  });

  test.each(KEYS)('refuses a %s that is missing or not 32 bytes long', (name) => {
    const dir = mkdtempSync(join(tmpdir(), 'xuexi-secrets-'));
    try {
      for (const other of KEYS.filter((key) => key !== name)) writeFileSync(join(dir, other), randomBytes(32).toString('base64'));
      expect(() => loadConfig({ ...good, SECRETS_DIR: dir })).toThrow(name);
      writeFileSync(join(dir, name), randomBytes(31).toString('base64'));
      expect(() => loadConfig({ ...good, SECRETS_DIR: dir })).toThrow(`${name} must be 32 bytes`);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
