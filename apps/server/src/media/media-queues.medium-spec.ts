import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { In } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FakeTools, type FakeTranscode, anUpload, filmOf } from '../../test/factories/media.js';
import { type Someone, aColleague } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { environment } from '../../test/support/environment.js';
import { eventually } from '../../test/support/eventually.js';
import { type World, createWorld } from '../../test/support/world.js';
import { inTransaction } from '../platform/database/transaction.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { WorkerModule } from '../worker.module.js';
import { enqueue } from './media-jobs.js';
import { Media } from './media.entity.js';
import { MediaSweeper } from './media.sweeper.js';
import { MediaTools } from './media-tools.js';

/** A database of Redis of its own, which is emptied. */
const REDIS_DATABASE = 9;

let world: World;
let instructor: Someone;
let worker: INestApplicationContext;
let redis: Redis;
/** What the checks of the worker wait for now. */
let looking: Promise<void> = Promise.resolve();
/** What the transcodes of the worker do now. */
let during: (transcode: FakeTranscode) => Promise<void>;

beforeAll(async () => {
  const redisUrl = new URL(environment('TEST_REDIS_URL'));
  redisUrl.pathname = `/${REDIS_DATABASE}`;
  redis = new Redis(redisUrl.href);
  await redis.flushdb();
  world = await createWorld();
  const city = await aCity(world);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
  worker = await NestFactory.createApplicationContext(WorkerModule.with({ ...world.config, redisUrl: redisUrl.href }, world.clock), { logger: false });
  const tools = new FakeTools((transcode) => during(transcode));
  Object.assign(worker.get(MediaTools), { inspect: () => looking.then(() => tools.inspect()), transcode: tools.transcode.bind(tools) });
});
afterAll(async () => {
  await worker.close();
  await redis.flushdb();
  await redis.quit();
  await world.close();
});

const stateOf = async (id: string) => (await world.db.manager.findOneByOrFail(Media, { id })).state;

/** A video in its lane, with its job in the outbox. */
async function queued(lane: 'short' | 'long'): Promise<string> {
  const id = await anUpload(world, instructor.accountId, 'film', { state: 'queued', lane, source: filmOf(), durationMs: 2000 });
  await inTransaction(world.db, (tx) => enqueue(tx, new OutboxService(world.clock), { id, state: 'queued', lane, fence: 0 }));
  return id;
}

/** An upload that has just arrived, with its job in the outbox. */
async function arrived(): Promise<string> {
  const id = await anUpload(world, instructor.accountId, 'film');
  await inTransaction(world.db, (tx) => enqueue(tx, new OutboxService(world.clock), { id, state: 'checking', lane: null, fence: 0 }));
  return id;
}

/** The first transcode from now on stays under way until it is told to go on. */
function stallTheFirst() {
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isFirst = true;
  during = async () => {
    if (!isFirst) return;
    isFirst = false;
    begun.resolve();
    await goOn.promise;
  };
  return { begun: begun.promise, goOn: goOn.resolve };
}

describe('the queues of one worker', () => {
  test('let a short clip become ready while a film of hours is still being transcoded', async () => {
    const film = stallTheFirst();
    const long = await queued('long');
    await film.begun;
    const short = await queued('short');
    await eventually(async () => (await stateOf(short)) === 'ready');
    expect(await stateOf(long)).toBe('transcoding');
    film.goOn();
    await eventually(async () => (await stateOf(long)) === 'ready');
  });

  test('let a short clip become ready while ten uploads that take long to check stand before it', async () => {
    during = () => Promise.resolve();
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    looking = promise;
    const uploads: string[] = [];
    for (let i = 0; i < 10; i++) uploads.push(await arrived());
    await eventually(async () => (await world.db.manager.countBy(Media, { state: 'checking', fence: 1 })) > 0);
    const short = await queued('short');
    await eventually(async () => (await stateOf(short)) === 'ready');
    expect(await world.db.manager.countBy(Media, { state: 'checking' })).toBe(uploads.length);
    goOn();
    await eventually(async () => (await world.db.manager.countBy(Media, { state: 'ready', id: In(uploads) })) === uploads.length);
  });

  test('lose everything when Redis is emptied, and all goes on: what is at work at once, what waits with the sweep after half a minute', async () => {
    const film = stallTheFirst();
    const atWork = await queued('long');
    await film.begun;
    const waits = await queued('long');
    await eventually(async () => (await redis.llen('bull:{media-long}:wait')) === 1);
    await redis.flushdb();
    film.goOn();
    await eventually(async () => (await stateOf(atWork)) === 'ready');
    expect(await stateOf(waits)).toBe('queued');
    world.clock.advance(30.001);
    await worker.get(MediaSweeper).sweep();
    await eventually(async () => (await stateOf(waits)) === 'ready');
  });
});
