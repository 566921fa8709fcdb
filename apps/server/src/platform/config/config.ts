import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** The address residents type; its scheme decides whether cookies are `Secure`. */
  PUBLIC_URL: z.url().default('http://localhost:8080'),
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  /** The account that migrates and gives the account of DATABASE_URL its rights; only main.migrate.js is told it. */
  DATABASE_MIGRATION_URL: z.url({ protocol: /^(mysql|mariadb)$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  STORAGE_URL: z.url({ protocol: /^file$/, error: 'only file:///… is supported in this version' }),
  /**
   * Folder with field-encryption.key (master key 1; later ones are field-encryption.2.key and so on), blind-index.key and
   * media-signing.key, each 32 bytes in base64.
   */
  SECRETS_DIR: z.string().min(1),
  /** Built learner site and console, served by the api itself when no nginx stands in front of it. */
  WEB_ROOT: z.string().optional(),
  CONSOLE_ROOT: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Everything that the processes read from their environment, parsed once at boot. */
export interface Config {
  production: boolean;
  development: boolean;
  host: string;
  port: number;
  publicUrl: URL;
  databaseUrl: string;
  /** The same as `databaseUrl` where one account does everything. */
  databaseMigrationUrl: string;
  redisUrl: string;
  storageUrl: URL;
  secrets: Secrets;
  webRoot: string | undefined;
  consoleRoot: string | undefined;
  logLevel: string;
}

/** Keys of 32 bytes; they never appear in a log or an answer. */
export interface Secrets {
  /** By id, 1 to 255; the highest one wraps new data keys. */
  masterKeys: ReadonlyMap<number, Buffer>;
  blindIndex: Buffer;
  mediaSigning: Buffer;
}

export const CONFIG = Symbol('Config');

/**
 * Reads and checks the environment.
 * @throws Error that names every variable at fault, so that the process stops before it answers anyone.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new Error(`Configuration is incomplete:\n${z.prettifyError(parsed.error)}`);
  }
  const e = parsed.data;
  return {
    production: e.NODE_ENV === 'production',
    development: e.NODE_ENV === 'development',
    host: e.HOST,
    port: e.PORT,
    publicUrl: new URL(e.PUBLIC_URL),
    databaseUrl: e.DATABASE_URL,
    databaseMigrationUrl: e.DATABASE_MIGRATION_URL ?? e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    storageUrl: new URL(e.STORAGE_URL),
    secrets: {
      masterKeys: readMasterKeys(e.SECRETS_DIR),
      blindIndex: readKey(e.SECRETS_DIR, 'blind-index.key'),
      mediaSigning: readKey(e.SECRETS_DIR, 'media-signing.key'),
    },
    webRoot: e.WEB_ROOT,
    consoleRoot: e.CONSOLE_ROOT,
    logLevel: e.LOG_LEVEL,
  };
}

const MASTER_KEY_FILE = /^field-encryption(?:\.([1-9]\d{0,2}))?\.key$/;

function readMasterKeys(dir: string): Map<number, Buffer> {
  const names = new Set([...readdirSync(dir), 'field-encryption.key']);
  return new Map(
    [...names].flatMap((name) => {
      const match = MASTER_KEY_FILE.exec(name);
      return match ? [[Number(match[1] ?? 1), readKey(dir, name)] as const] : [];
    }),
  );
}

function readKey(dir: string, name: string): Buffer {
  const key = Buffer.from(readFileSync(join(dir, name), 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`Secret ${name} must be 32 bytes in base64, found ${key.length} bytes`);
  return key;
}
