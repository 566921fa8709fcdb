import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MediaError } from '@xuexi/media';
import { FakeTools, anUpload, filmOf, mediaWorker } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { type World, createWorld } from '../../test/support/world.js';
import { newId } from '../platform/ids.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { MediaRun } from './media-run.entity.js';
import { Media } from './media.entity.js';

const FILE = 'the bytes of a film';
const SHA256 = createHash('sha256').update(FILE).digest('hex');

let world: World;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const runsOf = (mediaId: string) => world.db.manager.find(MediaRun, { where: { mediaId }, order: { fence: 'ASC' } });
const jobsOf = async (mediaId: string) => (await world.db.manager.find(OutboxRow, { order: { createdAt: 'ASC', id: 'ASC' } })).filter(({ jobId }) => jobId.includes(mediaId));
const aFile = (changes: Partial<Media> = {}) => anUpload(world, instructor.accountId, FILE, changes);

/** Tools that find what is wrong with every source. */
class RefusingTools extends FakeTools {
  constructor(private readonly error: MediaError) {
    super();
  }
  override inspect(): never {
    throw this.error;
  }
}

describe('the check of an upload', () => {
  test('keeps what it found, and queues the video once, however often it runs', async () => {
    const id = await aFile({ declaredSha256: SHA256 });
    const { checks } = mediaWorker(world, { tools: new FakeTools() });
    for (let i = 0; i < 3; i++) await checks.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'queued', lane: 'short', kind: 'video', durationMs: 2000, sha256: SHA256, source: filmOf(), fence: 1 });
    expect(await jobsOf(id)).toMatchObject([{ queue: 'media', name: 'transcode', jobId: `transcode-${id}-1` }]);
    expect(await runsOf(id)).toMatchObject([{ step: 'check', outcome: 'done', endedAt: world.clock.date() }]);
  });

  test('sends films of hours into a lane of their own', async () => {
    const id = await aFile();
    await mediaWorker(world, { tools: new FakeTools(undefined, filmOf(3 * 3_600_000)) }).checks.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'queued', lane: 'long', sha256: SHA256 });
    expect(await jobsOf(id)).toMatchObject([{ queue: 'mediaLong', name: 'transcode' }]);
  });

  test('refuses a file that is not the one that was sent, and says to upload it again', async () => {
    const id = await aFile({ declaredSha256: '0'.repeat(64) });
    await expect(mediaWorker(world, { tools: new FakeTools() }).checks.run(id, false)).rejects.toThrow(MediaError);
    const refused = await stored(id);
    expect(refused).toMatchObject({ state: 'refused', failureCode: 'source_changed', sha256: null });
    expect(refused.failureSentence).toMatch(/重新上传/);
    expect(await runsOf(id)).toMatchObject([{ outcome: 'refused', failureCode: 'source_changed' }]);
    expect(await jobsOf(id)).toEqual([]);
  });

  test('refuses what no video is made of with its reason, and what went missing', async () => {
    const image = await aFile();
    await expect(mediaWorker(world, { tools: new RefusingTools(new MediaError('source_is_image')) }).checks.run(image, false)).rejects.toThrow();
    expect(await stored(image)).toMatchObject({ state: 'refused', failureCode: 'source_is_image' });
    const missing = await aFile();
    await rm(join(fileURLToPath(world.config.storageUrl), 'uploads', missing));
    await expect(mediaWorker(world, { tools: new FakeTools() }).checks.run(missing, false)).rejects.toThrow();
    expect(await stored(missing)).toMatchObject({ state: 'refused', failureCode: 'source_missing' });
  });

  test('waits for another attempt where that may help, and fails with the last', async () => {
    const id = await aFile();
    const { checks } = mediaWorker(world, { tools: new RefusingTools(new MediaError('tool_failed')) });
    await expect(checks.run(id, false)).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'checking', heartbeatAt: null, failureCode: null });
    await expect(checks.run(id, true)).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'failed', failureCode: 'tool_failed', fence: 2 });
    expect((await runsOf(id)).map(({ outcome }) => outcome)).toEqual(['put_back', 'failed']);
  });

  test('by a run that was thought dead changes nothing after another one has taken the upload', async () => {
    const id = await aFile();
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    class StalledTools extends FakeTools {
      override async inspect() {
        begun.resolve();
        await goOn.promise;
        return filmOf(1);
      }
    }
    const stalled = mediaWorker(world, { tools: new StalledTools() }).checks.run(id, true);
    await begun.promise;
    const { checks } = mediaWorker(world, { tools: new FakeTools() });
    await checks.run(id, true);
    expect((await stored(id)).state).toBe('checking');
    world.clock.advance(10);
    await checks.run(id, true);
    const checked = await stored(id);
    goOn.resolve();
    await stalled;
    expect(await stored(id)).toEqual(checked);
    expect(checked).toMatchObject({ state: 'queued', durationMs: 2000, fence: 2 });
    expect((await runsOf(id)).map(({ outcome }) => outcome)).toEqual([null, 'done']);
  });

  test('of what is gone does nothing', async () => {
    await expect(mediaWorker(world).checks.run(newId(), true)).resolves.toBeUndefined();
  });
});
