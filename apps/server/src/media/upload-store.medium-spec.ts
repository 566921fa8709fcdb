import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ERRORS, Upload } from '@tus/server';
import fc from 'fast-check';
import { aSmallDisk, canMakeDisks } from '../../test/support/small-disk.js';
import { Problem } from '../platform/errors/problem.js';
import { LocalUploadStore, type UploadKeeper } from './upload-store.js';

const MIB = 1024 * 1024;
const ID = '0193e0a0-0000-7000-8000-000000000000';

let folder: string;
let discarded: string[];
let room: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuexi-uploads-'));
  discarded = [];
  room = true;
});
afterEach(() => rm(folder, { recursive: true }));

/** A store of one upload. */
async function aStore(file: Uint8Array, { verifiable = true, directory = folder } = {}): Promise<LocalUploadStore> {
  const keeper: UploadKeeper = {
    factsOf: async (id) => (discarded.includes(id) ? null : { bytes: file.length, verifiable, metadata: {} }),
    async assertRoom() {
      if (!room) throw new Problem('upload_no_room');
    },
    async discard(id) {
      discarded.push(id);
    },
  };
  const store = new LocalUploadStore(directory, keeper);
  await store.create(new Upload({ id: ID, size: file.length, offset: 0 }));
  return store;
}

const offsetOf = async (store: LocalUploadStore): Promise<number> => (await store.getUpload(ID)).offset;
const inPieces = (bytes: Uint8Array, pieceBytes = 64 * 1024) => Readable.from(pieces(bytes, pieceBytes), { objectMode: false });
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function* pieces(bytes: Uint8Array, pieceBytes: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}

/** The beginning of a file, and then the line breaks. */
function broken(bytes: Uint8Array): Readable {
  return Readable.from(
    (async function* () {
      yield* pieces(bytes, 10_000);
      throw new Error('the line broke');
    })(),
    { objectMode: false },
  );
}

describe('a local store of uploads', () => {
  test('has every byte in its place, however the line breaks', async () => {
    const file = randomBytes(300_000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 6 }), async (cuts) => {
        const store = await aStore(file);
        for (const bytes of cuts) {
          const offset = await offsetOf(store);
          await expect(store.write(broken(file.subarray(offset, offset + bytes)), ID, offset)).rejects.toThrow('the line broke');
          expect(await offsetOf(store)).toBe(Math.min(file.length, offset + bytes));
        }
        const offset = await offsetOf(store);
        expect(await store.write(inPieces(file.subarray(offset)), ID, offset)).toBe(file.length);
        expect(hash(await readFile(join(folder, ID)))).toBe(hash(file));
      }),
      { numRuns: 15 },
    );
  });

  test('holds the last byte back until the SHA-256 was said', async () => {
    const file = randomBytes(200_000);
    const store = await aStore(file, { verifiable: false });
    await expect(store.write(inPieces(file), ID, 0)).rejects.toMatchObject({ code: 'upload_unverified' });
    expect(await offsetOf(store)).toBe(file.length - 1);
    expect(hash(await readFile(join(folder, ID)))).toBe(hash(file.subarray(0, -1)));
  });

  test('takes no more than was announced, also of a body that does not say how long it is', async () => {
    const file = randomBytes(200_000);
    const store = await aStore(file);
    await expect(store.write(inPieces(Buffer.concat([file, randomBytes(10)])), ID, 0)).rejects.toMatchObject({ code: 'upload_overrun' });
    expect(hash(await readFile(join(folder, ID)))).toBe(hash(file));
  });

  test('takes nothing where there is no room, and all that is still sent before it says so', async () => {
    const file = randomBytes(MIB);
    const store = await aStore(file);
    room = false;
    const body = inPieces(file);
    await expect(store.write(body, ID, 0)).rejects.toMatchObject({ code: 'upload_no_room' });
    expect(body.readableEnded).toBe(true);
    expect(await offsetOf(store)).toBe(0);
  });

  test.each([
    ['gone', (note: string) => rm(note)],
    ['cut off', (note: string) => writeFile(note, '{"id"')],
  ])('goes on with what arrived when the note beside it is %s', async (_, damage) => {
    const file = randomBytes(200_000);
    const store = await aStore(file);
    await store.write(inPieces(file.subarray(0, 120_000)), ID, 0);
    await damage(join(folder, `${ID}.json`));
    expect(await offsetOf(store)).toBe(120_000);
    expect(await store.write(inPieces(file.subarray(120_000)), ID, 120_000)).toBe(file.length);
    expect(hash(await readFile(join(folder, ID)))).toBe(hash(file));
    expect(await store.getUpload(ID)).toMatchObject({ offset: file.length, size: file.length });
  });

  test('forgets an upload whose files are gone already', async () => {
    const store = await aStore(randomBytes(10));
    await rm(join(folder, ID));
    await store.remove(ID);
    expect(discarded).toEqual([ID]);
    await expect(store.getUpload(ID)).rejects.toBe(ERRORS.FILE_NO_LONGER_EXISTS);
  });

  (canMakeDisks ? test : test.skip)('says that a disk is full in the middle of a chunk, keeps what fitted, and goes on when there is room again', async () => {
    await using disk = await aSmallDisk(8 * MIB);
    const filler = join(disk.folder, 'filler');
    const file = randomBytes(6 * MIB);
    const store = await aStore(file, { directory: disk.folder });
    await writeFile(filler, Buffer.alloc(4 * MIB));
    await expect(store.write(inPieces(file), ID, 0)).rejects.toMatchObject({ code: 'upload_no_room' });
    const kept = await offsetOf(store);
    expect(kept).toBeGreaterThan(3 * MIB);
    expect(kept).toBeLessThan(4 * MIB);
    expect(hash(await readFile(join(disk.folder, ID)))).toBe(hash(file.subarray(0, kept)));
    await expect(store.write(inPieces(file.subarray(kept)), ID, kept)).rejects.toMatchObject({ code: 'upload_no_room' });
    await rm(filler);
    expect(await store.write(inPieces(file.subarray(kept)), ID, kept)).toBe(file.length);
    expect(hash(await readFile(join(disk.folder, ID)))).toBe(hash(file));
  });

  (canMakeDisks ? test : test.skip)('lists no upload that a full disk could not begin', async () => {
    await using disk = await aSmallDisk(MIB);
    await writeFile(join(disk.folder, 'filler'), Buffer.alloc(MIB)).catch(() => undefined);
    await expect(aStore(randomBytes(10), { directory: disk.folder })).rejects.toMatchObject({ code: 'upload_no_room' });
    expect(discarded).toEqual([ID]);
    await expect(stat(join(disk.folder, ID))).rejects.toThrow();
  });
});
