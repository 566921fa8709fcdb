import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlaySessionDto } from '../../src/learning/learning.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { LocalStorage } from '../../src/platform/storage/local-storage.js';
import { openStorage } from '../../src/platform/storage/open-storage.js';
import { Scratch } from '../../src/platform/storage/scratch.js';
import { StorageMover } from '../../src/platform/storage/storage-mover.js';
import type { Storage } from '../../src/platform/storage/storage.js';
import { type MadeLesson, aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague, aPerson, signedIn } from '../factories/persons.js';
import { aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { type TestNginx, startNginx } from '../support/nginx.js';
import { type Door, rawRequest } from '../support/raw-request.js';
import { type S3Server, startS3Server } from '../support/s3-server.js';
import { type TestApi, startApi } from '../support/test-api.js';
import { append, begin, hashOf, locationOf, mediaIdOf } from '../support/tus.js';
import { type World, createWorld } from '../support/world.js';

const READER_KEY = 'reader-of-the-tests';
const SEGMENT = randomBytes(50_000);

let world: World;
let server: S3Server;
let api: TestApi;
let nginx: TestNginx;
let storage: Storage;
let lesson: MadeLesson;
let learner: Someone;
let instructor: Someone;
let root: string;
let apiOrigin: string;
const doors = new Map<string, Door>();

beforeAll(async () => {
  // nginx lives in real time.
  world = await createWorld(new Date().toISOString());
  server = await startS3Server();
  root = await mkdtemp(join(tmpdir(), 'xuexi-on-s3-'));
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  learner = await aPerson(world, { region: city.communities[0]! });
  [lesson] = (await aPublishedCourse(world, instructor, [600])).lessons as [MadeLesson];
  const here = new LocalStorage(world.config.storageUrl);
  const { outputPrefix } = await world.db.manager.findOneByOrFail(Media, { id: lesson.mediaId });
  await here.write(`${outputPrefix}/master.m3u8`, '#EXTM3U\n240p/index.m3u8\n');
  await here.write(`${outputPrefix}/240p/00000.m4s`, Readable.from([SEGMENT]));

  const storageUrl = await server.bucket('films');
  const scratchDir = join(root, 'scratch');
  storage = openStorage(storageUrl, server.access, new Scratch(scratchDir));
  await new StorageMover(here, storage).pass();
  const config = { ...world.config, storageUrl, scratchDir, secrets: { ...world.config.secrets, storageAccess: server.access } };
  api = await startApi(config, world.clock);
  const keyFile = join(root, 'reader.key');
  await writeFile(keyFile, READER_KEY);
  apiOrigin = await api.listen();
  nginx = await startNginx({ config, apiOrigin, bucket: { origin: await server.openTo('films', `${READER_KEY}.invalid`), keyFile } });
  doors.set('the embedded server', { origin: apiOrigin }).set('nginx', { socketPath: nginx.socketPath });
});
afterAll(async () => {
  await nginx?.close();
  await api?.close();
  await server?.close();
  await world?.close();
  await rm(root, { recursive: true, force: true });
});

describe('an installation that was moved into a bucket', () => {
  let session: PlaySessionDto;
  let cookie: string;
  const segmentUrl = (): string => session.playback.masterUrl.replace(/master\.m3u8$/, '240p/00000.m4s');

  beforeAll(async () => {
    const agent = await signedIn(world, learner.accountId, api);
    session = (await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lesson.lessonVersionId })).body;
    cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  });

  test.each(['the embedded server', 'nginx'])('plays its lessons through %s, whole and in parts, to those who may', async (door) => {
    const get = (path: string, headers: Record<string, string> = { cookie }) => rawRequest(doors.get(door)!, path, headers);
    const master = await get(session.playback.masterUrl);
    expect([master.status, master.body.toString()]).toEqual([200, '#EXTM3U\n240p/index.m3u8\n']);
    expect(master.headers['content-type']).toMatch(/^application\/vnd\.apple\.mpegurl/);
    const segment = await get(segmentUrl());
    expect(createHash('sha256').update(segment.body).digest('hex')).toBe(createHash('sha256').update(SEGMENT).digest('hex'));
    expect(segment.headers['cache-control']).toBe('private, max-age=14400, immutable');
    const part = await get(segmentUrl(), { cookie, range: 'bytes=10-19' });
    expect([part.status, part.body.equals(SEGMENT.subarray(10, 20))]).toEqual([206, true]);
    expect((await get(segmentUrl(), {})).status).toBe(404);
    expect((await get(segmentUrl().replace('00000', '00009'))).status).toBe(404);
  });

  test('lets nobody read the bucket itself, and tells nginx’s visitors nothing of it', async () => {
    const origin = await server.openTo('films', `${READER_KEY}.invalid`);
    const { outputPrefix } = await world.db.manager.findOneByOrFail(Media, { id: lesson.mediaId });
    expect((await fetch(`${origin}/${outputPrefix}/master.m3u8`)).status).toBe(401);
    const { headers } = await rawRequest(doors.get('nginx')!, segmentUrl(), { cookie });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-amz'))).toEqual([]);
    expect(await nginx.log()).not.toContain(READER_KEY);
  });

  test('says that it cannot be reached now where the bucket does not answer, and in the log why, without what opens an address', async () => {
    const away = await startNginx({ config: world.config, apiOrigin: 'http://127.0.0.1:1', bucket: { origin: 'http://127.0.0.1:1/films', keyFile: join(root, 'reader.key') } });
    try {
      const answer = await rawRequest(away, segmentUrl(), { cookie });
      expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([503, 'application/problem+json', 'no-store']);
      expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'unavailable' });
      await eventually(async () => (await away.log()).includes('"upstream":"502"'));
      const [, , , playSession, signature] = segmentUrl().split('/');
      for (const secret of [playSession!, signature!, READER_KEY]) expect(await away.log()).not.toContain(secret);
    } finally {
      await away.close();
    }
  });

  test('takes uploads, and keeps them in the bucket', async () => {
    const agent = (await signedIn(world, instructor.accountId, api)).over(apiOrigin);
    const file = Buffer.from(randomBytes(30_000));
    const location = locationOf(await begin(agent, file.length, { lessonId: lesson.lessonId, filename: '新课.mp4' }));
    expect((await append(agent, location, 0, file.subarray(0, 10_000))).status).toBe(204);
    expect((await append(agent, location, 10_000, file.subarray(10_000), hashOf(file))).status).toBe(204);
    expect((await buffer(await storage.read(`uploads/${mediaIdOf(location)}`))).equals(file)).toBe(true);
    expect(await world.db.manager.findOneByOrFail(Media, { id: mediaIdOf(location) })).toMatchObject({ state: 'checking' });
  });

  test('opens nothing more once a lesson is taken down', async () => {
    await storage.move(`media/${lesson.mediaId}`, `withdrawn/${lesson.mediaId}`);
    expect((await rawRequest(doors.get('nginx')!, segmentUrl(), { cookie })).status).toBe(404);
    world.clock.advance(61);
    await eventually(async () => (await rawRequest(doors.get('the embedded server')!, segmentUrl(), { cookie })).status === 404);
  });
});
