import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLock, lockHolder, processIdentity } from '../bin/bootstrap/lock.mjs';

describe('a lock file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    file = join(folder, 'deep', 'start.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken once, and again after its release', () => {
    const lock = acquireLock(file);
    expect(acquireLock(file)).toEqual({ heldBy: process.pid });
    if (!('release' in lock)) throw new Error('not taken');
    lock.release();
    expect(existsSync(file)).toBe(false);
    expect(acquireLock(file)).toHaveProperty('release');
  });

  it('is taken over from a process that has gone', () => {
    const { pid } = spawnSync('true');
    acquireLock(file);
    writeFileSync(file, JSON.stringify({ pid, identity: 'gone' }));
    expect(lockHolder(file)).toBeNull();
    expect(acquireLock(file)).toHaveProperty('release');
    expect(lockHolder(file)).toBe(process.pid);
  });

  it('is taken over where its number belongs to another process by now', () => {
    acquireLock(file);
    writeFileSync(file, JSON.stringify({ pid: process.pid, identity: processIdentity(process.ppid) }));
    expect(acquireLock(file)).toHaveProperty('release');
  });

  it('is taken over where a loss of power has left it empty', () => {
    acquireLock(file);
    writeFileSync(file, '');
    expect(acquireLock(file)).toHaveProperty('release');
    expect(acquireLock(file)).toEqual({ heldBy: process.pid });
  });

  it('is taken over although one who was taking it over has gone as well', () => {
    acquireLock(file);
    for (const left of [file, `${file}.takeover`]) writeFileSync(left, JSON.stringify({ pid: spawnSync('true').pid, identity: 'gone' }));
    expect(acquireLock(file)).toHaveProperty('release');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['start.lock']);
  });

  it('is not given back by one who no longer has it', () => {
    const lock = acquireLock(file);
    writeFileSync(file, JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid) }));
    if ('release' in lock) lock.release();
    expect(existsSync(file)).toBe(true);
  });
});

describe('a stale lock file that several processes find at once', () => {
  const PROCESSES = 4;
  const ROUNDS = 400;
  let folder: string;
  let racers: ChildProcess[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-race-'));
    racers = Array.from({ length: PROCESSES }, () => fork(join(import.meta.dirname, '..', 'test', 'lock-racer.ts')));
  });
  afterEach(() => {
    for (const racer of racers) racer.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is taken over by one of them', async () => {
    const { pid } = spawnSync('true');
    await Promise.all(racers.map((racer) => once(racer, 'message')));
    const holders: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = join(folder, `${round}.lock`);
      writeFileSync(file, JSON.stringify({ pid, identity: 'gone' }));
      const answers = racers.map((racer) => once(racer, 'message'));
      for (const racer of racers) racer.send(file);
      holders.push((await Promise.all(answers)).filter(([taken]) => taken).length);
    }
    expect(holders).toEqual(Array.from({ length: ROUNDS }, () => 1));
  });
});
