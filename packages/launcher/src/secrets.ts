import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherFailure } from './failure.ts';

/** The keys of the server; each file holds 32 random bytes in base64. */
export const KEY_FILES = ['field-encryption.key', 'blind-index.key', 'media-signing.key', 'audit-signing.key', 'credit-signing.key'] as const;

/** With these keys nothing is encrypted; what they have signed is verified with their public parts, which are in the anchors. */
const SIGN_ONLY: readonly string[] = ['audit-signing.key', 'credit-signing.key'];
/** Master keys that `pnpm keys:rotate` has added; with one of them the first may have been retired. */
const FIRST_MASTER_KEY = 'field-encryption.key';
const LATER_MASTER_KEY = /^field-encryption\.([2-9]|[1-9]\d{1,2})\.key$/;

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * Makes the keys that are missing and checks those that are there. A key is never replaced: what was encrypted with it could not be read again.
 * @param mayCreate false once a database exists that was written with the keys
 * @param newestMasterKey the highest number of a master key that this installation is known to have had
 * @returns the highest number now
 * @throws {LauncherFailure} where a key is damaged, or missing although it must exist
 */
export function ensureKeys(folder: string, mayCreate: boolean, newestMasterKey = 1): number {
  const later = laterMasterKeys(folder);
  const wanted = KEY_FILES.filter((name) => name !== FIRST_MASTER_KEY || later.size === 0);
  const missing = wanted.filter((name) => !existsSync(join(folder, name)));
  const newest = Math.max(1, ...later.keys());
  const lost = [...(mayCreate ? [] : missing.filter((name) => !SIGN_ONLY.includes(name))), ...(newest < newestMasterKey ? [`field-encryption.${newestMasterKey}.key`] : [])];
  if (lost.length > 0) {
    throw new LauncherFailure(
      `${folder} 里缺少密钥 ${lost.join('、')}，而数据库里已有用它加密的数据。把密钥从备份放回去；没有它，姓名和证件号再也读不出来。数据没有改动。`,
      `The keys ${lost.join(', ')} are missing from ${folder}, but the database holds data encrypted with them. Put them back from a backup: without them names and ID numbers cannot be read again. The data is untouched.`,
    );
  }
  const present = [...new Set([...KEY_FILES, ...later.values()])].filter((name) => existsSync(join(folder, name)));
  const damaged = present.filter((name) => !isKey(join(folder, name)));
  if (damaged.length > 0) {
    throw new LauncherFailure(
      `${folder} 里的密钥 ${damaged.join('、')} 已损坏（应为 ${KEY_BYTES} 字节的 base64）。从备份恢复它，不要删除：已加密的数据要靠它读出。数据没有改动。`,
      `The keys ${damaged.join(', ')} in ${folder} are damaged (${KEY_BYTES} bytes in base64 are expected). Restore them from a backup and do not delete them: encrypted data is read with them. The data is untouched.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of missing) createOnce(join(folder, name), randomBytes(KEY_BYTES).toString('base64'));
  for (const name of [...present, ...missing]) chmodSync(join(folder, name), OWNER_ONLY);
  return newest;
}

/** Names of the later master keys by number. */
function laterMasterKeys(folder: string): Map<number, string> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.flatMap((name) => (LATER_MASTER_KEY.test(name) ? [[Number(LATER_MASTER_KEY.exec(name)?.[1]), name] as const] : [])));
}

/** The password of a private service, made at the first start. One that is damaged is made anew: the service takes it over when it starts. */
export function servicePassword(folder: string, service: 'mariadb' | 'mariadb-app' | 'redis'): string {
  const file = join(folder, `${service}.password`);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (/^[\w-]{20,}$/.test(known)) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  const password = randomBytes(24).toString('base64url');
  createOnce(file, password);
  return password;
}

function isKey(file: string): boolean {
  const text = readFileSync(file, 'utf8').trim();
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES && key.toString('base64') === text;
}

/** The file appears whole and on disk, or not at all, and never over another one. */
function createOnce(file: string, content: string): void {
  const temporary = `${file}.${process.pid}`;
  const handle = openSync(temporary, 'w', OWNER_ONLY);
  writeSync(handle, `${content}\n`);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
