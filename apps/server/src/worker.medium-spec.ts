import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Queue } from 'bullmq';
import { In } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filmOf } from '../test/factories/media.js';
import { holds } from '../test/factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../test/factories/persons.js';
import { type City, aCity } from '../test/factories/regions.js';
import { environment } from '../test/support/environment.js';
import { eventually } from '../test/support/eventually.js';
import { type World, createWorld } from '../test/support/world.js';
import { ClosingSweeper } from './credits/closing/closing.sweeper.js';
import { Closing } from './credits/closing/closing.entity.js';
import type { ClosingDto } from './credits/closing/closings.dto.js';
import type { StatementDto } from './credits/statements/statements.dto.js';
import { CreditsJobs } from './credits/credits-jobs.js';
import { CreditsProcessor } from './credits/credits.processor.js';
import { StatementBatchJobs } from './credits/statements/statement-batch-jobs.js';
import { Media } from './media/media.entity.js';
import { LongMediaProcessor } from './media/long-media.processor.js';
import { MediaChecksProcessor } from './media/media-checks.processor.js';
import { MediaProcessor } from './media/media.processor.js';
import { MediaSweeper } from './media/media.sweeper.js';
import { newId } from './platform/ids.js';
import { OutboxRow } from './platform/queue/outbox.entity.js';
import { OutboxService } from './platform/queue/outbox.service.js';
import { QUEUES } from './platform/queue/queues.js';
import { queueConnection } from './platform/queue/queue-connection.js';
import { WorkerModule } from './worker.module.js';

let world: World;
let city: City;
let admin: Someone;
let worker: INestApplicationContext;
let queues: Queue[];

beforeAll(async () => {
  const redisUrl = environment('TEST_REDIS_URL');
  queues = Object.values(QUEUES).map((name) => new Queue(name, { connection: queueConnection(redisUrl) }));
  await empty();
  world = await createWorld();
  city = await aCity(world);
  admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
  await world.db.manager.insert(OutboxRow, { id: newId(), queue: 'media', name: 'transcode', jobId: 'long-ago', payload: {}, requestId: null, createdAt: new Date(0), sentAt: new Date(0) });
  worker = await NestFactory.createApplicationContext(WorkerModule.with({ ...world.config, redisUrl }, world.clock), { logger: false });
});
afterAll(async () => {
  await worker.close();
  await empty();
  await Promise.all(queues.map((queue) => queue.close()));
  await world.close();
});

async function empty(): Promise<void> {
  for (const queue of queues) await queue.obliterate({ force: true });
}

async function aFailingVideo(state: Partial<Media>): Promise<string> {
  const id = newId();
  const uploads = join(fileURLToPath(world.config.storageUrl), 'uploads');
  await mkdir(uploads, { recursive: true });
  await writeFile(join(uploads, id), 'no video');
  await world.db.manager.insert(Media, { id, lessonId: newId(), ownerAccountId: admin.accountId, fileName: 'a.mp4', bytes: 8, sourceKey: `uploads/${id}`, fence: 0, progress: 0, createdAt: world.clock.date(), ...state });
  return id;
}

const stateOf = async (id: string) => (await world.db.manager.findOneByOrFail(Media, { id })).state;

