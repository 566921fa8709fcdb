import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A lock file without a readable owner is being written right now, unless it is older than this. */
const WRITING_MS = 5000;

/**
 * Names a process beyond its number, which the kernel gives out again: boot, number and the tick at which it started.
 * @param {number} pid
 * @returns {string | null} null where no such process runs
 */
export function processIdentity(pid) {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may hold spaces; the fields after it are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    return state === 'Z' ? null : `${boot}:${pid}:${startTicks}`;
  } catch {
    return null;
  }
}

/**
 * The process that holds a lock file now.
 * @param {string} file
 * @returns {number | null} its number; null where the file is absent or its owner has gone
 */
export function lockHolder(file) {
  let owner;
  try {
    owner = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - writtenAt < WRITING_MS ? 0 : null;
  }
  return processIdentity(owner.pid) === owner.identity ? owner.pid : null;
}

/**
 * Takes a lock file for this process. A file whose owner has gone (killed, or the machine restarted) is taken over.
 * @param {string} file
 * @returns {{ release: () => void } | { heldBy: number }} the lock, or the number of the process that has it (0: not yet known)
 */
export function acquireLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return { release: () => releaseLock(file, mine) };
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') {
        // On a full disk the file is there, but empty.
        rmSync(file, { force: true });
        throw error;
      }
    }
    const holder = lockHolder(file);
    if (holder !== null) return { heldBy: holder };
    removeStaleLock(file);
  }
}

/**
 * Moves the file aside before removing it: of two processes that found it stale, only one can.
 * @param {string} file
 */
function removeStaleLock(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/**
 * @param {string} file
 * @param {string} mine
 */
function releaseLock(file, mine) {
  try {
    if (readFileSync(file, 'utf8') === mine) rmSync(file, { force: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}
