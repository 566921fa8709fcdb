import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { FakeTools, anUpload, filmOf, mediaWorker } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { aSmallDisk, canMakeDisks } from '../../test/support/small-disk.js';
import { type World, createWorld } from '../../test/support/world.js';
import { newId } from '../platform/ids.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import type { QueueProducer } from '../platform/queue/queue-producer.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { LessonAccess } from './lesson-access.js';
import { MediaRun } from './media-run.entity.js';
import { FreeRoom } from './free-room.js';
import { Media } from './media.entity.js';
import { MediaSweeper } from './media.sweeper.js';
import { openUploadStore } from './open-upload-store.js';
import { estimatedOutputBytes } from './output-room.js';
import { UploadsService } from './uploads.service.js';

const MIB = 1024 ** 2;

let world: World;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

const waiting = (changes: Partial<Media> = {}) => anUpload(world, instructor.accountId, 'film', { state: 'queued', lane: 'short', source: filmOf(), durationMs: 2000, ...changes });
const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const outcomesOf = async (mediaId: string) => (await world.db.manager.find(MediaRun, { where: { mediaId }, order: { fence: 'ASC' } })).map(({ outcome, failureCode }) => [outcome, failureCode]);

/** A storage on a disk with so much room as the test says. */
class SmallStorage extends LocalStorage {
  free = Infinity;
  override freeBytes(): Promise<number> {
    return Promise.resolve(this.free);
  }
}

/** A sweeper that notes what it hands to the queue. */
async function aSweeper({ room, scratch }: ReturnType<typeof mediaWorker>, storage: LocalStorage) {
  const queued: string[] = [];
  const producer = { add: (_queue: string, _name: string, data: { payload: { mediaId: string } }) => Promise.resolve(void queued.push(data.payload.mediaId)) } as unknown as QueueProducer;
  const uploads = new UploadsService(world.db, new OutboxService(world.clock), world.api.app.get(LessonAccess), world.clock);
  const store = await openUploadStore(storage, uploads, new FreeRoom(storage, world.config));
  return { queued, sweeper: new MediaSweeper(world.db, producer, uploads, room, storage, store, scratch, world.clock) };
}

describe('the room that an output takes', () => {
  test.each([
    ['a clip of two seconds', filmOf(2000), 4 * MIB, 5 * MIB],
    ['three hours in 160 × 120', filmOf(3 * 3_600_000), 100 * MIB, 500 * MIB],
    ['three hours in 1080p', { ...filmOf(3 * 3_600_000), probe: { ...filmOf(3 * 3_600_000).probe, video: { ...filmOf().probe.video!, width: 1920, height: 1080 } } }, 5000 * MIB, 12_000 * MIB],
    ['a document of 300 pages', { kind: 'document', durationMs: 0, pages: 300 } as const, 75 * MIB, 200 * MIB],
  ])('is reckoned before: %s', (_, source, least, most) => {
    const bytes = estimatedOutputBytes(source);
    expect(bytes).toBeGreaterThanOrEqual(least);
    expect(bytes).toBeLessThanOrEqual(most);
  });
});

