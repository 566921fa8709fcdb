import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ERRORS, Upload } from '@tus/server';
import { type S3Server, startS3Server } from '../../test/support/s3-server.js';
import { eventually } from '../../test/support/eventually.js';
import { newId } from '../platform/ids.js';
import { S3Storage } from '../platform/storage/s3-storage.js';
import { Scratch } from '../platform/storage/scratch.js';
import { s3LocationOf } from '../platform/storage/storage-location.js';
import { S3UploadStore } from './s3-upload-store.js';
import type { UploadKeeper } from './upload-store.js';

const MIB = 1024 * 1024;

let server: S3Server;
let folder: string;
let storage: S3Storage;
let id: string;
let file: Buffer;
let verifiable: boolean;
let discarded: string[];

const keeper: UploadKeeper = {
  factsOf: async (one) => (discarded.includes(one) ? null : { bytes: file.length, verifiable, metadata: {} }),
  assertRoom: async () => undefined,
  async discard(one) {
    discarded.push(one);
  },
};

beforeAll(async () => {
  server = await startS3Server();
  folder = await mkdtemp(join(tmpdir(), 'xuexi-s3-uploads-'));
  storage = new S3Storage(s3LocationOf(await server.bucket('uploads', 'of/this-installation')), server.access, new Scratch(folder));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  id = newId();
  file = randomBytes(9 * MIB);
  verifiable = true;
  discarded = [];
});

/** A process's worth of store: nothing but the bucket is shared. */
const aStore = (): S3UploadStore => new S3UploadStore(storage, keeper);
const part = (start: number, end = file.length) => Readable.from([file.subarray(start, end)], { objectMode: false });
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a store of uploads in an S3 bucket', () => {
  test('is gone on with by other processes at the true offset, and has the file where the storage finds it', async () => {
    await aStore().create(new Upload({ id, size: file.length, offset: 0 }));
    expect(await aStore().write(part(0, 2 * MIB), id, 0)).toBe(2 * MIB);
    expect(await aStore().getUpload(id)).toMatchObject({ id, offset: 2 * MIB, size: file.length });
    expect(await storage.stat(`uploads/${id}`)).toBeNull();
    expect(await aStore().write(part(2 * MIB), id, 2 * MIB)).toBe(file.length);
    expect(hash(await buffer(await storage.read(`uploads/${id}`)))).toBe(hash(file));
    expect((await aStore().getUpload(id)).offset).toBe(file.length);
  });

  test('holds the last byte back until the SHA-256 was said', async () => {
    const store = aStore();
    await store.create(new Upload({ id, size: file.length, offset: 0 }));
    verifiable = false;
    await expect(store.write(part(0), id, 0)).rejects.toMatchObject({ code: 'upload_unverified' });
    expect((await store.getUpload(id)).offset).toBe(file.length - 1);
    verifiable = true;
    expect(await store.write(part(file.length - 1), id, file.length - 1)).toBe(file.length);
    expect(hash(await buffer(await storage.read(`uploads/${id}`)))).toBe(hash(file));
  });

  test('forgets what was given up, and begins what a dying process has not begun', async () => {
    const store = aStore();
    expect((await store.getUpload(id)).offset).toBe(0);
    await store.remove(id);
    expect(discarded).toEqual([id]);
    await expect(aStore().getUpload(id)).rejects.toBe(ERRORS.FILE_NOT_FOUND);
  });

  test('says what has arrived, and when, while the file itself is not there yet', async () => {
    expect(await aStore().standing(id)).toBeNull();
    await aStore().create(new Upload({ id, size: file.length, offset: 0 }));
    const begun = await aStore().standing(id);
    expect(begun).toMatchObject({ receivedBytes: 0 });
    // The times of the store are whole seconds.
    await eventually(async () => {
      await storage.write('clock', '');
      return (await storage.stat('clock'))!.modifiedAt > begun!.touchedAt;
    });
    await aStore().write(part(0, 8.5 * MIB), id, 0);
    const half = await aStore().standing(id);
    expect(half?.receivedBytes).toBe(8.5 * MIB);
    expect(half?.touchedAt.getTime()).toBeGreaterThan(begun!.touchedAt.getTime());
    await aStore().write(part(8.5 * MIB), id, 8.5 * MIB);
    expect((await aStore().standing(id))?.receivedBytes).toBe(file.length);
  });
});