describe('the worker', () => {
  test('takes a closing from the page of the administrator to the statement of the learner', async () => {
    const someone = await aPerson(world, { region: city.communities[0]! });
    await holds(world, someone.personId, 2_160_000, '2026-03-01');
    await confirmed(world, admin);
    const { body } = await admin.agent.post<ClosingDto>('/api/closings', { year: 2026 });
    const read = async () => (await admin.agent.get<ClosingDto>(`/api/closings/${body.id}`)).body;
    await eventually(async () => (await read()).state === 'done');
    expect(await read()).toMatchObject({ processed: 1, total: 1, statements: 1, targetMet: 1 });
    expect((await someone.agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items).toMatchObject([{ status: 'preliminary', units: 2_160_000, targetMet: true }]);
  });

  test('closes a year while zips of statements are made', async () => {
    const [jobs, runner, zips] = [worker.get(CreditsJobs), worker.get(StatementBatchJobs), Promise.withResolvers<void>()];
    let begun = 0;
    jobs.register('statement-batch', { run: () => (begun++, zips.promise), fail: () => Promise.resolve() });
    for (const batchId of ['a', 'b', 'c']) await worker.get(OutboxService).add(world.db.manager, { queue: 'creditsLong', name: 'statement-batch', payload: { batchId } }, batchId);
    await eventually(async () => begun === 2);
    await confirmed(world, admin);
    const { body } = await admin.agent.post<ClosingDto>('/api/closings', { year: 2026 });
    await eventually(async () => (await admin.agent.get<ClosingDto>(`/api/closings/${body.id}`)).body.state === 'done');
    zips.resolve();
    await eventually(async () => begun === 3);
    runner.onModuleInit();
    expect((await admin.agent.get<ClosingDto>(`/api/closings/${body.id}`)).body).toMatchObject({ processed: 1, total: 1 });
  });

  test('does the job of each queue again without any further effect', async () => {
    const [closing] = await world.db.manager.find(Closing, { take: 1 });
    const media = await aFailingVideo({ state: 'failed', failureCode: 'no_video', failureSentence: '没有画面。' });
    const before = await everything();
    const job = (payload: object, name = 'x') => ({ id: 'again', name, data: { payload, requestId: null }, attemptsMade: 0, opts: {} }) as never;
    for (let i = 0; i < 3; i++) {
      await worker.get(CreditsProcessor).process(job({ closingId: closing!.id }, 'closing'));
      await worker.get(CreditsProcessor).process(job({ closingId: newId() }, 'closing'));
      for (const mediaId of [media, newId()]) {
        await worker.get(MediaChecksProcessor).process(job({ mediaId }, 'check'));
        await worker.get(MediaProcessor).process(job({ mediaId }, 'transcode'));
        await worker.get(LongMediaProcessor).process(job({ mediaId }, 'transcode'));
      }
    }
    expect(await everything()).toEqual(before);
  });

  test('finds work again that Redis has lost', async () => {
    const now = world.clock.date();
    const checked = { lane: 'short', source: filmOf(), queuedAt: now } as const;
    const lost = await Promise.all([
      aFailingVideo({ state: 'checking', queuedAt: now }),
      aFailingVideo({ state: 'checking', queuedAt: now, heartbeatAt: now }),
      aFailingVideo({ ...checked, state: 'queued' }),
      aFailingVideo({ ...checked, state: 'queued', lane: 'long' }),
      aFailingVideo({ ...checked, state: 'transcoding', heartbeatAt: now }),
    ]);
    const states = () => Promise.all(lost.map(stateOf));
    const closingId = newId();
    await world.db.manager.insert(Closing, { id: closingId, year: 2025, preliminary: true, state: 'queued', activeYear: 2025, total: 0, processed: 0, startedBy: admin.accountId, createdAt: world.clock.date() });
    const sweep = async () => {
      await worker.get(MediaSweeper).sweep();
      await worker.get(ClosingSweeper).sweep();
    };
    // Whoever was heard of within half a minute is left alone.
    world.clock.advance(30);
    await sweep();
    expect(await states()).toEqual(['checking', 'checking', 'queued', 'queued', 'transcoding']);
    world.clock.advance(0.001);
    await sweep();
    await eventually(async () => (await states()).every((state) => state === 'refused'));
    await eventually(async () => (await world.db.manager.findOneByOrFail(Closing, { id: closingId })).state === 'done');
  });

  test('queues an upload whose last byte arrived just before the api died', async () => {
    const whole = await aFailingVideo({ state: 'uploading', declaredSha256: '5a'.repeat(32) });
    const half = await aFailingVideo({ state: 'uploading', bytes: 9 });
    world.clock.advance(31);
    await worker.get(MediaSweeper).sweep();
    await eventually(async () => (await stateOf(whole)) === 'refused');
    expect(await stateOf(half)).toBe('uploading');
  });

  test('removes uploads that nobody has gone on with for a week, and no others', async () => {
    const week = 7 * 24 * 3600;
    const uploads = join(fileURLToPath(world.config.storageUrl), 'uploads');
    const before = (seconds: number) => new Date(world.clock.now() - seconds * 1000);
    const aHalf = async (begunBefore: number, touchedBefore: number) => {
      const id = await aFailingVideo({ state: 'uploading', bytes: 9, createdAt: before(begunBefore) });
      await writeFile(join(uploads, `${id}.json`), '{}');
      await utimes(join(uploads, id), before(touchedBefore), before(touchedBefore));
      return id;
    };
    const abandoned = await aHalf(week + 2, week + 2);
    const resumed = await aHalf(week + 2, 60);
    const young = await aHalf(week - 60, week + 2);
    const lost = await aFailingVideo({ state: 'uploading', bytes: 9, createdAt: before(week + 2) });
    await rm(join(uploads, lost));
    await worker.get(MediaSweeper).sweep();
    const listed = await world.db.manager.findBy(Media, { id: In([abandoned, resumed, young, lost]) });
    expect(listed.map(({ id }) => id).sort()).toEqual([resumed, young].sort());
    expect((await readdir(uploads)).filter((name) => [abandoned, resumed, young].some((id) => name.startsWith(id))).sort()).toEqual([resumed, `${resumed}.json`, young, `${young}.json`].sort());
  });

  test('finds a whole upload behind any number that are not', async () => {
    const createdAt = new Date(world.clock.now() - 60_000);
    const half = { lessonId: newId(), ownerAccountId: admin.accountId, fileName: 'a.mp4', bytes: 9, state: 'uploading', sourceKey: 'uploads/none', fence: 0, progress: 0, createdAt } as const;
    const whole = await aFailingVideo({ state: 'uploading', declaredSha256: '5a'.repeat(32), createdAt: new Date(createdAt.getTime() - 1000) });
    await world.db.manager.insert(Media, Array.from({ length: 1001 }, () => ({ ...half, id: newId() })));
    await worker.get(MediaSweeper).sweep();
    expect(await stateOf(whole)).not.toBe('uploading');
    await world.db.manager.delete(Media, { sourceKey: half.sourceKey });
  });

  test('leaves alone the videos of lessons that are announced and still being made', async () => {
    const id = newId();
    const longAgo = new Date(world.clock.now() - 400 * 24 * 3600 * 1000);
    await world.db.manager.insert(Media, { id, lessonId: newId(), ownerAccountId: admin.accountId, fileName: 'a.mp4', bytes: 0, sourceKey: `uploads/${id}`, fence: 0, progress: 0, createdAt: longAgo, state: 'announced' });
    await worker.get(MediaSweeper).sweep();
    expect(await stateOf(id)).toBe('announced');
  });

  test('forgets what the outbox sent long ago', async () => {
    const left = () => world.db.manager.countBy(OutboxRow, { jobId: 'long-ago' });
    await eventually(async () => (await left()) === 0);
    expect(await left()).toBe(0);
  });
});

function everything(): Promise<unknown> {
  return Promise.all(['statement', 'closing', 'media', 'credit_entry'].map((table) => world.db.query(`SELECT * FROM ${table} ORDER BY id`)));
}
