import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MediaError } from '@xuexi/media';
import { FakeTools, anUpload, filmOf, mediaWorker } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { type World, createWorld } from '../../test/support/world.js';
import { newId } from '../platform/ids.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { MediaRun } from './media-run.entity.js';
import { Media } from './media.entity.js';
import { MediaTools } from './media-tools.js';
import { WithdrawalsService } from './withdrawals.service.js';

let world: World;
let root: string;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  root = fileURLToPath(world.config.storageUrl);
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
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

/** A video that was checked and waits. */
const waiting = (changes: Partial<Media> = {}) => anUpload(world, instructor.accountId, 'film', { state: 'queued', lane: 'short', source: filmOf(), durationMs: 2000, ...changes });
const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const runsOf = (mediaId: string) => world.db.manager.find(MediaRun, { where: { mediaId }, order: { fence: 'ASC' } });
const outputsOf = async (id: string) => (await readdir(join(root, 'media', id)).catch(() => [])).sort();
const aWorker = (during?: ConstructorParameters<typeof FakeTools>[0]) => mediaWorker(world, { tools: new FakeTools(during) });

/** A transcode that waits in its middle until it is told to go on. */
function aStalledOne() {
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { transcodes } = aWorker(async () => {
    begun.resolve();
    await goOn.promise;
  });
  return { transcodes, begun: begun.promise, goOn: goOn.resolve };
}

