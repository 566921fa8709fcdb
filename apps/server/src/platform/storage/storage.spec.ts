import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LocalStorage } from './local-storage.js';
import { assertStorageKey } from './storage.js';

describe('a storage key', () => {
  test.each(['uploads/0193-a_b', 'media/0193/1', 'a', 'a/b.c/d.m3u8'])('%j is one', (key) => {
    expect(() => assertStorageKey(key)).not.toThrow();
  });

  test.each(['', '/', '/etc/passwd', '..', '../a', 'a/../b', 'a/..', './a', 'a//b', 'a/', 'a/./b', '.hidden', 'a\\b', 'a b', 'a\0', 'a\n', '%2e%2e/a', '课'])('%j is none', (key) => {
    expect(() => assertStorageKey(key)).toThrow(RangeError);
  });

  test('that is accepted never leaves the storage', () => {
    const hostile = fc.array(fc.constantFrom('.', '..', '/', '\\', 'a', '~', '\0', '%2e', '-', '_'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (key) => {
        try {
          assertStorageKey(key);
        } catch {
          return;
        }
        expect(resolve('/root', key).startsWith(`/root${sep}`)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('local storage', () => {
  let root: string;
  let storage: LocalStorage;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'xuexi-storage-'));
    storage = new LocalStorage(pathToFileURL(`${root}/`));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('keeps what was written, and gives back any part of it', async () => {
    await storage.write('captions/a.vtt', 'WEBVTT');
    expect((await storage.stat('captions/a.vtt'))?.bytes).toBe(6);
    expect(await text(await storage.read('captions/a.vtt'))).toBe('WEBVTT');
    expect(await text(await storage.read('captions/a.vtt', { start: 1, end: 3 }))).toBe('EBV');
  });

  test('leaves the old file, and no part of the new one, when writing breaks off', async () => {
    await storage.write('a.txt', 'old');
    const broken = new Readable({
      read() {
        this.push('half');
        this.destroy(new Error('the source broke'));
      },
    });
    await expect(storage.write('a.txt', broken)).rejects.toThrow('the source broke');
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe('old');
    expect(await readdir(root)).toEqual(['a.txt']);
  });

  test('shows a folder only when it is whole, in place of what was there', async () => {
    await storage.write('media/1/old.txt', 'old');
    const scratch = await storage.scratchDir();
    await mkdir(join(scratch, 'hls'));
    await writeFile(join(scratch, 'hls', 'master.m3u8'), '#EXTM3U');
    await storage.publishDirectory(join(scratch, 'hls'), 'media/1');
    expect(await readdir(join(root, 'media', '1'))).toEqual(['master.m3u8']);
  });

  test('clears the scratch folders that nobody has touched, in none of their folders', async () => {
    const [abandoned, busy, fresh] = [await storage.scratchDir(), await storage.scratchDir(), await storage.scratchDir()];
    const longAgo = new Date('2026-01-01T00:00:00Z');
    for (const dir of [abandoned, busy]) {
      await mkdir(join(dir, 'hls', '240p'), { recursive: true });
      await writeFile(join(dir, 'hls', '240p', '00000.m4s'), 'x');
      for (const folder of ['hls', '.']) await utimes(join(dir, folder), longAgo, longAgo);
    }
    await utimes(join(abandoned, 'hls', '240p'), longAgo, longAgo);
    await storage.clearScratch(new Date('2026-01-02T00:00:00Z'));
    expect((await readdir(join(root, 'scratch'))).sort()).toEqual([basename(busy), basename(fresh)].sort());
  });

  test('has nothing to clear where nobody has worked', async () => {
    await expect(storage.clearScratch(new Date())).resolves.toBeUndefined();
  });

  test('says of a folder and of nothing that there is no file', async () => {
    await storage.write('a/b', 'x');
    expect(await storage.stat('a')).toBeNull();
    expect(await storage.stat('absent')).toBeNull();
    await storage.remove('a');
    await storage.remove('absent');
    expect(await storage.stat('a/b')).toBeNull();
  });

  test('refuses every operation on a key that could leave it', async () => {
    for (const operation of [storage.stat('../a'), storage.read('../a'), storage.remove('..'), storage.write('../a', 'x'), storage.localPath('/etc/passwd'), storage.publishDirectory(root, '..')]) {
      await expect(operation).rejects.toThrow(RangeError);
    }
  });
});

async function text(stream: Readable): Promise<string> {
  return Buffer.concat(await stream.toArray()).toString();
}
