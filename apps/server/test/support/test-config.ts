import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../src/platform/config/config.js';
import type { MasterKeys } from '../../src/platform/config/keys.js';

export const PUBLIC_ORIGIN = 'http://xuexi.test';

/** The configuration of an installation of its own: new keys, its own folder. */
export function testConfig(given: { databaseUrl: string; storageDir: string; redisUrl?: string }): Config {
  return {
    production: true,
    development: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL(PUBLIC_ORIGIN),
    databaseUrl: given.databaseUrl,
    databaseMigrationUrl: given.databaseUrl,
    redisUrl: given.redisUrl ?? 'redis://127.0.0.1:1',
    storageUrl: pathToFileURL(`${given.storageDir}/`),
    scratchDir: join(given.storageDir, 'scratch'),
    uploadQuotaBytes: 100 * 1024 ** 3,
    uploadReserveBytes: 0,
    secrets: { masterKeys: oneMasterKey(), blindIndex: randomBytes(32), mediaSigning: randomBytes(32), auditSigning: randomBytes(32), creditSigning: randomBytes(32), storageAccess: null },
    auditAnchorDir: join(given.storageDir, 'audit'),
    smsGateway: null,
    trustedProxies: [],
    realName: null,
    erasureJournal: join(given.storageDir, 'audit', 'erasures.jsonl'),
    webRoot: undefined,
    consoleRoot: undefined,
    paperFont: null,
    logLevel: 'info',
  };
}

function oneMasterKey(): MasterKeys {
  const keys = new Map([[1, randomBytes(32)]]);
  return {
    all: () => keys,
    addNext() {
      throw new Error('This installation of a test keeps no key files');
    },
  };
}
