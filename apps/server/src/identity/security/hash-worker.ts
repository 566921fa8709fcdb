import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type Options, hashSync, verifySync } from '@node-rs/argon2';

/** What a thread is asked to do. */
export type HashTask = { kind: 'hash'; password: string; options: Options } | { kind: 'verify'; password: string; stored: string };

const LOWEST = 19;

// On Linux 0 is the calling thread, elsewhere the whole process. Hashing gives way to every other request.
if (process.platform === 'linux') setPriority(0, LOWEST);

parentPort?.on('message', (task: HashTask) => {
  try {
    const result = task.kind === 'hash' ? hashSync(task.password, task.options) : verifySync(task.stored, task.password);
    parentPort?.postMessage({ result });
  } catch (error) {
    parentPort?.postMessage({ failure: String(error) });
  }
});
