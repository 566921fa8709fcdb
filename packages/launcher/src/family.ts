import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Marks every process that the launcher starts, and all that those start. */
const TAG = 'XUEXI_LAUNCHED';
const POLL_MS = 50;
/** SIGKILL waits only for the kernel; what is still there after this cannot be ended from here. */
const KILL_MS = 5000;

/** A running process of the launcher, or a descendant of one. */
export interface Member {
  pid: number;
  /** The name its process was started under: `mariadb`, `worker` … */
  name: string;
}

/**
 * The environment variable that makes a process a member of a folder's family. The folder is named by device and inode,
 * so that a family is found again under another path.
 */
export function familyTag(folder: string, name: string): NodeJS.ProcessEnv {
  return { [TAG]: `${folderId(folder)}:${name}` };
}

/** The members of a folder's family that run now, whoever started them. */
export function findFamily(folder: string): Member[] {
  const prefix = `${TAG}=${folderId(folder)}:`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const tag = environmentOf(entry).find((variable) => variable.startsWith(prefix));
      return tag === undefined ? [] : [{ pid: Number(entry), name: tag.slice(prefix.length) }];
    });
}

/** Stops the members with certain names, name after name. Each gets SIGTERM and `deadlineMs`, then SIGKILL. */
export async function stopNamed(folder: string, names: readonly string[], deadlineMs: number): Promise<void> {
  for (const name of names) await stopMembers(() => findFamily(folder).filter((member) => member.name === name), deadlineMs);
}

/**
 * Stops what runs of a family: name after name in the order given, then everything else, see `stopNamed`.
 * @returns the members that were found
 */
export async function stopFamily(folder: string, order: readonly string[], deadlineMs: number): Promise<Member[]> {
  const found = findFamily(folder);
  if (found.length > 0) {
    await stopNamed(folder, order, deadlineMs);
    await stopMembers(() => findFamily(folder), deadlineMs);
  }
  return found;
}

async function stopMembers(find: () => Member[], deadlineMs: number): Promise<void> {
  signal(find(), 'SIGTERM');
  const deadline = performance.now() + deadlineMs;
  while (find().length > 0) {
    if (performance.now() > deadline + KILL_MS) return;
    if (performance.now() > deadline) signal(find(), 'SIGKILL');
    await wait(POLL_MS);
  }
}

function signal(members: Member[], name: NodeJS.Signals): void {
  for (const { pid } of members) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
  }
}

function folderId(folder: string): string {
  const { dev, ino } = statSync(folder);
  return `${dev}:${ino}`;
}

/** Empty for a zombie and for a process of another user. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
