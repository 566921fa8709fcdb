import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_MS = 20;

/**
 * Numbers of the living processes that use what the text names: it is in their command line, or in the path of a file that they hold
 * open, as a tool does that is shut in without namespaces. Zombies have neither and do not count.
 * @param text with a NUL at its end: the end of an argument or of a path
 */
export async function processesUsing(text: string): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const used = await Promise.all(numbers.map(async (pid) => `${await commandLineOf(pid)}${(await openFilesOf(pid)).map((file) => `${file}\0`).join('')}`));
  return numbers.filter((pid, i) => pid !== process.pid && used[i]?.includes(text));
}

function commandLineOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
}

async function openFilesOf(pid: number): Promise<string[]> {
  const numbers = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(numbers.map((number) => readlink(`/proc/${pid}/fd/${number}`).catch(() => '')));
}

/** Waits until no process uses what the text names; the test's own timeout ends the wait. */
export async function untilGone(text: string): Promise<void> {
  while ((await processesUsing(text)).length > 0) await wait(LOOK_AGAIN_MS);
}
