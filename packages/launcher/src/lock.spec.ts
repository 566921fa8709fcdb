import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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

  it('is held while its owner writes it, and stale when the writing was cut off', () => {
    acquireLock(file);
    writeFileSync(file, '');
    expect(acquireLock(file)).toEqual({ heldBy: 0 });
    utimesSync(file, 1, 1);
    expect(acquireLock(file)).toHaveProperty('release');
  });

  it('is not given back by one who no longer has it', () => {
    const lock = acquireLock(file);
    writeFileSync(file, JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid) }));
    if ('release' in lock) lock.release();
    expect(existsSync(file)).toBe(true);
  });
});
