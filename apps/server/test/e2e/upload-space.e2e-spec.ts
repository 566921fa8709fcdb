import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Lesson } from '../../src/catalog/lesson.entity.js';
import { Media } from '../../src/media/media.entity.js';
import type { MyUploadsDto } from '../../src/media/my-uploads.dto.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { aPublishedCourse, aReadyVideo } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Agent } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { TUS, append, begin, fileOf, hashOf, locationOf, mediaIdOf } from '../support/tus.js';
import { type World, createWorld } from '../support/world.js';

const MB = 1_000_000;
const QUOTA = 10 * MB;

let world: World;
let city: City;
let origins: string[];
let instructor: Someone;
let lessonId: string;

beforeAll(async () => {
  world = await createWorld();
  world.config.uploadQuotaBytes = QUOTA;
  origins = [await world.api.listen(), await (await world.startAnotherApi()).listen()];
  city = await aCity(world);
});
afterAll(() => world.close());

beforeEach(async () => {
  instructor = await anInstructor();
  lessonId = (await aPublishedCourse(world, instructor, [60])).lessons[0]!.lessonId;
  await world.db.manager.delete(Media, { ownerAccountId: instructor.accountId });
});

async function anInstructor(): Promise<Someone> {
  const someone = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  return { ...someone, agent: someone.agent.over(origins[0]!) };
}

const through = (api: number): Agent => instructor.agent.over(origins[api]!);
const space = async (): Promise<MyUploadsDto> => (await instructor.agent.get<MyUploadsDto>('/api/my/uploads')).body;

describe('the space of an instructor', () => {
  test('is not overbooked by 20 uploads that begin at once in two api processes', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => begin(through(i % 2), MB, { lessonId, filename: `${i}.mp4` })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(QUOTA / MB);
    for (const refused of answers.filter(({ status }) => status !== 201)) expectProblem(refused, 'upload_quota_exceeded');
    expect(await space()).toMatchObject({ usedBytes: QUOTA, quotaBytes: QUOTA });
  });

  test('is refused with its figures', async () => {
    const answer = await begin(instructor.agent, QUOTA + 1, { lessonId, filename: 'a.mp4' });
    expectProblem(answer, 'upload_quota_exceeded');
    expect(answer.body).toMatchObject({ fields: [{ field: 'Upload-Length', message: '已用 0.0 GB，共 0.0 GB；这个文件有 0.0 GB' }] });
  });

  test('shows what is unfinished, so that another device can go on with it, and frees it when it is given up', async () => {
    const file = new Uint8Array(randomBytes(1000));
    const location = locationOf(await begin(through(0), file.length, { lessonId, filename: '起势.mp4' }));
    await append(through(0), location, 0, file.subarray(0, 400));
    const shown = await space();
    expect(shown).toMatchObject({
      usedBytes: 1000,
      unfinished: [{ id: mediaIdOf(location), lessonId, lesson: { title: '第 1 课', courseTitle: '智能手机入门' }, fileName: '起势.mp4', bytes: 1000, receivedBytes: 400 }],
      removable: [],
    });
    // It was last gone on with just now, by the disk's clock.
    expect(Date.parse(shown.unfinished[0]!.expiresAt) - (await stat(fileOf(world, location))).mtimeMs).toBeCloseTo(7 * 24 * 3600 * 1000, -1);
    expect((await instructor.agent.send({ method: 'DELETE', path: location, headers: TUS })).status).toBe(204);
    expect(await space()).toMatchObject({ usedBytes: 0, unfinished: [] });
  });

  test('is not taken by a refused upload whose file is gone', async () => {
    const id = await aReadyVideo(world, instructor, lessonId, 60);
    await world.db.manager.update(Media, { id }, { state: 'refused' });
    expect(await space()).toMatchObject({ usedBytes: MB });
    await world.db.manager.update(Media, { id }, { sourceRemovedAt: world.clock.date() });
    expect(await space()).toMatchObject({ usedBytes: 0 });
  });

  test("shows nothing of another instructor's", async () => {
    const other = await anInstructor();
    await begin(through(0), 1000, { lessonId, filename: 'a.mp4' });
    expect((await other.agent.get<MyUploadsDto>('/api/my/uploads')).body).toMatchObject({ usedBytes: 0, unfinished: [], removable: [] });
  });
});

describe('a medium', () => {
  const remove = (id: string) => instructor.agent.delete(`/api/media/${id}`);
  const age = (id: string, seconds: number) => {
    const then = new Date(world.clock.now() - seconds * 1000);
    return world.db.manager.update(Media, { id }, { createdAt: then, arrivedAt: then });
  };

  test('that was replaced and never published is removed with its files, and its space is free again', async () => {
    const file = new Uint8Array(randomBytes(1000));
    const location = locationOf(await begin(through(0), file.length, { lessonId, filename: '旧的.mp4' }));
    await append(through(0), location, 0, file, hashOf(file));
    const replaced = mediaIdOf(location);
    await world.db.manager.update(Media, { id: replaced }, { state: 'ready' });
    await age(replaced, 60);
    expectProblem(await remove(replaced), 'media_in_use');
    await aReadyVideo(world, instructor, lessonId, 60);
    expect((await space()).removable).toMatchObject([{ id: replaced, fileName: '旧的.mp4', bytes: 1000, state: 'ready' }]);

    expect((await remove(replaced)).status).toBe(204);
    expect(await space()).toMatchObject({ usedBytes: MB, removable: [] });
    await expect(stat(fileOf(world, location))).rejects.toThrow();
    expect(await world.db.manager.findBy(AuditEntry, { action: 'media.delete', accountId: instructor.accountId })).toHaveLength(1);
    expectProblem(await remove(replaced), 'not_found');
  });

  test('that was ever published stays', async () => {
    const { lessons } = await aPublishedCourse(world, instructor, [60]);
    const { mediaId, lessonId: shown } = lessons[0]!;
    await age(mediaId, 60);
    await aReadyVideo(world, instructor, shown, 60);
    expect((await space()).removable).toEqual([]);
    expectProblem(await remove(mediaId), 'media_in_use');
    await world.db.manager.delete(Lesson, { id: shown });
    expectProblem(await remove(mediaId), 'media_in_use');
  });

  test.each([
    ['was refused', 'refused', false, true],
    ['failed', 'failed', false, true],
    ['was cancelled', 'cancelled', false, true],
    ['is ready', 'ready', false, false],
    ['is worked on', 'transcoding', true, false],
    ['has no lesson any more', 'ready', true, true],
  ] as const)('that %s can be removed: %#', async (_, state, lessonGone, removable) => {
    const id = await aReadyVideo(world, instructor, lessonId, 60);
    await world.db.manager.update(Media, { id }, { state });
    if (lessonGone) await world.db.manager.delete(Lesson, { id: lessonId });
    expect((await space()).removable.map((one) => one.id)).toEqual(removable ? [id] : []);
    expect((await remove(id)).status).toBe(removable ? 204 : 409);
  });

  test('that is unfinished is given up', async () => {
    const location = locationOf(await begin(through(0), 1000, { lessonId, filename: 'a.mp4' }));
    expect((await remove(mediaIdOf(location))).status).toBe(204);
    expect(await space()).toMatchObject({ usedBytes: 0, unfinished: [] });
    expectProblem(await append(through(0), location, 0, new Uint8Array(10)), 'not_found');
  });

  test("of somebody else is as good as none", async () => {
    const other = await anInstructor();
    const id = await aReadyVideo(world, other, lessonId, 60);
    expectProblem(await remove(id), 'not_found');
    expect(await world.db.manager.existsBy(Media, { id })).toBe(true);
  });
});
