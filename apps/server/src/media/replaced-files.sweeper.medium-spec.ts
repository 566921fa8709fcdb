import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { MediaError } from '@xuexi/media';
import { FakeTools, anUpload, filmOf, mediaWorker } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { type World, createWorld } from '../../test/support/world.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { Media } from './media.entity.js';
import { ReplacedFilesSweeper } from './replaced-files.sweeper.js';

const HOURS = 3600;
const DAYS = 24 * HOURS;

let world: World;
let root: string;
let instructor: Someone;
let sweeper: ReplacedFilesSweeper;

beforeAll(async () => {
  world = await createWorld();
  root = fileURLToPath(world.config.storageUrl);
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  sweeper = new ReplacedFilesSweeper(world.db, new LocalStorage(world.config.storageUrl), world.clock);
});
afterAll(() => world.close());

const waiting = (changes: Partial<Media> = {}) => anUpload(world, instructor.accountId, 'film', { state: 'queued', lane: 'short', source: filmOf(), durationMs: 2000, ...changes });
const outputsOf = async (id: string) => (await readdir(join(root, 'media', id))).sort();
const transcode = async (id: string, tools = new FakeTools()) => {
  await world.db.manager.update(Media, { id }, { state: 'queued' });
  await mediaWorker(world, { tools }).transcodes.run(id, true).catch(() => undefined);
};

describe('output that was replaced', () => {
  test('stays five hours for those who watch it, and what plays stays', async () => {
    const id = await waiting();
    await transcode(id);
    await transcode(id);
    world.clock.advance(5 * HOURS);
    await sweeper.sweep();
    expect(await outputsOf(id)).toEqual(['1', '2']);
    world.clock.advance(1);
    await sweeper.sweep();
    expect(await outputsOf(id)).toEqual(['2']);
    world.clock.advance(30 * DAYS);
    await sweeper.sweep();
    expect(await outputsOf(id)).toEqual(['2']);
  });

  test('goes as well when it was never whole', async () => {
    const id = await waiting();
    await transcode(id, new FakeTools(async ({ playable }) => {
      await playable();
      throw new MediaError('tool_failed');
    }));
    expect(await outputsOf(id)).toEqual(['1']);
    world.clock.advance(5 * HOURS + 1);
    await sweeper.sweep();
    expect(await outputsOf(id)).toEqual([]);
  });

  test('goes although something before it cannot be removed, which is tried again', async () => {
    const ids = [await waiting(), await waiting()];
    for (const id of ids) for (let i = 0; i < 2; i++) await transcode(id);
    world.clock.advance(5 * HOURS + 1);
    const storage = new LocalStorage(world.config.storageUrl);
    const remove = jest.spyOn(storage, 'remove').mockRejectedValueOnce(new Error('the disk broke'));
    const again = new ReplacedFilesSweeper(world.db, storage, world.clock);
    await again.sweep();
    expect(remove).toHaveBeenCalledTimes(2);
    expect((await Promise.all(ids.map(outputsOf))).map((folders) => folders.length).sort()).toEqual([1, 2]);
    await again.sweep();
    expect(await Promise.all(ids.map(outputsOf))).toEqual([['2'], ['2']]);
  });

  test('is left alone while its video is taken down', async () => {
    const id = await waiting();
    await transcode(id);
    await transcode(id);
    await world.db.manager.update(Media, { id }, { takenDownAt: world.clock.date() });
    world.clock.advance(6 * HOURS);
    await sweeper.sweep();
    expect(await outputsOf(id)).toEqual(['1', '2']);
  });
});

describe('the file of an upload that was refused', () => {
  test('is kept for a week, and no other file is removed', async () => {
    const refused = await waiting({ state: 'checking', source: null, lane: null, declaredSha256: '0'.repeat(64) });
    const failed = await waiting({ state: 'failed' });
    await writeFile(join(root, 'uploads', `${refused}.json`), '{}');
    await mediaWorker(world, { tools: new FakeTools() }).checks.run(refused, true).catch(() => undefined);
    const kept = async () => (await readdir(join(root, 'uploads'))).filter((name) => name.startsWith(refused) || name.startsWith(failed)).sort();
    world.clock.advance(7 * DAYS);
    await sweeper.sweep();
    expect(await kept()).toEqual([refused, `${refused}.json`, failed].sort());
    world.clock.advance(1);
    await sweeper.sweep();
    expect(await kept()).toEqual([failed]);
    expect(await world.db.manager.findOneByOrFail(Media, { id: refused })).toMatchObject({ state: 'refused', sourceRemovedAt: world.clock.date() });
  });
});
