import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from '../platform/clock.js';
import { FileAbsent, type Storage, type StoredFile } from '../platform/storage/storage.js';
import { MediaCache, type MediaFile } from './media-cache.js';

const LIMITS = { kept: 1_000_000, passing: 300_000, file: 200_000 };
const MODIFIED = new Date('2026-03-10T01:00:00.500Z');

class StandingClock extends Clock {
  ms = Date.parse('2026-03-10T02:00:00Z');
  override now(): number {
    return this.ms;
  }
}

/** Files of zeros by their size; reads wait until they are let through. */
class SizedFiles {
  sizes = new Map<string, number>();
  asked: string[] = [];
  reads: string[] = [];
  gate: Promise<void> = Promise.resolve();

  async stat(key: string): Promise<StoredFile | null> {
    this.asked.push(key);
    const bytes = this.sizes.get(key);
    return bytes === undefined ? null : { bytes, modifiedAt: MODIFIED };
  }

  async read(): Promise<Readable> {
    return Readable.from([]);
  }

  async readWhole(key: string): Promise<Buffer> {
    this.reads.push(key);
    await this.gate;
    const bytes = this.sizes.get(key);
    if (bytes === undefined) throw new FileAbsent(key);
    return Buffer.alloc(bytes);
  }
}

let clock: StandingClock;
let files: SizedFiles;
let cache: MediaCache;
beforeEach(() => {
  clock = new StandingClock();
  files = new SizedFiles();
  cache = new MediaCache(files as unknown as Storage, clock, LIMITS);
});

const isHeld = (file: MediaFile | null | undefined) => (file?.content ?? null) !== null;

describe('the cache of media', () => {
  test('reads a file once for everyone who asks at the same time, and asks for it again after 20 s', async () => {
    files.sizes.set('a.m4s', 1000);
    const found = await Promise.all(Array.from({ length: 20 }, () => cache.find('a.m4s')));
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toMatchObject({ bytes: 1000, etag: '"69af6d10-3e8"', lastModified: 'Tue, 10 Mar 2026 01:00:00 GMT' });
    expect([files.asked, files.reads]).toEqual([['a.m4s'], ['a.m4s']]);
    clock.ms += 19_999;
    expect(cache.known('a.m4s')).toBe(found[0]);
    clock.ms++;
    expect(cache.known('a.m4s')).toBeUndefined();
    expect(await cache.find('a.m4s')).toBe(found[0]);
    expect([files.asked.length, files.reads.length]).toEqual([2, 1]);
    expect(cache.known('a.m4s')).toBe(found[0]);
  });

  test('trusts nothing that it will have seen only later: clocks are set back', async () => {
    files.sizes.set('a.m4s', 1000);
    await cache.find('a.m4s');
    clock.ms--;
    expect(cache.known('a.m4s')).toBeUndefined();
  });

  test('forgets a file that is gone, and finds it again', async () => {
    files.sizes.set('a.m4s', 1000);
    await cache.find('a.m4s');
    files.sizes.clear();
    clock.ms += 20_000;
    expect(await cache.find('a.m4s')).toBeNull();
    expect([cache.known('a.m4s'), cache.bytes]).toEqual([undefined, 0]);
    files.sizes.set('a.m4s', 1000);
    expect(isHeld(await cache.find('a.m4s'))).toBe(true);
  });

  test('holds no large file', async () => {
    files.sizes.set('a.mp4', LIMITS.file + 1).set('b.mp4', LIMITS.file);
    expect([isHeld(await cache.find('a.mp4')), isHeld(await cache.find('b.mp4'))]).toEqual([false, true]);
    expect(cache.known('a.mp4')).toMatchObject({ bytes: LIMITS.file + 1, content: null });
  });

  test('reads no more at a time than may pass through; the others are streamed', async () => {
    const gate = Promise.withResolvers<void>();
    files.gate = gate.promise;
    for (let i = 0; i < 10; i++) files.sizes.set(`${i}.m4s`, 100_000);
    const finding = Promise.all([...files.sizes.keys()].map((key) => cache.find(key)));
    // Until every look has come to its read or gone without.
    for (let i = 0; i < 10; i++) await Promise.resolve();
    expect([files.reads.length, cache.bytes]).toEqual([3, 300_000]);
    gate.resolve();
    expect((await finding).filter(isHeld).length).toBe(3);
  });

  test('does not take a shortened file for the one that was asked for', async () => {
    files.sizes.set('a.m4s', 1000);
    files.readWhole = async () => Buffer.alloc(999);
    await expect(cache.find('a.m4s')).rejects.toThrow('a.m4s has 999 of 1000 bytes');
    expect(cache.bytes).toBe(0);
  });

  test('stays within its bounds, whatever is asked for, however slowly it is taken', async () => {
    const step = fc.record({ key: fc.integer({ min: 0, max: 40 }), size: fc.integer({ min: 0, max: 250_000 }), kept: fc.boolean(), given: fc.boolean(), together: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const stored = new SizedFiles();
        const tested = new MediaCache(stored as unknown as Storage, clock, LIMITS);
        const returns: (() => void)[] = [];
        const running: Promise<unknown>[] = [];
        const bound = () => expect(tested.bytes).toBeLessThanOrEqual(LIMITS.kept + LIMITS.passing);
        for (const { key, size, kept, given, together } of steps) {
          const name = `${key}.m4s`;
          if (!stored.sizes.has(name)) stored.sizes.set(name, size);
          const found = tested.find(name).then((file) => {
            bound();
            if (kept && file?.content) returns.push(tested.lend(file));
            bound();
          });
          running.push(found);
          if (!together) await found;
          if (given) returns.shift()?.();
          bound();
        }
        await Promise.all(running);
        bound();
        for (const giveBack of returns) giveBack();
        expect(tested.bytes).toBeLessThanOrEqual(LIMITS.kept);
      }),
      { numRuns: 200 },
    );
  });
});
