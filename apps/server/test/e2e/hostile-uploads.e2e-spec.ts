import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { CHUNK, TUS, append, begin, fileOf, locationOf, mediaIdOf } from '../support/tus.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let origin: string;
let victim: Someone;
let attacker: Someone;
let lessonId: string;

beforeAll(async () => {
  world = await createWorld();
  origin = await world.api.listen();
  city = await aCity(world);
  victim = await anInstructor();
  attacker = await anInstructor();
  lessonId = await aLessonOf(victim);
});
afterAll(() => world.close());

async function anInstructor(): Promise<Someone> {
  const someone = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  return { ...someone, agent: someone.agent.over(origin) };
}

async function aLessonOf(someone: Someone): Promise<string> {
  return (await aPublishedCourse(world, someone, [60])).lessons[0]!.lessonId;
}

async function anUpload({ agent }: Someone, ownLesson: string, bytes: number): Promise<string> {
  return locationOf(await begin(agent, bytes, { lessonId: ownLesson, filename: '秘密.mp4' }));
}

async function isListed(location: string): Promise<boolean> {
  return (await victim.agent.get(`/api/media/${mediaIdOf(location)}`)).status === 200;
}

describe('an upload', () => {
  test.each(['?x=/', '?/', '?x=%2f', '?x=/y/'])('of someone else is not reached by way of one’s own and %s', async (by) => {
    const bytes = new Uint8Array(randomBytes(10));
    const theirs = await anUpload(victim, lessonId, 20);
    expect((await append(victim.agent, theirs, 0, bytes)).status).toBe(204);
    const own = await anUpload(attacker, await aLessonOf(attacker), 30);
    const crafted = `${own}${by}${mediaIdOf(theirs)}`;

    const seen = await attacker.agent.send({ method: 'HEAD', path: crafted, headers: TUS });
    expect({ offset: seen.headers.get('upload-offset'), length: seen.headers.get('upload-length') }).toEqual({ offset: '0', length: '30' });
    expectProblem(await append(attacker.agent, crafted, 10, new Uint8Array(10)), 'upload_offset_conflict');
    expect((await attacker.agent.send({ method: 'DELETE', path: crafted, headers: TUS })).status).toBe(204);

    expect(new Uint8Array(await readFile(fileOf(world, theirs)))).toEqual(bytes);
    expect(await isListed(theirs)).toBe(true);
    await expect(readFile(fileOf(world, own))).rejects.toThrow();
  });

  test('is not given up by a chunk that says it is a DELETE', async () => {
    const location = await anUpload(victim, lessonId, 10);
    expect((await append(victim.agent, location, 0, new Uint8Array(3), { 'x-http-method-override': 'DELETE' })).status).toBe(204);
    expect((await readFile(fileOf(world, location))).length).toBe(3);
  });

  test('with its length left open is refused', async () => {
    const answer = await begin(victim.agent, 0, { lessonId }, { 'upload-defer-length': '1' });
    expectProblem(answer, 'invalid_input');
    expect(answer.body).toMatchObject({ fields: [{ field: 'Upload-Length' }] });
  });

  test.each<Record<string, string>>([{}, { lessonId: '起势' }, { lessonId: '' }])('that names no lesson (%j) is refused', async (metadata) => {
    const answer = await begin(victim.agent, 10, { filename: 'a.mp4', ...metadata });
    expectProblem(answer, 'invalid_input');
    expect(answer.body).toMatchObject({ fields: [{ field: 'lessonId' }] });
  });

  test.each([
    ['no length', {}, 'malformed_request'],
    ['a negative length', { 'upload-length': '-1' }, 'malformed_request'],
    ['parts to be put together', { 'upload-length': '10', 'upload-concat': 'partial' }, 'malformed_request'],
    ['another version of the protocol', { 'upload-length': '10', 'tus-resumable': '0.2.2' }, 'malformed_request'],
    ['a length beyond the limit', { 'upload-length': String(9 * 1024 ** 3) }, 'upload_too_large'],
  ] as const)('with %s is refused as a problem', async (_, headers, code) => {
    expectProblem(await begin(victim.agent, 10, { lessonId }, headers), code);
  });

  test('without the protocol’s version is refused as a problem', async () => {
    expectProblem(await victim.agent.send({ method: 'POST', path: '/api/uploads', headers: { 'upload-length': '10' } }), 'upload_version_unsupported');
  });

  test.each([
    ['no offset', { ...CHUNK }, 'malformed_request'],
    ['an offset that is none', { ...CHUNK, 'upload-offset': 'x' }, 'malformed_request'],
    ['another content type', { ...TUS, 'content-type': 'text/plain', 'upload-offset': '0' }, 'unsupported_content_type'],
    ['a gap before it', { ...CHUNK, 'upload-offset': '5' }, 'upload_offset_conflict'],
  ] as const)('refuses a chunk with %s as a problem', async (_, headers, code) => {
    const location = await anUpload(victim, lessonId, 10);
    expectProblem(await victim.agent.send({ method: 'PATCH', path: location, headers, payload: new Uint8Array(3) }), code);
  });

  test('refuses more bytes than were announced as a problem', async () => {
    expectProblem(await append(victim.agent, await anUpload(victim, lessonId, 10), 0, new Uint8Array(20)), 'upload_overrun');
  });
});
