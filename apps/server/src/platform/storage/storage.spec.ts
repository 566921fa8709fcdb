import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Scratch } from './scratch.js';
import { assertStorageKey, contentTypeOf, playlistsLast } from './storage.js';

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

describe('folders for work in progress', () => {
  let root: string;
  let scratch: Scratch;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'xuexi-scratch-'));
    scratch = new Scratch(join(root, 'scratch'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('that nobody has touched are cleared, those at work are not', async () => {
    const [abandoned, busy, fresh] = [await scratch.folder(), await scratch.folder(), await scratch.folder()];
    const longAgo = new Date('2026-01-01T00:00:00Z');
    for (const dir of [abandoned, busy]) {
      await mkdir(join(dir, 'hls', '240p'), { recursive: true });
      await writeFile(join(dir, 'hls', '240p', '00000.m4s'), 'x');
      for (const folder of ['hls', '.']) await utimes(join(dir, folder), longAgo, longAgo);
    }
    await utimes(join(abandoned, 'hls', '240p'), longAgo, longAgo);
    await scratch.clear(new Date('2026-01-02T00:00:00Z'));
    expect((await readdir(join(root, 'scratch'))).sort()).toEqual([basename(busy), basename(fresh)].sort());
  });

  test('need none to be cleared', async () => {
    await expect(scratch.clear(new Date())).resolves.toBeUndefined();
  });
});

test('playlists come last of a folder, masters last of them', () => {
  expect(playlistsLast(['master.m3u8', '240p/index.m3u8', '240p/0.m4s', 'poster.jpg'])).toEqual(['240p/0.m4s', 'poster.jpg', '240p/index.m3u8', 'master.m3u8']);
});

test.each([
  ['media/1/2/240p/index.m3u8', 'application/vnd.apple.mpegurl'],
  ['media/1/2/240p/00001.m4s', 'video/iso.segment'],
  ['media/1/captions/a-1.vtt', 'text/vtt'],
  ['uploads/0193', 'application/octet-stream'],
])('%s is served as %s', (key, type) => {
  expect(contentTypeOf(key)).toBe(type);
});
