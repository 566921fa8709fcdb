import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { probe } from '@xuexi/media';
import { In, Not } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestClock } from '../../test/support/test-clock.js';
import { testConfig } from '../../test/support/test-config.js';
import { type TestDatabase, createTestDatabase } from '../../test/support/test-database.js';
import { LessonVersion } from '../catalog/lesson-version.entity.js';
import { CaptionTrack } from '../media/caption-track.entity.js';
import { Media } from '../media/media.entity.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { DemoMedia } from './demo-media.js';
import { mediaOrder } from './demo-media-order.js';
import { DemoSeeder } from './demo-seeder.js';
import { DemoModule } from './demo.module.js';

const [FIRST, ...OTHERS] = mediaOrder();
const { mediaId } = FIRST!;
const cleanup = new AsyncDisposableStack();
let storageDir: string;
let database: TestDatabase;
let app: INestApplicationContext;

beforeAll(async () => {
  database = await createTestDatabase();
  cleanup.defer(() => database.drop());
  storageDir = await mkdtemp(join(tmpdir(), 'xuexi-demo-'));
  cleanup.defer(() => rm(storageDir, { recursive: true, force: true }));
  app = await NestFactory.createApplicationContext(DemoModule.with(testConfig({ databaseUrl: database.url, storageDir }), new TestClock('2026-11-22T14:30:00.000+08:00')), { logger: ['error', 'warn'] });
  cleanup.defer(() => app.close());
  await app.get(DemoSeeder).seed(() => undefined, async () => {});
});

afterAll(() => cleanup.disposeAsync());

const makeAll = (signal = new AbortController().signal): Promise<number> => app.get(DemoMedia).makeAll(signal);
const media = (): Promise<Media> => database.dataSource.manager.findOneByOrFail(Media, { id: mediaId });
const source = (): string => join(storageDir, 'uploads', mediaId);

describe('making the videos of the demo', () => {
  it('knows a row of the seed for every lesson with a video', async () => {
    const rows = await database.dataSource.manager.findBy(Media, { id: In([mediaId, ...OTHERS.map((plan) => plan.mediaId)]), state: 'announced', bytes: 0 });
    expect(rows).toHaveLength(OTHERS.length + 1);
  });

  it('waits while videos stand in line, and makes nothing once it is told to stop', async () => {
    const line = OTHERS.slice(0, 3).map((plan) => plan.mediaId);
    await database.dataSource.manager.update(Media, { id: In(line) }, { state: 'queued' });
    const stopping = new AbortController();
    const waiting = makeAll(stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    expect(await media()).toMatchObject({ state: 'announced', bytes: 0 });
  });

  it('hands a video of the published length to the worker, with captions', async () => {
    await database.dataSource.manager.update(Media, { id: Not(mediaId) }, { state: 'ready' });
    expect(await makeAll()).toBe(1);
    const { bytes } = await media();
    expect(await media()).toMatchObject({ state: 'checking', bytes: (await stat(source())).size });
    expect(await database.dataSource.manager.findBy(CaptionTrack, { mediaId })).toMatchObject([{ language: 'zh-CN', storageKey: `media/${mediaId}/captions.vtt` }]);
    expect(bytes).toBeGreaterThan(0);
    const { durationSeconds } = await database.dataSource.manager.findOneByOrFail(LessonVersion, { mediaId });
    expect(Math.floor((await probe(source())).durationMs / 1000)).toBe(durationSeconds);
    const captions = await readFile(join(storageDir, 'media', mediaId, 'captions.vtt'), 'utf8');
    expect(FIRST!.content.lines.filter((line) => !captions.includes(line))).toEqual([]);
    expect(await database.dataSource.manager.findBy(OutboxRow, {})).toMatchObject([{ queue: 'mediaChecks', name: 'check', payload: { mediaId } }]);
  });

  it('has nothing to do then', async () => {
    expect(await makeAll()).toBe(0);
  });

  it('goes on after a kill between the file and the database, without making the file again', async () => {
    const before = (await stat(source())).mtimeMs;
    await database.dataSource.manager.update(Media, { id: mediaId }, { state: 'announced', bytes: 0 });
    expect(await makeAll()).toBe(1);
    expect((await stat(source())).mtimeMs).toBe(before);
    expect(await media()).toMatchObject({ state: 'checking' });
    expect(await database.dataSource.manager.findBy(CaptionTrack, { mediaId })).toMatchObject([{ language: 'zh-CN', storageKey: `media/${mediaId}/captions.vtt` }]);
  });
});
