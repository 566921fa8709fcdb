import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MEDIA_LIMITS } from '@xuexi/domain';
import { z } from 'zod';
import { type S3Access, readS3Access, s3LocationOf } from '../storage/storage-location.js';
import { FolderMasterKeys, type MasterKeys, readKey } from './keys.js';

const GIB = 1024 ** 3;

const storageUrl = z.url({ protocol: /^(file|s3)$/, error: 'file:///… or s3://bucket/folder' }).superRefine((text, context) => {
  const url = new URL(text);
  if (url.protocol !== 's3:') return;
  try {
    s3LocationOf(url);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

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
  /** Where files are stored: file:///folder/, or s3://bucket/folder?endpoint=…&region=…&path-style=1 with storage-access.key in SECRETS_DIR. */
  STORAGE_URL: storageUrl,
  /** Folder of this machine for work in progress; absent: `scratch` in a local storage, whose disk it should share, and one of the system's temporary folders beside S3. */
  SCRATCH_DIR: z.string().min(1).optional(),
  /** What an instructor may keep on the server, and what uploads leave free on its disk, in GiB. */
  UPLOAD_QUOTA_GIB: z.coerce.number().positive().default(MEDIA_LIMITS.quotaBytes / GIB),
  UPLOAD_RESERVE_GIB: z.coerce.number().min(0).default(MEDIA_LIMITS.reservedBytes / GIB),
  /**
   * Folder with field-encryption.key (master key 1; later ones are field-encryption.2.key and so on), blind-index.key,
   * media-signing.key, audit-signing.key, credit-signing.key and, with SMS_GATEWAY_URL, sms-gateway.key, each 32 bytes in base64; and storage-access.key, for S3.
   */
  SECRETS_DIR: z.string().min(1),
  /** Where the worker anchors the audit log outside of the database; absent: a folder beside the videos, where they are in a local one. */
  AUDIT_ANCHOR_DIR: z.string().min(1).optional(),
  /** Where SMS codes are handed over; its key of 32 bytes is sms-gateway.key in SECRETS_DIR. Empty: nobody signs in by SMS. */
  SMS_GATEWAY_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** Proxies whose X-Forwarded-For is believed: addresses or networks (CIDR), with commas between them. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((one) => one.trim()).filter((one) => one !== ''))
    .refine((list) => list.every(isAddressOrNetwork), 'addresses or networks with commas between them, e.g. 10.0.0.0/8'),
  /** The two-element check of real names; absent: staff look at every claim. Its key is real-name.key in SECRETS_DIR. */
  REAL_NAME_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** File outside of the database in which erasures are noted, for after a backup came back; absent: beside the anchors of the audit log. */
  ERASURE_JOURNAL: z.string().min(1).optional(),
  /** The font of printed statements, a file of Noto Sans CJK; empty: as fontconfig finds it. */
  PAPER_FONT: z.string().default(''),
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
  scratchDir: string;
  /** Of the sources of one instructor, in bytes. */
  uploadQuotaBytes: number;
  /** Left free by uploads on the disk of the storage, in bytes. */
  uploadReserveBytes: number;
  secrets: Secrets;
  auditAnchorDir: string;
  /** Null: no SMS. */
  smsGateway: SignedGateway | null;
  trustedProxies: string[];
  /** The two-element check, or null: staff look at every claim. */
  realName: SignedGateway | null;
  erasureJournal: string;
  /** Null: as fontconfig finds it. */
  paperFont: string | null;
  webRoot: string | undefined;
  consoleRoot: string | undefined;
  logLevel: string;
}

/** A service of somebody else's that knows this installation by a key. */
export interface SignedGateway {
  url: URL;
  key: Buffer;
}

/** Keys, of 32 bytes where they are the platform's own; they never appear in a log or an answer. */
export interface Secrets {
  masterKeys: MasterKeys;
  blindIndex: Buffer;
  mediaSigning: Buffer;
  /** Seed of the Ed25519 key that signs the audit log's days. */
  auditSigning: Buffer;
  /** Seed of the Ed25519 key that signs the ledger's days, closings and statements. */
  creditSigning: Buffer;
  /** Null: files are stored on this machine. */
  storageAccess: S3Access | null;
}

export const CONFIG = Symbol('Config');

/** What is enough to verify the audit log: no secrets, no queue. */
export function loadAuditConfig(env: NodeJS.ProcessEnv = process.env): { databaseUrl: string; anchorDir: string | undefined } {
  const parsed = environment.pick({ DATABASE_URL: true, AUDIT_ANCHOR_DIR: true }).extend({ STORAGE_URL: environment.shape.STORAGE_URL.optional() }).safeParse(env);
  if (!parsed.success) throw new Error(`Configuration is incomplete:\n${z.prettifyError(parsed.error)}`);
  const { DATABASE_URL, AUDIT_ANCHOR_DIR, STORAGE_URL } = parsed.data;
  return { databaseUrl: DATABASE_URL, anchorDir: AUDIT_ANCHOR_DIR ?? (STORAGE_URL === undefined ? undefined : (anchorsBeside(STORAGE_URL) ?? undefined)) };
}

/**
 * What is enough to copy one storage into another: no database, no queue.
 * @param to address of the other one
 * @throws Error that names what is missing
 */
export function loadStorageConfig(to: string | undefined, env: NodeJS.ProcessEnv = process.env): { from: URL; to: URL; access: S3Access | null; scratchDir: string } {
  const parsed = environment
    .pick({ STORAGE_URL: true, SCRATCH_DIR: true, SECRETS_DIR: true })
    .extend({ '--to': storageUrl })
    .refine((e) => e.STORAGE_URL !== e['--to'], { path: ['--to'], error: 'names the same storage as STORAGE_URL' })
    .safeParse({ ...env, '--to': to });
  if (!parsed.success) throw new Error(`Configuration is incomplete:\n${z.prettifyError(parsed.error)}`);
  const { STORAGE_URL, SECRETS_DIR, '--to': target } = parsed.data;
  const s3 = [STORAGE_URL, target].some((address) => localFolder(address) === null);
  return { from: new URL(STORAGE_URL), to: new URL(target), access: s3 ? readS3Access(SECRETS_DIR) : null, scratchDir: scratchOf(parsed.data) };
}

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
  const auditAnchorDir = e.AUDIT_ANCHOR_DIR ?? anchorsBeside(e.STORAGE_URL);
  if (auditAnchorDir === null) throw new Error('Configuration is incomplete:\nAUDIT_ANCHOR_DIR must name a folder when the storage is S3');
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
    uploadQuotaBytes: Math.floor(e.UPLOAD_QUOTA_GIB * GIB),
    uploadReserveBytes: Math.floor(e.UPLOAD_RESERVE_GIB * GIB),
    scratchDir: scratchOf(e),
    secrets: {
      masterKeys: new FolderMasterKeys(e.SECRETS_DIR),
      blindIndex: readKey(e.SECRETS_DIR, 'blind-index.key'),
      mediaSigning: readKey(e.SECRETS_DIR, 'media-signing.key'),
      auditSigning: readKey(e.SECRETS_DIR, 'audit-signing.key'),
      creditSigning: readKey(e.SECRETS_DIR, 'credit-signing.key'),
      storageAccess: localFolder(e.STORAGE_URL) === null ? readS3Access(e.SECRETS_DIR) : null,
    },
    auditAnchorDir,
    smsGateway: e.SMS_GATEWAY_URL === '' ? null : { url: new URL(e.SMS_GATEWAY_URL), key: readKey(e.SECRETS_DIR, 'sms-gateway.key') },
    trustedProxies: e.TRUSTED_PROXIES,
    realName: e.REAL_NAME_URL === undefined ? null : { url: new URL(e.REAL_NAME_URL), key: readKey(e.SECRETS_DIR, 'real-name.key') },
    erasureJournal: e.ERASURE_JOURNAL ?? join(auditAnchorDir, 'erasures.jsonl'),
    paperFont: e.PAPER_FONT === '' ? null : e.PAPER_FONT,
    webRoot: e.WEB_ROOT,
    consoleRoot: e.CONSOLE_ROOT,
    logLevel: e.LOG_LEVEL,
  };
}

function anchorsBeside(storageAddress: string): string | null {
  const folder = localFolder(storageAddress);
  return folder === null ? null : join(folder, 'audit');
}

function scratchOf({ SCRATCH_DIR, STORAGE_URL }: { SCRATCH_DIR?: string | undefined; STORAGE_URL: string }): string {
  return SCRATCH_DIR ?? join(localFolder(STORAGE_URL) ?? join(tmpdir(), 'xuexi'), 'scratch');
}

/** Null where files are not stored on this machine. */
function localFolder(storageAddress: string): string | null {
  return storageAddress.startsWith('file:') ? fileURLToPath(storageAddress) : null;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
}
