import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { planLadder, probe, verifyHls } from '@xuexi/media';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { expectProblem } from '../../test/support/expect-problem.js';
import { type World, createWorld } from '../../test/support/world.js';
import { newId } from '../platform/ids.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { Scratch } from '../platform/storage/scratch.js';
import type { MediaDto, PlaybackDto } from './media.dto.js';
import { Media } from './media.entity.js';
import { TranscodeService } from './transcode.service.js';

let world: World;
let root: string;
let instructor: Someone;
let video: Buffer;

beforeAll(async () => {
  world = await createWorld();
  root = fileURLToPath(world.config.storageUrl);
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  await mkdir(join(root, 'uploads'), { recursive: true });
  video = await twoSeconds();
});
afterAll(() => world.close());

/** A film of two seconds with a picture and a sound. */
async function twoSeconds(): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=10:d=2', '-f', 'lavfi', '-i', 'sine=d=2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-f', 'matroska', '-'],
    { encoding: 'buffer', maxBuffer: 10_000_000 },
  );
  return stdout;
}

/** An upload that is whole and waits. */
async function waiting(bytes: Buffer | string): Promise<string> {
  const id = newId();
  await writeFile(join(root, 'uploads', id), bytes);
  const now = world.clock.date();
  await world.db.manager.insert(Media, {
    id,
    lessonId: newId(),
    ownerAccountId: instructor.accountId,
    fileName: 'a.mkv',
    bytes: bytes.length,
    state: 'queued',
    sourceKey: `uploads/${id}`,
    fence: 0,
    progress: 0,
    createdAt: now,
    queuedAt: now,
  });
  return id;
}

function aService(storage = new LocalStorage(world.config.storageUrl)): TranscodeService {
  return new TranscodeService(world.db, storage, new Scratch(world.config.scratchDir), world.clock);
}

const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const outputsOf = (id: string) => readdir(join(root, 'media', id));

describe('transcoding', () => {
  test('makes a whole output that plays at a signed address, once, however often it runs', async () => {
    const id = await waiting(video);
    await aService().run(id, true);
    const once = await stored(id);
    expect(once).toMatchObject({ state: 'ready', progress: 100, fence: 1, outputPrefix: `media/${id}/1`, failureCode: null });
    expect(Math.abs(once.durationMs! - 2000)).toBeLessThanOrEqual(500);
    await aService().run(id, true);
    expect(await stored(id)).toEqual(once);
    expect(await outputsOf(id)).toEqual(['1']);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
    const source = await probe(join(root, once.sourceKey));
    await verifyHls(join(root, once.outputPrefix!), { durationMs: source.durationMs, ladder: planLadder(source) });

    const { agent } = instructor;
    const shown = await agent.get<MediaDto>(`/api/media/${id}`);
    expect(shown.body.renditions.filter(({ width }) => width === null).map(({ name, height }) => [name, height])).toEqual([
      ['sound', null],
      ['audio', null],
    ]);
    const { body } = await agent.get<PlaybackDto>(`/api/media/${id}/preview`);
    const playlist = await agent.get(body.masterUrl);
    expect(playlist.status).toBe(200);
    expect(playlist.text).toMatch(/^#EXTM3U/);
    expect((await agent.get(body.posterUrl!)).headers.get('content-type')).toBe('image/jpeg');
    for (const path of [body.masterUrl.replace(/.m3u8$/, '.M3U8'), body.masterUrl.replace(id, newId()), body.masterUrl.replace('master.m3u8', '..%2f..%2f..%2fuploads%2fa'), `/media/${id}/1/master.m3u8`]) {
      expectProblem(await world.api.guest.get(path), 'not_found');
    }
    world.clock.advance(4 * 3600 + 1);
    expectProblem(await world.api.guest.get(body.masterUrl), 'not_found');
  });

  test('by three runs at once leaves one output, and no two runs share a place for theirs', async () => {
    const id = await waiting(video);
    const places: string[] = [];
    class WatchedStorage extends LocalStorage {
      override publishDirectory(dir: string, prefix: string): Promise<void> {
        places.push(prefix);
        return super.publishDirectory(dir, prefix);
      }
    }
    await Promise.allSettled(Array.from({ length: 3 }, () => aService(new WatchedStorage(world.config.storageUrl)).run(id, true)));
    expect(new Set(places).size).toBe(places.length);
    expect(await stored(id)).toMatchObject({ state: 'ready', fence: 3, outputPrefix: `media/${id}/3` });
    expect(await outputsOf(id)).toEqual(['3']);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
  });

  test('by a run that was thought dead and ends after its successor changes nothing', async () => {
    const id = await waiting(video);
    const [finished, succeeded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    class StalledStorage extends LocalStorage {
      override async publishDirectory(dir: string, prefix: string): Promise<void> {
        finished.resolve();
        await succeeded.promise;
        return super.publishDirectory(dir, prefix);
      }
    }
    const stalled = aService(new StalledStorage(world.config.storageUrl)).run(id, true);
    await finished.promise;
    await aService().run(id, true);
    const ready = await stored(id);
    succeeded.resolve();
    await stalled;
    expect(await stored(id)).toEqual(ready);
    expect(ready).toMatchObject({ state: 'ready', fence: 2, outputPrefix: `media/${id}/2` });
    expect(await outputsOf(id)).toEqual(['2']);
  });

  test('clears what a run left that died before it could say ready, and keeps what plays', async () => {
    const id = await waiting(video);
    for (const run of ['1', '2']) await mkdir(join(root, 'media', id, run), { recursive: true });
    await world.db.manager.update(Media, { id }, { fence: 2, outputPrefix: `media/${id}/1` });
    await aService().run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/3` });
    expect((await outputsOf(id)).sort()).toEqual(['1', '3']);
  });

  test('of what is no video fails with a sentence, and may be tried again', async () => {
    const id = await waiting('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n');
    await expect(aService().run(id, false)).rejects.toThrow();
    const media = await stored(id);
    expect(media).toMatchObject({ state: 'failed', outputPrefix: null });
    expect(media.failureSentence).toMatch(/\p{Script=Han}/u);
    const { agent } = instructor;
    expect((await agent.get<MediaDto>(`/api/media/${id}`)).body).toMatchObject({ state: 'failed', failure: { code: media.failureCode, sentence: media.failureSentence } });
    expect((await agent.post<MediaDto>(`/api/media/${id}/retry`)).body).toMatchObject({ state: 'queued', failure: null, progress: 0 });
    expectProblem(await agent.post(`/api/media/${id}/retry`), 'media_not_retryable');
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `transcode-${id}` })).toBe(1);
    await writeFile(join(root, 'uploads', id), video);
    await aService().run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', fence: 2, failureCode: null, failureSentence: null });
  });

  test('whose worker is stopped goes back to the queue', async () => {
    const id = await waiting(video);
    const service = aService();
    const run = service.run(id, false);
    service.beforeApplicationShutdown();
    await expect(run).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'queued', failureCode: null });
    await aService().run(id, false);
    expect((await stored(id)).state).toBe('ready');
  });

  test('of a video that is gone does nothing', async () => {
    await expect(aService().run(newId(), true)).resolves.toBeUndefined();
  });
});
