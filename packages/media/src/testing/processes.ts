import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_MS = 20;

/** Numbers of the living processes whose command line holds the text. Zombies have no command line and do not count. */
export async function processesNaming(text: string): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const lines = await Promise.all(numbers.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return numbers.filter((pid, i) => pid !== process.pid && lines[i]?.includes(text));
}

/** Waits until no process names the text; the test's own timeout ends the wait. */
export async function untilGone(text: string): Promise<void> {
  while ((await processesNaming(text)).length > 0) await wait(LOOK_AGAIN_MS);
}
