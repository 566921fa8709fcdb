import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CourseDto } from '../../src/catalog/catalog.dto.js';
import { Course } from '../../src/catalog/course.entity.js';
import { LessonVersion } from '../../src/catalog/lesson-version.entity.js';
import { MediaRun } from '../../src/media/media-run.entity.js';
import { MediaRuns } from '../../src/media/media-runs.js';
import { Media } from '../../src/media/media.entity.js';
import { WithdrawalsService } from '../../src/media/withdrawals.service.js';
import { WithdrawalsSweeper } from '../../src/media/withdrawals.sweeper.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { newId } from '../../src/platform/ids.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { OutboxService } from '../../src/platform/queue/outbox.service.js';
import type { QueueProducer } from '../../src/platform/queue/queue-producer.js';
import { LocalStorage } from '../../src/platform/storage/local-storage.js';
import { aClassroom } from '../factories/classroom.js';
import { someCaptions } from '../factories/captions.js';
import { type MadeCourse, type MadeLesson, aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { expectProblem } from '../support/expect-problem.js';
import { nginxFile, startNginx } from '../support/nginx.js';
import { Player } from '../support/player.js';
import { rawRequest } from '../support/raw-request.js';
import { type World, createWorld } from '../support/world.js';

const REASON = '画面里有未公开的个人信息';
const MASTER = '#EXTM3U\n';

let world: World;
let city: City;
let instructor: Someone;
let reviewer: Someone;
let learner: Someone;
let root: string;

beforeAll(async () => {
  // nginx lives in real time.
  world = await createWorld(new Date().toISOString());
  root = fileURLToPath(world.config.storageUrl);
  ({ city, instructor } = await aClassroom(world));
  reviewer = await aColleague(world, 'reviewer', city.communities[0]!, city.streets[0]!);
  await confirmed(world, reviewer);
  learner = await aPerson(world, { region: city.communities[0]! });
});
afterAll(() => world.close());

async function aCourseWithFiles(lengths = [600]): Promise<MadeCourse & { lesson: MadeLesson }> {
  const course = await aPublishedCourse(world, instructor, lengths);
  for (const { mediaId } of course.lessons) {
    const master = join(root, 'media', mediaId, '1/master.m3u8');
    await mkdir(dirname(master), { recursive: true });
    await writeFile(master, MASTER);
  }
  return { ...course, lesson: course.lessons[0]! };
}

const withdrawals = (storage = new LocalStorage(world.config.storageUrl)) => new WithdrawalsService(world.db, storage, world.clock);
function aSweeper() {
  const asked: string[] = [];
  const producer = { add: async (queue: string, name: string, _data: object, jobId: string) => void asked.push(`${queue} ${name} ${jobId}`) } as unknown as QueueProducer;
  const runs = new MediaRuns(world.db, new OutboxService(world.clock), world.clock);
  return { asked, sweeper: new WithdrawalsSweeper(world.db, producer, runs, world.clock) };
}
const takeDown = (mediaId: string, { agent } = reviewer) => agent.post(`/api/media/${mediaId}/takedown`, { reason: REASON });
const restore = (mediaId: string, { agent } = reviewer) => agent.post(`/api/media/${mediaId}/restoration`);
const stored = (id: string) => world.db.manager.findOneByOrFail(Media, { id });
const isIn = (place: 'media' | 'withdrawn', mediaId: string) => readFile(join(root, place, mediaId, '1/master.m3u8')).then(() => true, () => false);

describe('taking down', () => {
  test('is recorded with its reason, asks the worker to move the files, and happens once', async () => {
    const { lesson, courseId } = await aCourseWithFiles();
    expect((await takeDown(lesson.mediaId)).status).toBe(204);
    expect((await takeDown(lesson.mediaId)).status).toBe(204);
    expect(await stored(lesson.mediaId)).toMatchObject({ takenDownBy: reviewer.accountId, takenDownReason: REASON, takenDownAt: world.clock.date() });
    const entries = (await world.db.manager.findBy(AuditEntry, { action: 'media.take_down' })).filter(({ details }) => details.media === lesson.mediaId);
    expect(entries).toEqual([expect.objectContaining({ accountId: reviewer.accountId, reason: REASON, details: { media: lesson.mediaId, lesson: lesson.lessonId, course: courseId } })]);
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `withdraw-${lesson.mediaId}` })).toBe(1);
    expect((await restore(lesson.mediaId)).status).toBe(204);
    expect(await stored(lesson.mediaId)).toMatchObject({ takenDownAt: null, takenDownBy: null, takenDownReason: null });
    expect((await world.db.manager.findBy(AuditEntry, { action: 'media.restore' })).map(({ details }) => details.media)).toContain(lesson.mediaId);
  });

  test('needs a reason without numbers of persons, and a fresh confirmation', async () => {
    const { lesson } = await aCourseWithFiles();
    for (const reason of ['', ' ', '他的手机 139 0013 8000']) expectProblem(await reviewer.agent.post(`/api/media/${lesson.mediaId}/takedown`, { reason }), 'invalid_input');
    const unconfirmed = await aColleague(world, 'reviewer', city.communities[0]!, city.streets[0]!);
    await world.db.query('UPDATE session SET confirmed_at = NULL WHERE account_id = ?', [unconfirmed.accountId]);
    expectProblem(await takeDown(lesson.mediaId, unconfirmed), 'confirmation_needed');
    expect((await stored(lesson.mediaId)).takenDownAt).toBeNull();
  });

  test('ends what opens the lesson anew, for learners, owner and reviewers, and keeps what was earned', async () => {
    const { lesson, courseId } = await aCourseWithFiles([600, 600]);
    const player = await Player.open(learner.agent, world.clock, lesson.lessonVersionId);
    world.clock.advance(15);
    const before = await player.report([0, 15]);
    await takeDown(lesson.mediaId);
    world.clock.advance(15);
    const after = await player.report([15, 30]);
    expect(after.refused).toBeNull();
    expect(after.standing.coveredSeconds).toBe(before.standing.coveredSeconds + 15);
    expectProblem(await learner.agent.post('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId }), 'media_taken_down');
    for (const { agent } of [instructor, reviewer]) expectProblem(await agent.get(`/api/media/${lesson.mediaId}/preview`), 'media_taken_down');
    const { body } = await learner.agent.get<CourseDto>(`/api/courses/${courseId}`);
    expect(body.chapters[0]!.lessons.map(({ takenDown, progress }) => ({ takenDown, covered: progress?.coveredSeconds }))).toEqual([
      { takenDown: true, covered: 30 },
      { takenDown: false, covered: 0 },
    ]);
    await restore(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    expect((await learner.agent.post('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId })).status).toBe(201);
  });
});

describe('who may take it down', () => {
  test('looks at it first: what was published, within the regions', async () => {
    const { lesson, lessons, courseId } = await aCourseWithFiles([600, 0]);
    const captions = await someCaptions(world, lesson.mediaId);
    const street = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    const elsewhere = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[1]!);
    const paths = [`/api/media/${lesson.mediaId}/preview`, `/api/media/${lesson.mediaId}/captions`, `/api/captions/${captions.id}`, `/api/media/${lessons[1]!.mediaId}/pages`];
    for (const path of paths) {
      expect((await street.agent.get(path)).status).toBe(200);
      expectProblem(await elsewhere.agent.get(path), 'not_found');
    }
    // Never published: it is its instructor's, until it is submitted.
    await world.db.manager.delete(LessonVersion, { mediaId: lesson.mediaId });
    await world.db.manager.update(Course, { id: courseId }, { submittedAt: null });
    for (const { agent } of [street, reviewer]) expectProblem(await agent.get(paths[0]!), 'not_found');
  });
});

describe('the files of what is taken down', () => {
  test('lie where no address leads, and come back', async () => {
    const { lesson } = await aCourseWithFiles();
    await takeDown(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    expect([await isIn('media', lesson.mediaId), await isIn('withdrawn', lesson.mediaId)]).toEqual([false, true]);
    expect((await stored(lesson.mediaId)).filesToMoveSince).toBeNull();
    await withdrawals().settle(lesson.mediaId);
    await restore(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    expect([await isIn('media', lesson.mediaId), await isIn('withdrawn', lesson.mediaId)]).toEqual([true, false]);
  });

  test('end up where the last decision says, however the moves overtake each other', async () => {
    const { lesson } = await aCourseWithFiles();
    const { mediaId } = lesson;
    await takeDown(mediaId);
    const [halfway, restored] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    class SlowStorage extends LocalStorage {
      override async move(from: string, to: string): Promise<void> {
        halfway.resolve();
        await restored.promise;
        return super.move(from, to);
      }
    }
    const slow = withdrawals(new SlowStorage(world.config.storageUrl)).settle(mediaId);
    await halfway.promise;
    await restore(mediaId);
    await withdrawals().settle(mediaId);
    restored.resolve();
    await slow;
    expect([await isIn('media', mediaId), await isIn('withdrawn', mediaId), (await stored(mediaId)).filesToMoveSince]).toEqual([true, false, null]);
  });

  test('are moved although the job was lost, and although the worker died half way', async () => {
    const { lesson } = await aCourseWithFiles();
    const { mediaId } = lesson;
    await writeFile(join(root, 'media', mediaId, '1/poster.jpg'), 'a');
    await takeDown(mediaId);
    await mkdir(join(root, 'withdrawn', mediaId, '1'), { recursive: true });
    await rename(join(root, 'media', mediaId, '1/poster.jpg'), join(root, 'withdrawn', mediaId, '1/poster.jpg'));
    const { asked, sweeper } = aSweeper();
    await sweeper.sweep();
    expect(asked).not.toContain(`storage withdraw withdraw-${mediaId}`);
    world.clock.advance(16);
    await sweeper.sweep();
    expect(asked).toContain(`storage withdraw withdraw-${mediaId}`);
    await withdrawals().settle(mediaId);
    asked.length = 0;
    await sweeper.sweep();
    expect(asked).not.toContain(`storage withdraw withdraw-${mediaId}`);
    expect(await isIn('withdrawn', mediaId)).toBe(true);
    expect(await readFile(join(root, 'withdrawn', mediaId, '1/poster.jpg'), 'utf8')).toBe('a');
  });

  test('are moved although the worker was killed after it had published more of them', async () => {
    const { lesson } = await aCourseWithFiles();
    const { mediaId } = lesson;
    await world.db.manager.update(Media, { id: mediaId }, { state: 'transcoding', fence: 2, heartbeatAt: world.clock.date() });
    const run = { id: newId(), mediaId, fence: 2, step: 'transcode' as const, startedAt: world.clock.date(), outputPrefix: `media/${mediaId}/2` };
    await world.db.manager.insert(MediaRun, run);
    await takeDown(mediaId);
    await withdrawals().settle(mediaId);
    await mkdir(join(root, 'media', mediaId, '2'), { recursive: true });
    await writeFile(join(root, 'media', mediaId, '2/master.m3u8'), MASTER);
    const { asked, sweeper } = aSweeper();
    await sweeper.sweep();
    // A run that lives sees the takedown by itself and ends.
    expect((await stored(mediaId)).filesToMoveSince).toBeNull();
    world.clock.advance(31);
    await sweeper.sweep();
    world.clock.advance(16);
    await sweeper.sweep();
    expect(asked).toContain(`storage withdraw withdraw-${mediaId}`);
    await withdrawals().settle(mediaId);
    expect(await readFile(join(root, 'withdrawn', mediaId, '2/master.m3u8'), 'utf8')).toBe(MASTER);
    await sweeper.sweep();
    expect((await stored(mediaId)).filesToMoveSince).toBeNull();
    expect((await world.db.manager.findOneByOrFail(MediaRun, { id: run.id })).endedAt).not.toBeNull();
  });
});

describe('an address that was signed before', () => {
  test('opens for 20 s at most at the embedded server, and again after a restoration', async () => {
    const { lesson } = await aCourseWithFiles();
    const { body } = await learner.agent.post<{ playback: { masterUrl: string } }>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId });
    const open = () => learner.agent.get(body.playback.masterUrl);
    expect((await open()).text).toBe(MASTER);
    await takeDown(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    world.clock.advance(20);
    expectProblem(await open(), 'not_found');
    await restore(lesson.mediaId);
    await withdrawals().settle(lesson.mediaId);
    expect((await open()).text).toBe(MASTER);
  });

  test('opens for half a minute at most at nginx', async () => {
    const seconds = [...(await nginxFile('media-from-folder.conf')).matchAll(/open_file_cache_valid (\d+)s;/g)].map(([, valid]) => Number(valid));
    expect(seconds).toEqual([20]);
    const { lesson } = await aCourseWithFiles();
    const { body } = await learner.agent.post<{ playback: { masterUrl: string } }>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId });
    // The same with a shorter time, so that nobody waits for it here.
    const nginx = await startNginx({ config: world.config, apiOrigin: 'http://127.0.0.1:1', change: (template) => template.replace('open_file_cache_valid 20s', 'open_file_cache_valid 1s') });
    try {
      const open = async () => (await rawRequest(nginx, body.playback.masterUrl, { cookie: learner.agent.cookieHeader() })).status;
      expect(await open()).toBe(200);
      await takeDown(lesson.mediaId);
      await withdrawals().settle(lesson.mediaId);
      await eventually(async () => (await open()) === 404);
    } finally {
      await nginx.close();
    }
  });
});
