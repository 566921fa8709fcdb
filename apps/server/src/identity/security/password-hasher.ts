import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { normalizePassword } from '@xuexi/domain';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Problem } from '../../platform/errors/problem.js';
import { hashPassword, isCurrentHash, PARAMETERS } from '../passwords.js';
import type { HashTask } from './hash-worker.js';

const THREAD = new URL(`./hash-worker${extname(import.meta.url)}`, import.meta.url);

/** At 40 hashes a second on two cores the last one waits 12 s: whoever comes later had better come again. */
const MOST_WAITING = 500;

interface Job {
  task: HashTask;
  resolve: (result: string | boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Argon2id on as many threads as there are cores, each of the lowest priority: sign-ins take what is left over, other
 * requests stay quick, and libuv's pool stays free for files.
 */
@Injectable()
export class PasswordHasher implements OnApplicationShutdown {
  private readonly waiting: Job[] = [];
  private readonly idle: Worker[] = [];
  private readonly working = new Map<Worker, Job>();
  private readonly most = availableParallelism();
  private decoy: Promise<string> | undefined;
  private closed = false;

  /** @returns the PHC form, salt and parameters included */
  async hash(password: string): Promise<string> {
    return (await this.run({ kind: 'hash', password: normalizePassword(password), options: PARAMETERS })) as string;
  }

  /** Whether a password fits; without a stored hash it takes as long, so that timing does not tell who is registered. */
  async fits(password: string, stored: string | null): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= hashPassword('no account has this password')));
    const fits = await this.run({ kind: 'verify', password: normalizePassword(password), stored: against });
    return stored !== null && fits === true;
  }

  /** Whether a hash was made with other parameters than those of today. */
  needsRehash(stored: string): boolean {
    return !isCurrentHash(stored);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(new Problem('unavailable'));
    await Promise.all([...this.idle, ...this.working.keys()].map((worker) => worker.terminate()));
  }

  private run(task: HashTask): Promise<string | boolean> {
    if (this.closed || this.waiting.length >= MOST_WAITING) return Promise.reject(new Problem('unavailable'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, resolve, reject });
      this.next();
    });
  }

  /** Gives the next job to a thread that has none; a thread that ended makes room for a new one. */
  private next(): void {
    if (this.waiting.length === 0) return;
    const worker = this.idle.pop() ?? (this.working.size < this.most ? this.start() : undefined);
    const job = worker && this.waiting.shift();
    if (!worker || !job) return;
    this.working.set(worker, job);
    worker.ref();
    worker.postMessage(job.task);
  }

  /** A new thread, which takes no part yet. */
  protected start(): Worker {
    const worker = new Worker(THREAD);
    worker.on('message', (answer: { result: string | boolean } | { failure: string }) => {
      const job = this.working.get(worker);
      this.working.delete(worker);
      this.idle.push(worker);
      // A thread without work does not keep the process alive.
      worker.unref();
      if ('failure' in answer) job?.reject(new Error(answer.failure));
      else job?.resolve(answer.result);
      this.next();
    });
    worker.on('error', (error) => this.working.get(worker)?.reject(error));
    // Also after an error, and without one when it is terminated or runs out of memory.
    worker.on('exit', (code) => {
      this.working.get(worker)?.reject(new Error(`A hash thread ended with code ${code}`));
      this.working.delete(worker);
      const at = this.idle.indexOf(worker);
      if (at >= 0) this.idle.splice(at, 1);
      this.next();
    });
    return worker;
  }
}
