import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Scratch } from '../../src/platform/storage/scratch.js';
import { FileAbsent, type ListedFile, type Storage } from '../../src/platform/storage/storage.js';

/** A storage under test, and the folders for work beside it. */
export interface StorageUnderTest {
  storage: Storage;
  scratch: Scratch;
  close(): Promise<void>;
}

/** What every storage keeps to, whatever is behind it. */
export function describeStorage(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`${name} keeps to the storage's contract:`, () => {
    let under: StorageUnderTest;
    let storage: Storage;
    beforeAll(async () => {
      under = await start();
      storage = under.storage;
    });
    beforeEach(async () => {
      for (const folder of new Set((await keys()).map((key) => key.split('/')[0] ?? key))) await storage.remove(folder);
    });
    afterAll(() => under.close());

    const listed = async (prefix?: string): Promise<ListedFile[]> => {
      const found: ListedFile[] = [];
      for await (const file of storage.list(prefix)) found.push(file);
      return found;
    };
    const keys = async (prefix?: string): Promise<string[]> => (await listed(prefix)).map(({ key }) => key);
    const content = async (key: string): Promise<string> => text(await storage.read(key));

    async function folderOf(files: Record<string, string>): Promise<string> {
      const folder = join(await under.scratch.folder(), 'hls');
      for (const [file, data] of Object.entries(files)) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), data);
      }
      return folder;
    }

    test('it gives back what was written, whole and in parts', async () => {
      await storage.write('captions/a.vtt', 'WEBVTT 字幕');
      await storage.write('captions/a.vtt', 'WEBVTT');
      expect(await storage.stat('captions/a.vtt')).toMatchObject({ bytes: 6 });
      expect(Math.abs(Date.now() - ((await storage.stat('captions/a.vtt'))?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000);
      expect(await content('captions/a.vtt')).toBe('WEBVTT');
      expect(await text(await storage.read('captions/a.vtt', { start: 1, end: 3 }))).toBe('EBV');
      expect(await text(await storage.read('captions/a.vtt', { start: 5, end: 5 }))).toBe('T');
    });

    test('it stores a stream longer than one part of an upload, and empty files', async () => {
      const megabyte = Buffer.alloc(1024 * 1024, 7);
      await storage.write('uploads/long', Readable.from(Array.from({ length: 11 }, () => megabyte)));
      await storage.write('uploads/empty', Readable.from([]));
      await storage.write('uploads/blank', '');
      expect((await listed('uploads')).map(({ key, bytes }) => [key, bytes])).toEqual([
        ['uploads/blank', 0],
        ['uploads/empty', 0],
        ['uploads/long', 11 * 1024 * 1024],
      ]);
      expect((await buffer(await storage.read('uploads/long', { start: 9 * 1024 * 1024 - 1, end: 9 * 1024 * 1024 }))).equals(Buffer.from([7, 7]))).toBe(true);
    });

    test.each([0, 12])('it keeps the old file, and no part of the new one, when the source breaks after %s MiB', async (whole) => {
      await storage.write('a/file', 'old');
      const broken = Readable.from(
        (async function* () {
          for (let i = 0; i < whole; i++) yield Buffer.alloc(1024 * 1024);
          yield Buffer.from('half');
          throw new Error('the source broke');
        })(),
      );
      await expect(storage.write('a/file', broken)).rejects.toThrow('the source broke');
      expect(await content('a/file')).toBe('old');
      expect(await keys()).toEqual(['a/file']);
    });

    test('it says that a file is absent, also where there is a folder', async () => {
      await storage.write('a/b', 'x');
      for (const key of ['a', 'absent', 'a/b/c']) {
        expect(await storage.stat(key)).toBeNull();
        await expect(storage.read(key)).rejects.toThrow(FileAbsent);
        await expect(storage.localFile(key)).rejects.toThrow(FileAbsent);
      }
    });

    test('it removes a file, or a folder with all that is below it, and nothing whose name only begins alike', async () => {
      for (const key of ['media/1/a', 'media/1/b/c', 'media/10/a', 'media/1-a', 'media/1.a']) await storage.write(key, key);
      await storage.remove('media/1/b/c');
      await storage.remove('media/1');
      await storage.remove('absent');
      expect(await keys()).toEqual(['media/1-a', 'media/1.a', 'media/10/a']);
    });

    test('it lists a folder in the order of the bytes of the keys, and nothing beside it', async () => {
      const all = ['media/1-a', 'media/1.a', 'media/1/0', 'media/1/a.b', 'media/1/a/b', 'media/1/aB', 'media/10/a', 'media/2', 'medium', 'uploads/A', 'uploads/_'];
      for (const key of all.toReversed()) await storage.write(key, key);
      expect(await keys()).toEqual([...all].sort());
      expect(await listed('media/1')).toMatchObject(['media/1/0', 'media/1/a.b', 'media/1/a/b', 'media/1/aB'].map((key) => ({ key, bytes: key.length })));
      expect(await keys('media/2')).toEqual(['media/2']);
      expect(await keys('absent')).toEqual([]);
    });

    test('it publishes a folder in place of what was there', async () => {
      await storage.write('media/1/7/old.m4s', 'old');
      const folder = await folderOf({ 'master.m3u8': '#EXTM3U', '240p/index.m3u8': '#EXTM3U', '240p/0.m4s': 'segment' });
      await storage.publishDirectory(folder, 'media/1/7');
      expect(await keys()).toEqual(['media/1/7/240p/0.m4s', 'media/1/7/240p/index.m3u8', 'media/1/7/master.m3u8']);
      expect(await content('media/1/7/240p/0.m4s')).toBe('segment');
      expect(await readdir(dirname(folder))).toEqual([]);
    });

    test('it adds a folder to what is there', async () => {
      await storage.publishDirectory(await folderOf({ 'first.m3u8': '#EXTM3U', '240p/0.m4s': 'first' }), 'media/1/7');
      const folder = await folderOf({ 'master.m3u8': '#EXTM3U', '720p/0.m4s': 'second', '240p/1.m4s': 'third' });
      await storage.addDirectory(folder, 'media/1/7');
      expect(await keys()).toEqual(['media/1/7/240p/0.m4s', 'media/1/7/240p/1.m4s', 'media/1/7/720p/0.m4s', 'media/1/7/first.m3u8', 'media/1/7/master.m3u8']);
      expect(await content('media/1/7/240p/0.m4s')).toBe('first');
      expect(await readdir(dirname(folder))).toEqual([]);
    });

    test('it moves a folder, again after that, and on top of what a broken move left', async () => {
      for (const key of ['media/1/a', 'media/1/b/c', 'media/10/a']) await storage.write(key, key);
      await storage.move('media/1', 'withdrawn/1');
      await storage.move('media/1', 'withdrawn/1');
      expect(await keys()).toEqual(['media/10/a', 'withdrawn/1/a', 'withdrawn/1/b/c']);
      await storage.write('media/1/b/c', 'newer');
      await storage.write('media/1/d', 'd');
      await storage.move('media/1', 'withdrawn/1');
      expect(await keys()).toEqual(['media/10/a', 'withdrawn/1/a', 'withdrawn/1/b/c', 'withdrawn/1/d']);
      expect(await content('withdrawn/1/b/c')).toBe('newer');
      await storage.move('withdrawn/1', 'media/1');
      expect(await keys('media/1')).toEqual(['media/1/a', 'media/1/b/c', 'media/1/d']);
    });

    test('it hands a tool a local file until it is released', async () => {
      await storage.write('uploads/1', 'source');
      const before = await storage.localFile('uploads/1');
      expect(await readFile(before.path, 'utf8')).toBe('source');
      await before[Symbol.asyncDispose]();
      expect(await content('uploads/1')).toBe('source');
    });

    test('it refuses every operation on a key that could leave it', async () => {
      const local = await under.scratch.folder();
      const hostile = [
        () => storage.stat('../a'),
        () => storage.read('a/../../b'),
        () => storage.remove('..'),
        () => storage.write('../a', 'x'),
        () => storage.localFile('/etc/passwd'),
        () => storage.publishDirectory(local, '..'),
        () => storage.addDirectory(local, '../a'),
        () => storage.move('../a', 'b'),
        () => storage.move('b', '../a'),
        () => listed('..'),
      ];
      for (const operation of hostile) await expect((async () => operation())()).rejects.toThrow('not a storage key');
    });

    test('it says how much can still be stored, where there is such a limit', async () => {
      const free = await storage.freeBytes();
      expect(free === null || free > 0).toBe(true);
    });
  });
}
