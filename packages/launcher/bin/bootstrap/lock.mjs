import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

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
 * @returns {number | null} its number; null where the file is absent, its owner has gone, or a loss of power has left it unreadable
 */
export function lockHolder(file) {
  const content = contentOf(file);
  return content === null ? null : livingOwner(content);
}

/**
 * @param {string} file
 * @returns {string | null} null where the file is absent
 */
function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * @param {string} content of a lock file
 * @returns {number | null} null where the owner has gone or is not named
 */
function livingOwner(content) {
  try {
    const { pid, identity } = JSON.parse(content);
    return processIdentity(pid) === identity ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Takes a lock file for this process. A file whose owner has gone (killed, or the machine restarted) is taken over.
 * @param {string} file
 * @returns {{ release: () => void } | { heldBy: number }} the lock, or the number of the process that has it or is taking it over
 */
export function acquireLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (;;) {
    if (createWhole(file, mine)) return { release: () => releaseLock(file, mine) };
    const holder = lockHolder(file) ?? removeStaleLock(file);
    if (holder !== null) return { heldBy: holder };
  }
}

/**
 * The file appears with its whole content, or not at all: one that is there always names its owner.
 * @param {string} file
 * @param {string} content
 * @returns {boolean} false where the file exists already
 */
function createWhole(file, content) {
  const unfinished = `${file}.new-${process.pid}`;
  try {
    writeFileSync(unfinished, content);
    linkSync(unfinished, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Removes a file whose owner has gone. Only who holds its takeover lock may do so: without one, the second of two processes that found the
 * file stale would remove what the first has put in its place. Whoever was killed in the middle leaves a stale takeover lock, which is taken
 * over in the same way.
 * @param {string} file
 * @returns {number | null} the process that is taking the file over at this moment; null once the file may be tried again
 */
function removeStaleLock(file) {
  const takeover = acquireLock(`${file}.takeover`);
  if ('heldBy' in takeover) return takeover.heldBy;
  try {
    const content = contentOf(file);
    // One that is absent is left alone: by now another process may have put its own there.
    if (content !== null && livingOwner(content) === null) rmSync(file);
    return null;
  } finally {
    takeover.release();
  }
}

/**
 * @param {string} file
 * @param {string} mine
 */
function releaseLock(file, mine) {
  if (contentOf(file) === mine) rmSync(file, { force: true });
}