describe('a disk without room', () => {
  test('lets a video wait before its transcode begins, and the sweeper takes it up once there is room', async () => {
    const storage = new SmallStorage(world.config.storageUrl);
    const worker = mediaWorker(world, { tools: new FakeTools(), storage });
    const { sweeper, queued } = await aSweeper(worker, storage);
    const id = await waiting();
    storage.free = 1000;
    await worker.transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: 'disk_full', fence: 0, failureCode: null });
    await sweeper.sweep();
    expect(queued).toEqual([]);
    storage.free = 100 * MIB;
    await sweeper.sweep();
    expect(queued).toEqual([id]);
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: null });
    await worker.transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', waitsFor: null });
    expect(await outcomesOf(id)).toEqual([['done', null]]);
  });

  test('that was too small after all is asked for more each time, so that nothing begins without end', async () => {
    const storage = new SmallStorage(world.config.storageUrl);
    const worker = mediaWorker(world, { tools: new FakeTools(() => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))), storage });
    const id = await waiting();
    storage.free = 2.5 * estimatedOutputBytes(filmOf());
    for (let i = 0; i < 4; i++) await worker.transcodes.run(id, true).catch(() => undefined);
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: 'disk_full', failureCode: null });
    expect(await outcomesOf(id)).toEqual([['put_back', 'disk_full'], ['put_back', 'disk_full']]);
  });

  test('on which no work can even begin is said, and waited for', async () => {
    const worker = mediaWorker(world, { tools: new FakeTools() });
    jest.spyOn(worker.scratch, 'folder').mockRejectedValue(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    const id = await waiting();
    await expect(worker.transcodes.run(id, true)).rejects.toMatchObject({ code: 'disk_full' });
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: 'disk_full' });
    expect(await outcomesOf(id)).toEqual([['put_back', 'disk_full']]);
  });

  test('lets an upload wait for its check, however often it was tried, and the sweeper takes it up once there is room', async () => {
    const storage = new SmallStorage(world.config.storageUrl);
    const id = await anUpload(world, instructor.accountId, 'film');
    const full = mediaWorker(world, { tools: Object.assign(new FakeTools(), { inspect: () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) }), storage });
    await expect(full.checks.run(id, true)).rejects.toMatchObject({ code: 'disk_full' });
    expect(await stored(id)).toMatchObject({ state: 'checking', waitsFor: 'disk_full', failureCode: null });
    const worker = mediaWorker(world, { tools: new FakeTools(), storage });
    const { sweeper, queued } = await aSweeper(worker, storage);
    storage.free = 1000;
    await sweeper.sweep();
    await worker.checks.run(id, true);
    expect(queued).not.toContain(id);
    expect(await stored(id)).toMatchObject({ state: 'checking', waitsFor: 'disk_full', fence: 1 });
    storage.free = 100 * MIB;
    await sweeper.sweep();
    expect(queued).toContain(id);
    await worker.checks.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: null });
    expect(await outcomesOf(id)).toEqual([['put_back', 'disk_full'], ['done', null]]);
  });

  test('of the worker is asked for the whole copy of a file in a bucket', async () => {
    const { room, scratch } = mediaWorker(world, { storage: Object.assign(new SmallStorage(world.config.storageUrl), { location: { kind: 's3', name: 'a bucket' } }) });
    const free = jest.spyOn(scratch, 'freeBytes').mockResolvedValue(10 * MIB);
    const upload = { id: newId(), source: null, bytes: 8 * MIB };
    expect(await room.isThereFor(upload)).toBe(false);
    free.mockResolvedValue(12 * MIB);
    expect(await room.isThereFor(upload)).toBe(true);
  });

  (canMakeDisks ? test : test.skip)('a real one of 16 MiB: nothing half is shown, and all goes on by itself when space returns (needs root, to mount it)', async () => {
    await using small = await aSmallDisk(16 * MIB);
    const disk = small.folder;
    const storage = new LocalStorage(pathToFileURL(`${disk}/`));
    const scratchDir = join(disk, 'scratch');
    await mkdir(join(disk, 'uploads'));
    const id = newId();
    await waiting({ id });
    await writeFile(join(disk, 'uploads', id), 'film');
    const filling = mediaWorker(world, {
      storage,
      scratchDir,
      tools: new FakeTools(async ({ playable, put }) => {
        await playable();
        await put('480p/00000.m4s', 'x'.repeat(20 * MIB));
      }),
    });
    await expect(filling.transcodes.run(id, true)).rejects.toMatchObject({ code: 'disk_full' });
    expect(await stored(id)).toMatchObject({ state: 'queued', waitsFor: 'disk_full', outputPrefix: `media/${id}/1`, output: { masterFile: 'first.m3u8', complete: false } });
    expect((await readdir(join(disk, 'media', id, '1'), { recursive: true })).sort()).toEqual(['240p', '240p/00000.m4s', '240p/index.m3u8', 'first.m3u8']);
    expect(await readdir(scratchDir)).toEqual([]);

    const worker = mediaWorker(world, { storage, scratchDir, tools: new FakeTools() });
    const { sweeper, queued } = await aSweeper(worker, storage);
    await writeFile(join(disk, 'somebody-elses'), Buffer.alloc(13 * MIB));
    await sweeper.sweep();
    expect(queued).toEqual([]);
    await rm(join(disk, 'somebody-elses'));
    await sweeper.sweep();
    expect(queued).toContain(id);
    await worker.transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', waitsFor: null, outputPrefix: `media/${id}/2` });
  });
});
