import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Upload } from '@tus/server';
import { mediaWorker, FakeTools } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { type S3Server, startS3Server } from '../../test/support/s3-server.js';
import { type World, createWorld } from '../../test/support/world.js';
import { newId } from '../platform/ids.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import type { QueueProducer } from '../platform/queue/queue-producer.js';
import { S3Storage } from '../platform/storage/s3-storage.js';
import { Scratch } from '../platform/storage/scratch.js';
import { s3LocationOf } from '../platform/storage/storage-location.js';
import { FreeRoom } from './free-room.js';
import { LessonAccess } from './lesson-access.js';
import { Media } from './media.entity.js';
import { MediaSweeper } from './media.sweeper.js';
import { openUploadStore } from './open-upload-store.js';
import { UploadsService, uploadKey } from './uploads.service.js';

const MIB = 1024 * 1024;
const DAY_MS = 24 * 3600 * 1000;

let world: World;
let instructor: Someone;
let server: S3Server;
let folder: string;
let storage: S3Storage;

beforeAll(async () => {
  world = await createWorld();
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  server = await startS3Server();
  folder = await mkdtemp(join(tmpdir(), 'xuexi-s3-sweeper-'));
  storage = new S3Storage(s3LocationOf(await server.bucket('sweeper', 'of/this-installation')), server.access, new Scratch(folder));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

const multipartUploads = async (): Promise<string[]> => {
  const { Uploads = [] } = await new S3Client(storage.clientConfig).send(new ListMultipartUploadsCommand({ Bucket: storage.bucket }));
  return Uploads.map(({ Key }) => Key!);
};

describe('uploads into a bucket', () => {
  test('stay as long as bytes arrive, however long ago they began, and go with their parts a week after the last', async () => {
    const clock = { now: () => Date.now() + clock.ahead, date: () => new Date(clock.now()), ahead: 0 };
    const uploads = new UploadsService(world.db, new OutboxService(world.clock), world.api.app.get(LessonAccess), world.clock);
    const store = await openUploadStore(storage, uploads, new FreeRoom(storage, world.config));
    const { room, scratch } = mediaWorker(world, { tools: new FakeTools() });
    const sweeper = new MediaSweeper(world.db, {} as QueueProducer, uploads, room, storage, store, scratch, clock);
    const id = newId();
    const begun = { lessonId: newId(), ownerAccountId: instructor.accountId, fileName: '太极拳.mp4', bytes: 20 * MIB, sourceKey: uploadKey(id), fence: 0, progress: 0 };
    await world.db.manager.insert(Media, { ...begun, id, state: 'uploading', declaredSha256: '5a'.repeat(32), createdAt: new Date(Date.now() - 8 * DAY_MS) });
    await store.create(new Upload({ id, size: begun.bytes, offset: 0 }));
    await store.write(Readable.from([Buffer.alloc(9 * MIB)], { objectMode: false }), id, 0);

    clock.ahead = 6 * DAY_MS;
    await sweeper.sweep();
    expect(await world.db.manager.existsBy(Media, { id })).toBe(true);
    expect((await store.getUpload(id)).offset).toBe(9 * MIB);

    clock.ahead = 8 * DAY_MS;
    await sweeper.sweep();
    expect(await world.db.manager.existsBy(Media, { id })).toBe(false);
    expect(await multipartUploads()).toEqual([]);
    expect((await storage.list().next()).done).toBe(true);
  });
});
