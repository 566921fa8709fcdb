import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Chapter } from '../../src/catalog/chapter.entity.js';
import { Course } from '../../src/catalog/course.entity.js';
import { Lesson } from '../../src/catalog/lesson.entity.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import type { MediaDto } from '../../src/media/media.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Agent } from '../support/agent.js';
import { eventually } from '../support/eventually.js';
import { expectProblem, expectProblemForm } from '../support/expect-problem.js';
import { CHUNK, TUS, append, begin, fileOf, hashOf, locationOf, mediaIdOf } from '../support/tus.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let origin: string;
let instructor: Someone;
let lessonId: string;

beforeAll(async () => {
  world = await createWorld();
  origin = await world.api.listen();
  city = await aCity(world);
  instructor = await anInstructor();
  lessonId = await aLesson(instructor);
});
afterAll(() => world.close());

/** Uploads go over a socket: the protocol is about what happens to it. */
async function anInstructor(): Promise<Someone> {
  const someone = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  return { ...someone, agent: someone.agent.over(origin) };
}

async function aLesson({ agent }: Someone): Promise<string> {
  const course = await agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title: '八段锦', categoryCode: 'fitness' });
  const chapter = await agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${course.body.id}/chapters`, { title: '基础' });
  const lesson = await agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapter.body.chapters[0]!.id}/lessons`, { title: '起势' });
  return lesson.body.chapters[0]!.lessons[0]!.id;
}

async function courseOf(lesson: string): Promise<string> {
  const { chapterId } = await world.db.manager.findOneByOrFail(Lesson, { id: lesson });
  return (await world.db.manager.findOneByOrFail(Chapter, { id: chapterId })).courseId;
}

