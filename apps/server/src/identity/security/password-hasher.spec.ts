import type { Worker } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

class Watched extends PasswordHasher {
  readonly threads: Worker[] = [];

  protected override start(): Worker {
    const thread = super.start();
    this.threads.push(thread);
    return thread;
  }
}

let hasher: Watched;
beforeEach(() => void (hasher = new Watched()));
afterEach(() => hasher.onApplicationShutdown());

describe('a hash thread that ends', () => {
  test('refuses its job and leaves its place to a new one', async () => {
    for (let i = 0; i <= availableParallelism(); i++) {
      const [lost] = await Promise.allSettled([hasher.hash('a password'), hasher.threads[i]!.terminate()]);
      expect(lost).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining('A hash thread ended') }) });
    }
    expect(await hasher.fits('a password', await hasher.hash('a password'))).toBe(true);
  });

  test('without work is not given any more', async () => {
    const stored = await hasher.hash('a password');
    await hasher.threads[0]!.terminate();
    expect(await hasher.fits('a password', stored)).toBe(true);
    expect(hasher.threads).toHaveLength(2);
  });

  test('with the process refuses what waits', async () => {
    const all = Promise.allSettled(Array.from({ length: availableParallelism() + 1 }, () => hasher.hash('a password')));
    await hasher.onApplicationShutdown();
    expect((await all).map(({ status }) => status)).not.toContain('fulfilled');
    expect(hasher.threads).toHaveLength(availableParallelism());
  });
});
