import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlaySessionDto } from '../../src/learning/learning.dto.js';
import { MEDIA_HEADERS } from '../../src/media/media-answer.js';
import { Problem } from '../../src/platform/errors/problem.js';
import type { ProblemCode } from '../../src/platform/errors/problems.js';
import { PAGE_HEADERS } from '../../src/platform/http/sites.js';
import { CONTENT_TYPES } from '../../src/platform/storage/storage.js';
import { type MadeLesson, aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { type TestNginx, nginxFile, startNginx } from '../support/nginx.js';
import { type Door, type RawAnswer, rawRequest } from '../support/raw-request.js';
import { type World, createWorld } from '../support/world.js';

const MASTER = '#EXTM3U\n240p/index.m3u8\n';
const SEGMENT = randomBytes(100_000);
/** Larger than what is held in memory. */
const FILM = randomBytes(9 * 1024 ** 2);
const HOUR = 3600;

let world: World;
let learner: Someone;
let neighbour: Someone;
let lesson: MadeLesson;
let session: PlaySessionDto;
let nginx: TestNginx;
/** Up to the video's folder. */
let folder: string;
const doors = new Map<string, Door>();

beforeAll(async () => {
  // nginx lives in real time.
  world = await createWorld(new Date().toISOString());
  const city = await aCity(world);
  const instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  [learner, neighbour] = [await aPerson(world, { region: city.communities[0]! }), await aPerson(world, { region: city.communities[0]! })];
  [lesson] = (await aPublishedCourse(world, instructor, [600])).lessons as [MadeLesson];
  await store('1/master.m3u8', MASTER);
  await store('1/240p/segment-1.m4s', SEGMENT);
  await store('1/film.mp4', FILM);
  for (const extension of Object.keys(CONTENT_TYPES)) await store(`kinds/a.${extension}`, 'a');
  await store('1/source.mkv', 'no kind that is served');
  session = await openLesson(learner);
  folder = folderOf(session.playback.masterUrl);
  const apiOrigin = await world.api.listen();
  nginx = await startNginx({ config: world.config, apiOrigin });
  doors.set('the embedded server', { origin: apiOrigin }).set('nginx', { socketPath: nginx.socketPath });
});
afterAll(async () => {
  await nginx?.close();
  await world.close();
});

async function store(file: string, content: string | Buffer): Promise<void> {
  const path = join(fileURLToPath(world.config.storageUrl), 'media', lesson.mediaId, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function openLesson({ agent }: Someone): Promise<PlaySessionDto> {
  const { status, body } = await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId });
  expect(status).toBe(201);
  return body;
}

function folderOf(masterUrl: string): string {
  return masterUrl.replace(/\/1\/master\.m3u8$/, '');
}

function cookieOf({ agent }: Someone): Record<string, string> {
  return { cookie: agent.cookieHeader() };
}

function expectRefused({ status, headers, body }: RawAnswer, code: ProblemCode = 'not_found'): void {
  expect({ status, type: headers['content-type'], cache: headers['cache-control'], problem: JSON.parse(body.toString()) }).toEqual({
    status: new Problem(code).status,
    type: expect.stringMatching(/^application\/problem\+json/),
    cache: 'no-store',
    problem: new Problem(code).toJSON(),
  });
}

describe.each(['the embedded server', 'nginx'])('%s', (name) => {
  const get = (path: string, headers: Record<string, string> = cookieOf(learner), method?: string) => rawRequest(doors.get(name)!, path, headers, method);

  test('opens the address for its learner, with the headers of all media', async () => {
    const { status, headers, body } = await get(session.playback.masterUrl);
    expect({ status, body: body.toString() }).toEqual({ status: 200, body: MASTER });
    expect(headers).toMatchObject({ ...MEDIA_HEADERS, 'accept-ranges': 'bytes', 'content-length': String(MASTER.length), etag: expect.stringMatching(/^"[0-9a-f]+-[0-9a-f]+"$/) });
    expect((await get(`${folder}/1/240p/segment-1.m4s`)).body.equals(SEGMENT)).toBe(true);
    expect((await get(`${folder}/1/film.mp4?from=1`)).body.equals(FILM)).toBe(true);
  });

  test.each(Object.entries(CONTENT_TYPES))('serves files of the kind %s as %s', async (extension, type) => {
    const { status, headers } = await get(`${folder}/kinds/a.${extension}`);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type });
  });

  test.each<[string, () => string, (() => Record<string, string>)?]>([
    ["another learner's login", () => session.playback.masterUrl, () => cookieOf(neighbour)],
    ['no login', () => session.playback.masterUrl, () => ({})],
    ['an empty cookie', () => session.playback.masterUrl, () => ({ cookie: 'session=' })],
    ["another play session of the same learner's", () => session.playback.masterUrl.replace(session.playSessionId, lesson.lessonVersionId)],
    ['a preview', () => session.playback.masterUrl.replace(session.playSessionId, 'preview')],
    ['another video', () => session.playback.masterUrl.replace(lesson.mediaId, lesson.lessonId)],
    ['a later end', () => session.playback.masterUrl.replace(/\/media\/(\d+)/, (_, end: string) => `/media/${Number(end) + 1}`)],
    ['another signature', () => session.playback.masterUrl.replace(/[A-Za-z0-9_-]{22}(?=\/[0-9a-f-]{36}\/1)/, 'A'.repeat(22))],
    ['the form without a play session', () => session.playback.masterUrl.replace(`${session.playSessionId}/`, '')],
    ['an absent file', () => `${folder}/1/absent.m3u8`],
    ['a kind that is not served', () => `${folder}/1/source.mkv`],
    ['an extension in capitals', () => `${folder}/1/master.M3U8`],
    ['the folder', () => `${folder}/`],
    ['a folder below', () => `${folder}/1/`],
    ['a folder without its slash', () => `${folder}/1`],
    ['nothing', () => '/media/'],
    ['a path upwards', () => `${folder}/1/../../../uploads/${lesson.mediaId}`],
    ['a path upwards and back', () => `${folder}/1/../1/master.m3u8`],
    ['a path upwards out of media', () => `${folder}/../../../../../etc/passwd`],
    ['a path upwards, encoded', () => `${folder}/1/%2e%2e/1/master.m3u8`],
    ['a path upwards with its slash encoded', () => `${folder}/1/..%2f1/master.m3u8`],
    ['an encoded slash', () => `${folder}/1%2fmaster.m3u8`],
    ['an encoded letter', () => `${folder}/1/%6daster.m3u8`],
    ['a doubly encoded path upwards', () => `${folder}/1/%252e%252e/1/master.m3u8`],
    ['two slashes', () => `${folder}//1/master.m3u8`],
    ['a dot as a folder', () => `${folder}/./1/master.m3u8`],
    ['a backslash', () => `${folder}/1\\master.m3u8`],
    ['dots instead of a video', () => session.playback.masterUrl.replace(lesson.mediaId, '..')],
    ['dots after the video', () => session.playback.masterUrl.replace(lesson.mediaId, `${lesson.mediaId}/..`)],
    ['a semicolon', () => `${folder}/1/master.m3u8;a`],
  ])('refuses %s', async (_, path, headers = () => cookieOf(learner)) => {
    expectRefused(await get(path(), headers()));
  });

  test.each([
    ['a path with a zero byte', () => `${folder}/1/master.m3u8%00.jpg`],
    ['a path out of everything', () => `${folder}/../../../../../../../etc/passwd`],
  ])('refuses %s, which nginx does not even read', async (_, path) => {
    expectRefused(await get(path()), name === 'nginx' ? 'malformed_request' : 'not_found');
  });

  test('refuses an address that has expired', async () => {
    world.clock.advance(-5 * HOUR);
    const { playback } = await openLesson(learner);
    world.clock.advance(5 * HOUR);
    expectRefused(await get(playback.masterUrl));
    expect((await get(session.playback.masterUrl)).status).toBe(200);
  });

  test('refuses an address that was made under a login which has got another cookie since', async () => {
    const [someone] = [await aPerson(world, { region: learner.region })];
    const { playback } = await openLesson(someone);
    const before = cookieOf(someone);
    expect((await get(playback.masterUrl, before)).status).toBe(200);
    expectRefused(await get(playback.masterUrl, { cookie: 'session=another' }));
    const reopened = await openLesson(someone);
    expect((await get(reopened.playback.masterUrl, cookieOf(someone))).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
    const answer = await get(session.playback.masterUrl, cookieOf(learner), method);
    expectRefused(answer, 'method_not_allowed');
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  test('answers HEAD without a body', async () => {
    const { status, headers, body } = await get(`${folder}/1/240p/segment-1.m4s`, cookieOf(learner), 'HEAD');
    expect({ status, length: headers['content-length'], body: body.length }).toEqual({ status: 200, length: String(SEGMENT.length), body: 0 });
  });

  describe.each([
    ['kept in memory', '1/240p/segment-1.m4s', SEGMENT],
    ['streamed', '1/film.mp4', FILM],
  ])('of a file that is %s', (_, file, content) => {
    const ask = (headers: Record<string, string> = {}) => get(`${folder}/${file}`, { ...cookieOf(learner), ...headers });
    const last = content.length - 1;

    test.each([
      ['bytes=0-0', 0, 0],
      ['bytes=10-99', 10, 99],
      ['bytes=99990-', 99_990, last],
      ['bytes=-10', last - 9, last],
      ['bytes=-999999999', 0, last],
      [`bytes=10-999999999`, 10, last],
    ])('sends the range %s', async (range, start, end) => {
      const { status, headers, body } = await ask({ range });
      expect({ status, range: headers['content-range'], length: headers['content-length'] }).toEqual({
        status: 206,
        range: `bytes ${start}-${end}/${content.length}`,
        length: String(end - start + 1),
      });
      expect(body.equals(content.subarray(start, end + 1))).toBe(true);
    });

    test.each(['bytes=999999999-', 'bytes=-0'])('refuses the range %s beyond it', async (range) => {
      const { status, headers } = await ask({ range });
      expect({ status, range: headers['content-range'] }).toEqual({ status: 416, range: `bytes */${content.length}` });
    });

    test('sends it whole for a range that is none', async () => {
      expect((await ask({ range: 'lines=1-2' })).status).toBe(200);
    });

    test('sends nothing to who has it, and a range only of what they have', async () => {
      const { etag = '', 'last-modified': lastModified = '' } = (await ask({ range: 'bytes=0-0' })).headers;
      const kept: Record<string, string>[] = [{ 'if-none-match': etag }, { 'if-none-match': `"a", W/${etag}` }, { 'if-none-match': '*' }, { 'if-modified-since': lastModified }];
      for (const held of kept) {
        const { status, body, headers } = await ask(held);
        expect({ status, bytes: body.length, etag: headers.etag }).toEqual({ status: 304, bytes: 0, etag });
      }
      const changed: Record<string, string>[] = [{ 'if-none-match': '"a"' }, { 'if-none-match': '"a"', 'if-modified-since': lastModified }];
      for (const other of changed) expect((await ask(other)).status).toBe(200);
      const range = 'bytes=0-9';
      for (const held of [etag, lastModified]) expect((await ask({ range, 'if-range': held })).status).toBe(206);
      for (const other of ['"a"', `W/${etag}`, 'Thu, 01 Jan 1970 00:00:00 GMT']) expect((await ask({ range, 'if-range': other })).status).toBe(200);
    });
  });
});

describe('nginx before both sites', () => {
  const get = (path: string) => rawRequest({ socketPath: nginx.socketPath }, path);

  test.each([
    ['/', '<title>web</title>'],
    ['/courses/0193', '<title>web</title>'],
    ['/console/reviews', '<title>console</title>'],
  ])("sends %s with the api's own headers of pages", async (path, page) => {
    const { headers, body } = await get(path);
    expect(body.toString()).toBe(page);
    expect(headers).toMatchObject(PAGE_HEADERS);
  });

  test('refuses what is not there in the words of the api', async () => {
    expectRefused(await get('/absent.js'));
    expect((await get('/api/absent')).status).toBe(404);
  });

  test('has every refusal that its configuration names written into its image', async () => {
    const named = new Set([...(await nginxFile('default.conf.template')).matchAll(/\/problems\/(\w+)\.json/g)].map(([, code]) => code));
    const [, written = ''] = /CODES = \[([^\]]*)\]/.exec(await nginxFile('problem-files.mjs')) ?? [];
    expect(new Set(written.split(', ').map((code) => code.slice(1, -1)))).toEqual(named);
  });
});

describe('what the logs hold', () => {
  test('is who opened which file, and nothing that opens one', async () => {
    for (const door of doors.values()) {
      await rawRequest(door, `${folder}/1/last-one.m3u8`, cookieOf(learner));
      for (const way of [`/media/../x${folder}/../../../../../../..`, `/a/..${folder}/../../../../../../../b`, `/%6dedia${folder.slice(6)}/../../../../../../../b`, `/%2fmedia${folder.slice(6)}`]) {
        await rawRequest(door, way, cookieOf(learner));
      }
    }
    await rawRequest({ socketPath: nginx.socketPath }, '/the-very-last');
    await eventually(async () => (await nginx.log()).includes('/the-very-last'));
    const lines = await nginx.log();
    expect(lines).toContain(`"media":"${lesson.mediaId}","file":"1/last-one.m3u8"`);
    const [, , , playSession, signature] = folder.split('/');
    for (const log of [lines, world.api.log.join('')]) {
      for (const secret of [signature!, playSession!, learner.agent.cookies.get('session')!, world.config.secrets.mediaSigning.toString('base64url')]) expect(log).not.toContain(secret);
    }
  });
});
