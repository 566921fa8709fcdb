import { chmod, chown, lchown, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Number of an account and a group that no distribution hands out; it owns nothing but what is lent to a running tool. */
export const SANDBOX_ID = 61_000;

const GROUP_READS = 0o040;
const OTHERS_READ = 0o004;

/** Lets the tool's account read one file that only its owner may read. */
export async function grantReading(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.mode & OTHERS_READ) return;
  await chown(path, found.uid, SANDBOX_ID);
  await chmod(path, (found.mode & 0o7777) | GROUP_READS);
}

async function everythingIn(dir: string): Promise<string[]> {
  const inside = await readdir(dir, { recursive: true }).catch(() => []);
  return [dir, ...inside.map((name) => join(dir, name))];
}

/** Hands a folder with all that is in it to the tool's account. Links are handed over themselves, never what they name. */
export async function lendFolder(dir: string): Promise<void> {
  for (const path of await everythingIn(dir)) await lchown(path, SANDBOX_ID, SANDBOX_ID);
}

/** Takes a lent folder back, so that no later tool can write to it. */
export async function takeBackFolder(dir: string): Promise<void> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  for (const path of await everythingIn(dir)) {
    const found = await lstat(path).catch(() => null);
    if (found?.uid === SANDBOX_ID) await lchown(path, uid, gid);
  }
}