/** Header bytes as a program may send them. */
function encodeHeader(value: string): string {
  return Buffer.from(value).toString('latin1');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function offsetOf(agent: Agent, location: string): Promise<number> {
  return Number((await agent.send({ method: 'HEAD', path: location, headers: TUS })).headers.get('upload-offset'));
}

/** Sends the beginning of a chunk that announces the whole file, and cuts the connection once that has been stored. */
function breakOffAfter(bytes: number, agent: Agent, location: string, file: Uint8Array<ArrayBuffer>): Promise<void> {
  return new Promise((resolve) => {
    const chunk = request(`${origin}${location}`, {
      method: 'PATCH',
      headers: { ...CHUNK, cookie: agent.cookieHeader(), 'upload-offset': '0', 'content-length': String(file.length) },
    });
    chunk.on('error', () => undefined);
    chunk.on('close', resolve);
    chunk.write(file.subarray(0, bytes));
    void eventually(async () => (await stat(fileOf(world, location))).size === bytes).then(() => chunk.destroy());
  });
}

describe('uploading a video', () => {
  test('in chunks, resumed at the true offset, queues it once and keeps every byte', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(700_000));
    const created = await begin(agent, file.length, { lessonId, filename: '起势.mp4' });
    expect(created.status).toBe(201);
    const location = String(created.headers.get('location'));
    expect(location).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/);
    const mediaId = location.split('/').at(-1)!;

    expect((await append(agent, location, 0, file.subarray(0, 400_000))).status).toBe(204);
    expect((await append(agent, location, 100, file.subarray(100))).status).toBe(409);
    const offset = await agent.send({ method: 'HEAD', path: location, headers: TUS });
    expect(offset.headers.get('upload-offset')).toBe('400000');
    expect((await agent.get<MediaDto>(`/api/media/${mediaId}`)).body).toMatchObject({ state: 'uploading', fileName: '起势.mp4', bytes: file.length });
    expect((await append(agent, location, 400_000, file.subarray(400_000), hashOf(file))).status).toBe(204);

    expect((await agent.get<MediaDto>(`/api/media/${mediaId}`)).body).toMatchObject({ state: 'checking', lessonId });
    expect(sha256(await readFile(fileOf(world, location)))).toBe(sha256(file));
    expect(await world.db.manager.findBy(OutboxRow, { jobId: `check-${mediaId}-0` })).toMatchObject([{ queue: 'mediaChecks', name: 'check', payload: { mediaId } }]);
  });

  test('becomes the content of its lesson when it is whole, although another that was begun later was whole before', async () => {
    const { agent } = instructor;
    const ofItsOwn = await aLesson(instructor);
    const file = new Uint8Array(randomBytes(1000));
    const open = async (filename: string) => locationOf(await begin(agent, file.length, { lessonId: ofItsOwn, filename }));
    const content = async () => (await agent.get<TaughtCourseDetailDto>(`/api/teaching/courses/${await courseOf(ofItsOwn)}`)).body.chapters[0]!.lessons[0]!.media;
    const [first, second] = [await open('先打开.mp4'), await open('后打开.mp4')];
    world.clock.advance(1);
    await append(agent, second, 0, file, hashOf(file));
    expect(await content()).toMatchObject({ fileName: '后打开.mp4', state: 'checking' });
    world.clock.advance(1);
    await append(agent, first, 0, file, hashOf(file));
    expect(await content()).toMatchObject({ id: mediaIdOf(first), fileName: '先打开.mp4', state: 'checking' });
  });

  test('reopens a course that was published meanwhile, and is not slipped in while one is in review', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(1000));
    for (const [state, then, becomesContent] of [['published', 'draft', true], ['in_review', 'in_review', false]] as const) {
      const ofItsOwn = await aLesson(instructor);
      const courseId = await courseOf(ofItsOwn);
      const left = locationOf(await begin(agent, file.length, { lessonId: ofItsOwn, filename: '没有传完.mp4' }));
      const other = locationOf(await begin(agent, file.length, { lessonId: ofItsOwn, filename: '审核的.mp4' }));
      await append(agent, other, 0, file, hashOf(file));
      await world.db.manager.update(Course, { id: courseId }, { state });
      world.clock.advance(1);
      await append(agent, left, 0, file, hashOf(file));
      const course = (await agent.get<TaughtCourseDetailDto>(`/api/teaching/courses/${courseId}`)).body;
      expect(course.state).toBe(then);
      expect(course.chapters[0]!.lessons[0]!.media?.id).toBe(mediaIdOf(becomesContent ? left : other));
    }
  });

  test('goes on at the byte that arrived last when the connection breaks within a chunk', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(600_000));
    const created = await begin(agent, file.length, { lessonId, filename: 'a.mp4' });
    const location = String(created.headers.get('location'));
    await breakOffAfter(300_000, agent, location, file);
    const offset = Number((await agent.send({ method: 'HEAD', path: location, headers: TUS })).headers.get('upload-offset'));
    expect(offset).toBe(300_000);
    expect((await append(agent, location, offset, file.subarray(offset), hashOf(file))).status).toBe(204);
    expect(sha256(await readFile(fileOf(world, location)))).toBe(sha256(file));
  });

  test('is refused for a lesson of someone else, as for one that does not exist', async () => {
    const other = await anInstructor();
    const foreign = await begin(other.agent, 10, { lessonId, filename: 'a.mp4' });
    const absent = await begin(other.agent, 10, { lessonId: '00000000-0000-4000-8000-000000000000', filename: 'a.mp4' });
    expectProblem(foreign, 'not_found');
    expect(foreign.text).toBe(absent.text);
  });

  test("shows nothing of someone else's upload", async () => {
    const created = await begin(instructor.agent, 10, { lessonId, filename: 'a.mp4' });
    const location = String(created.headers.get('location'));
    const other = await anInstructor();
    expect((await other.agent.send({ method: 'HEAD', path: location, headers: TUS })).status).toBe(404);
    expectProblem(await append(other.agent, location, 0, new Uint8Array(10)), 'not_found');
    expectProblem(await other.agent.send({ method: 'DELETE', path: location, headers: TUS }), 'not_found');
  });

  test('of an empty file is refused in words of its own', async () => {
    expectProblem(await begin(instructor.agent, 0, { lessonId, filename: 'a.mp4' }), 'upload_empty');
  });

  test('larger than the limit is refused before a byte is stored', async () => {
    expectProblem(await begin(instructor.agent, 9 * 1024 ** 3, { lessonId, filename: 'a.mp4' }), 'upload_too_large');
  });

  test('reopens a published course: its instructor must submit it again', async () => {
    const { courseId, lessons } = await aPublishedCourse(world, instructor, [60]);
    expect((await begin(instructor.agent, 10, { lessonId: lessons[0]!.lessonId, filename: 'a.mp4' })).status).toBe(201);
    expect((await instructor.agent.get<TaughtCourseDetailDto>(`/api/teaching/courses/${courseId}`)).body).toMatchObject({ state: 'draft', publishedVersion: 1 });
  });

  test('is refused without a word of the inside when the database fails', async () => {
    await world.db.query('RENAME TABLE media TO media_elsewhere');
    try {
      const answer = await begin(instructor.agent, 10, { lessonId, filename: 'a.mp4' });
      expectProblem(answer, 'internal_error');
      expect(answer.text).not.toMatch(/media|Table|doesn't exist/);
    } finally {
      await world.db.query('RENAME TABLE media_elsewhere TO media');
    }
  });

  test('that was given up is forgotten', async () => {
    const created = await begin(instructor.agent, 10, { lessonId, filename: 'a.mp4' });
    const location = String(created.headers.get('location'));
    expect((await instructor.agent.send({ method: 'DELETE', path: location, headers: TUS })).status).toBe(204);
    await eventually(async () => (await instructor.agent.get(`/api/media/${location.split('/').at(-1)}`)).status === 404);
  });

  test('that is whole cannot be given up any more: its video is made from the file', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(1000));
    const location = String((await begin(agent, file.length, { lessonId, filename: 'a.mp4' })).headers.get('location'));
    expect((await append(agent, location, 0, file, hashOf(file))).status).toBe(204);
    expectProblem(await agent.send({ method: 'DELETE', path: location, headers: TUS }), 'upload_finished');
    expect(sha256(await readFile(fileOf(world, location)))).toBe(sha256(file));
    expect((await agent.get<MediaDto>(`/api/media/${location.split('/').at(-1)}`)).body.state).toBe('checking');
  });

  test('sent whole with its creation, and again after it is whole, is queued once', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(1000));
    const metadata = `lessonId ${Buffer.from(lessonId).toString('base64')}`;
    const created = await agent.send({ method: 'POST', path: '/api/uploads', headers: { ...CHUNK, ...hashOf(file), 'upload-length': '1000', 'upload-metadata': metadata }, payload: file });
    expect({ status: created.status, offset: created.headers.get('upload-offset') }).toEqual({ status: 201, offset: '1000' });
    const location = String(created.headers.get('location'));
    expect((await append(agent, location, 1000, new Uint8Array(0))).status).toBeLessThan(500);
    expect(await world.db.manager.countBy(OutboxRow, { jobId: `check-${location.split('/').at(-1)}-0` })).toBe(1);
  });

  test('keeps all but the last byte of a file whose SHA-256 was not said, and takes it with that', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(5000));
    const location = locationOf(await begin(agent, file.length, { lessonId, filename: 'a.mp4' }));
    expectProblem(await append(agent, location, 0, file), 'upload_unverified');
    expect(await offsetOf(agent, location)).toBe(4999);
    expectProblem(await append(agent, location, 4999, file.subarray(4999)), 'upload_unverified');
    expectProblem(await append(agent, location, 4999, file.subarray(4999), { 'upload-sha256': 'abc' }), 'invalid_input');
    expect((await append(agent, location, 4999, file.subarray(4999), hashOf(file))).status).toBe(204);
    expect((await agent.get<MediaDto>(`/api/media/${mediaIdOf(location)}`)).body.state).toBe('checking');
    expect(await world.db.manager.findOneBy(Media, { id: mediaIdOf(location) })).toMatchObject({ declaredSha256: sha256(file) });
  });

  test('takes the SHA-256 that was said when it began', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(1000));
    const location = locationOf(await begin(agent, file.length, { lessonId, filename: 'a.mp4', sha256: sha256(file) }));
    expect((await append(agent, location, 0, file)).status).toBe(204);
    expect(await world.db.manager.findOneBy(Media, { id: mediaIdOf(location) })).toMatchObject({ state: 'checking', declaredSha256: sha256(file) });
  });

  test('whose process died before it had made the file begins with nothing', async () => {
    const { agent } = instructor;
    const file = new Uint8Array(randomBytes(1000));
    const location = locationOf(await begin(agent, file.length, { lessonId, filename: 'a.mp4' }));
    await rm(fileOf(world, location));
    await rm(`${fileOf(world, location)}.json`);
    expect(await offsetOf(agent, location)).toBe(0);
    expect((await append(agent, location, 0, file, hashOf(file))).status).toBe(204);
    expect(sha256(await readFile(fileOf(world, location)))).toBe(sha256(file));
  });

  test.each([
    ['without the version of the protocol', { 'upload-length': '10' }, 412],
    ['without a length', TUS, 400],
    ['of a negative length', { ...TUS, 'upload-length': '-1' }, 400],
    ['with broken metadata', { ...TUS, 'upload-length': '10', 'upload-metadata': '§' }, 400],
  ])('%s is refused', async (_, headers, status) => {
    const over = instructor.agent;
    const answer = await over.send({ method: 'POST', path: '/api/uploads', headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, encodeHeader(value)])) });
    expect(answer.status).toBe(status);
    expectProblemForm(answer);
  });
});