describe('transcoding', () => {
  test('makes a whole output of a real film, after its check, and leaves no work behind', async () => {
    const id = await anUpload(world, instructor.accountId, await twoSeconds());
    const { checks, transcodes } = mediaWorker(world, { tools: new MediaTools() });
    await checks.run(id, true);
    await transcodes.run(id, true);
    const once = await stored(id);
    expect(once).toMatchObject({ state: 'ready', progress: 100, fence: 2, outputPrefix: `media/${id}/2`, failureCode: null });
    expect(Math.abs(once.durationMs! - 2000)).toBeLessThanOrEqual(500);
    for (let i = 0; i < 2; i++) await transcodes.run(id, true);
    expect(await stored(id)).toEqual(once);
    expect(await outputsOf(id)).toEqual(['2']);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
    const { masterFile } = once.output as { masterFile: string };
    expect(await readFile(join(root, once.outputPrefix!, masterFile), 'utf8')).toContain('#EXT-X-STREAM-INF');
  });

  test('shows the first rendition as soon as it is whole, and the rest beside it', async () => {
    const id = await waiting();
    const seen: unknown[] = [];
    await aWorker(async ({ playable }) => {
      await playable();
      const { state, output, outputPrefix } = await stored(id);
      seen.push({ state, outputPrefix, output }, await readdir(join(root, outputPrefix!)), await readdir(join(root, outputPrefix!, '240p')));
    }).transcodes.run(id, true);
    expect(seen).toMatchObject([
      { state: 'transcoding', outputPrefix: `media/${id}/1`, output: { masterFile: 'first.m3u8', complete: false, renditions: [{ name: '240p' }] } },
      ['240p', 'first.m3u8'],
      ['00000.m4s', 'index.m3u8'],
    ]);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/1`, output: { masterFile: 'master.m3u8', complete: true } });
    expect((await readdir(join(root, 'media', id, '1'))).sort()).toEqual(['240p', '480p', 'first.m3u8', 'master.m3u8']);
    expect(await runsOf(id)).toMatchObject([{ outcome: 'done', playableAt: world.clock.date(), outputPrefix: `media/${id}/1`, replacedAt: null }]);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
  });

  test('is not begun a second time while a run is alive, and by three at once only once', async () => {
    const id = await waiting();
    await Promise.all(Array.from({ length: 3 }, () => aWorker().transcodes.run(id, true)));
    expect(await stored(id)).toMatchObject({ state: 'ready', fence: 1 });
    expect(await outputsOf(id)).toEqual(['1']);
  });

  test('by a run that was thought dead and ends after its successor changes nothing, and its folder is listed for removal', async () => {
    const id = await waiting();
    const stalled = aStalledOne();
    const run = stalled.transcodes.run(id, true);
    await stalled.begun;
    world.clock.advance(10);
    await aWorker().transcodes.run(id, true);
    const ready = await stored(id);
    stalled.goOn();
    await run.catch(() => undefined);
    expect(await stored(id)).toEqual(ready);
    expect(ready).toMatchObject({ state: 'ready', fence: 2, outputPrefix: `media/${id}/2` });
    for (const { outputPrefix, replacedAt } of await runsOf(id)) expect(outputPrefix === ready.outputPrefix || outputPrefix === null || replacedAt !== null).toBe(true);
  });

  test('of a lesson that plays goes beside what plays, which stays until nobody can be watching it', async () => {
    const id = await waiting();
    await aWorker().transcodes.run(id, true);
    await world.db.manager.update(Media, { id }, { state: 'queued' });
    await aWorker(async ({ playable }) => {
      await playable();
      expect(await stored(id)).toMatchObject({ state: 'transcoding', outputPrefix: `media/${id}/1`, output: { complete: true } });
    }).transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/2`, output: { complete: true } });
    expect(await outputsOf(id)).toEqual(['1', '2']);
    expect(await runsOf(id)).toMatchObject([{ replacedAt: world.clock.date() }, { replacedAt: null }]);
  });

  test('goes on with what the run of a killed worker had shown, and then shows its own', async () => {
    const id = await waiting();
    const { runs } = mediaWorker(world);
    const killed = (await runs.claim(id, 'transcode'))!;
    await runs.publishesInto(killed, `media/${id}/1`);
    await runs.playable(killed, { masterFile: 'first.m3u8', posterFile: null, audioOnlyFile: null, previewsFile: null, renditions: [], complete: false }, `media/${id}/1`);
    world.clock.advance(10);
    await aWorker(async ({ playable }) => {
      await playable();
      expect(await stored(id)).toMatchObject({ outputPrefix: `media/${id}/1`, output: { complete: false } });
    }).transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/2` });
    expect(await runsOf(id)).toMatchObject([{ outcome: null, endedAt: world.clock.date(), replacedAt: world.clock.date() }, { outcome: 'done' }]);
  });

  test('of a source that only another file helps is refused, and nothing of it plays', async () => {
    const id = await waiting();
    const { transcodes } = aWorker(async ({ playable }) => {
      await playable();
      throw new MediaError('source_damaged');
    });
    await expect(transcodes.run(id, false)).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'refused', failureCode: 'source_damaged', output: null, outputPrefix: null });
    expect(await runsOf(id)).toMatchObject([{ outcome: 'refused', outputPrefix: `media/${id}/1`, replacedAt: world.clock.date() }]);
  });

  test('of a lesson that plays leaves it playing, whatever becomes of it', async () => {
    const id = await waiting();
    await aWorker().transcodes.run(id, true);
    const { outputPrefix, output } = await stored(id);
    await world.db.manager.update(Media, { id }, { state: 'queued' });
    await expect(aWorker(() => Promise.reject(new MediaError('tool_failed'))).transcodes.run(id, true)).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix, output, failureCode: 'tool_failed' });
  });

  test('whose worker is stopped goes back to the queue, and keeps what it had shown', async () => {
    const id = await waiting();
    const { transcodes, step } = aWorker(async ({ playable }) => {
      await playable();
      step.beforeApplicationShutdown();
    });
    await expect(transcodes.run(id, true)).rejects.toThrow();
    expect(await stored(id)).toMatchObject({ state: 'queued', failureCode: null, outputPrefix: `media/${id}/1` });
    await aWorker().transcodes.run(id, false);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/2` });
  });

  test('of a picture that cannot be copied after all encodes it, though the queue tries no more, and what was copied plays until then', async () => {
    const id = await waiting({ source: { ...filmOf(), copyable: true } });
    const copies: boolean[] = [];
    const { transcodes } = aWorker(async ({ source, playable }) => {
      copies.push(source.kind !== 'document' && source.copyable);
      await playable();
      expect(await stored(id)).toMatchObject({ outputPrefix: `media/${id}/1` });
      if (copies[0] && copies.length === 1) throw new MediaError('copy_unusable');
    });
    await expect(transcodes.run(id, true)).rejects.toThrow('copy_unusable');
    expect(await stored(id)).toMatchObject({ state: 'queued', failureCode: null, outputPrefix: `media/${id}/1`, source: { copyable: false } });
    await transcodes.run(id, true);
    expect(copies).toEqual([true, false]);
    expect(await stored(id)).toMatchObject({ state: 'ready', outputPrefix: `media/${id}/2`, output: { complete: true } });
    expect(await runsOf(id)).toMatchObject([{ outcome: 'put_back', failureCode: 'copy_unusable' }, { outcome: 'done' }]);
  });

  test('of what is gone, or was taken down, does nothing', async () => {
    await expect(aWorker().transcodes.run(newId(), true)).resolves.toBeUndefined();
    const id = await waiting({ takenDownAt: world.clock.date() });
    await aWorker().transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'queued', fence: 0 });
    expect(await outputsOf(id)).toEqual([]);
  });

  test('that ends after its video was taken down shows nothing', async () => {
    const id = await waiting();
    await aWorker(async () => void (await world.db.manager.update(Media, { id }, { takenDownAt: world.clock.date() }))).transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'transcoding', output: null });
    // Addresses of an earlier output hold for the whole folder.
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `withdraw-${id}` })).toBe(1);
    await new WithdrawalsService(world.db, new LocalStorage(world.config.storageUrl), world.clock).settle(id);
    expect(await outputsOf(id)).toEqual([]);
    expect(await readdir(join(root, 'withdrawn', id))).toEqual(['1']);
  });

  test('that goes on after its video was cancelled and removed leaves no file', async () => {
    const id = await waiting();
    await aWorker(async ({ playable }) => {
      await world.db.manager.delete(MediaRun, { mediaId: id });
      await world.db.manager.delete(Media, { id });
      await playable();
    }).transcodes.run(id, true).catch(() => undefined);
    expect(await outputsOf(id)).toEqual([]);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
  });

  test('of what an earlier version queued begins with the check', async () => {
    const id = await waiting({ source: null, lane: null });
    await aWorker().transcodes.run(id, true);
    expect(await stored(id)).toMatchObject({ state: 'checking', fence: 0, heartbeatAt: null });
  });
});
