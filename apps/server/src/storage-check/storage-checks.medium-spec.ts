import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aPublishedCourse } from '../../test/factories/courses.js';
import { type Someone, aColleague, confirmed, signedIn } from '../../test/factories/persons.js';
import { aCity } from '../../test/factories/regions.js';
import { expectProblem } from '../../test/support/expect-problem.js';
import { type World, createWorld } from '../../test/support/world.js';
import { ImportRun } from '../imports/import-run.entity.js';
import { StoredImports } from '../imports/stored-imports.js';
import { CaptionTrack } from '../media/caption-track.entity.js';
import { LostFiles } from '../media/lost-files.js';
import type { MediaDto } from '../media/media.dto.js';
import { Media } from '../media/media.entity.js';
import { StoredMedia } from '../media/stored-media.js';
import { newId } from '../platform/ids.js';
import { OutboxRow } from '../platform/queue/outbox.entity.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import type { QueueProducer } from '../platform/queue/queue-producer.js';
import { LocalStorage } from '../platform/storage/local-storage.js';
import { StoredFileOwners } from '../platform/storage/stored-file-owner.js';
import { StorageCheckRunner } from './storage-check-runner.js';
import { StorageCheck } from './storage-check.entity.js';
import type { StorageCheckDto, StorageChecksDto } from './storage-checks.dto.js';
import { StorageChecksSweeper } from './storage-checks.sweeper.js';
import { StorageRepairRunner } from './storage-repair-runner.js';

const LONG_AGO = new Date('2026-01-05T00:00:00Z');
const SEGMENTS = { 'first.m3u8': '#EXTM3U\n240p/index.m3u8\n', 'master.m3u8': '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,URI="audio/index.m3u8"\n240p/index.m3u8\n' };
/** A small lesson: two masters, two playlists, their segments, a picture, previews. */
const OUTPUT: Record<string, string> = {
  ...SEGMENTS,
  '240p/index.m3u8': '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\n00000.m4s\n#EXTINF:4,\n00001.m4s\n#EXT-X-ENDLIST\n',
  '240p/init.mp4': 'init',
  '240p/00000.m4s': 'segment 0',
  '240p/00001.m4s': 'segment 1',
  'audio/index.m3u8': '#EXTM3U\n00000.m4s\n',
  'audio/00000.m4s': 'sound',
  'poster.jpg': 'picture',
  'previews.vtt': 'WEBVTT\n\n00:00.000 --> 00:04.000\nsprite.jpg#xywh=0,0,160,90\n',
  'sprite.jpg': 'pictures',
};

let world: World;
let storage: LocalStorage;
let root: string;
let admin: Someone;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld('2026-03-10T09:00:00+08:00');
  root = fileURLToPath(world.config.storageUrl);
  storage = new LocalStorage(world.config.storageUrl);
  const city = await aCity(world);
  admin = await confirmed(world, await aColleague(world, 'platform_admin', city.communities[0]!, null));
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());

beforeEach(async () => {
  for (const table of ['media', 'caption_track', 'import_run', 'storage_check', 'outbox']) await world.db.query(`DELETE FROM ${table}`);
  await emptyStorage();
});

async function emptyStorage(): Promise<void> {
  for (const folder of ['media', 'uploads', 'withdrawn', 'imports']) await rm(join(root, folder), { recursive: true, force: true });
}

async function store(key: string, content = 'x', at = LONG_AGO): Promise<string> {
  await storage.write(key, content);
  await utimes(join(root, key), at, at);
  return key;
}

async function aVideo(change: Partial<Media> = {}, folder = 'media'): Promise<Media> {
  const id = newId();
  const outputPrefix = `media/${id}/2`;
  const output = { masterFile: 'master.m3u8', posterFile: 'poster.jpg', audioOnlyFile: 'audio/index.m3u8', previewsFile: 'previews.vtt', renditions: [], complete: true };
  const media = { id, lessonId: newId(), ownerAccountId: instructor.accountId, fileName: 'a.mp4', bytes: 6, state: 'ready' as const, sourceKey: `uploads/${id}`, fence: 2, progress: 100, lane: 'short' as const };
  await world.db.manager.insert(Media, { ...media, outputPrefix, output, durationMs: 8000, createdAt: LONG_AGO, readyAt: LONG_AGO, ...change });
  const track = { id: newId(), mediaId: id, language: 'zh-CN', label: '中文', dialect: false, version: 2, cueCount: 3, changedBy: null, createdAt: LONG_AGO, changedAt: LONG_AGO };
  await world.db.manager.insert(CaptionTrack, { ...track, storageKey: `media/${id}/captions/${track.id}-2.vtt` });
  await store(`uploads/${id}`, 'source');
  await store(`uploads/${id}.json`, '{}');
  for (const [file, content] of Object.entries(OUTPUT)) await store(`${folder}/${id}/2/${file}`, content);
  for (const version of [1, 2]) await store(`${folder}/${id}/captions/${track.id}-${version}.vtt`, 'WEBVTT');
  return world.db.manager.findOneByOrFail(Media, { id });
}

async function anImport(change: Partial<ImportRun> = {}): Promise<string> {
  const id = newId();
  const counts = { totalRows: 1, processedRows: 1, createdRows: 0, changedRows: 0, unchangedRows: 1, faultyRows: 0, fence: 0 };
  const file = { fileName: 'a.xlsx', fileBytes: 5, fileSha256: 'a'.repeat(64), fileKey: `imports/${id}`, fileDataKey: Buffer.alloc(8) };
  await world.db.manager.insert(ImportRun, { id, kind: 'residents', state: 'checked', ...file, ...counts, regionPath: '', startedBy: admin.accountId, createdAt: LONG_AGO, ...change });
  return store(`imports/${id}`, 'table');
}

/** What a worker process has. */
function aWorker() {
  const owners = new StoredFileOwners();
  const lost = new LostFiles(world.db, storage, new OutboxService(world.clock), world.clock);
  new StoredMedia(owners, world.db, storage, lost, world.clock);
  new StoredImports(owners, world.db, storage, world.clock);
  return { checks: new StorageCheckRunner(world.db, storage, owners, world.clock), repairs: new StorageRepairRunner(world.db, storage, owners, world.clock) };
}

async function check(): Promise<StorageCheck> {
  const started = await admin.agent.post<StorageCheckDto>('/api/storage-checks');
  expect(started.status).toBe(202);
  await aWorker().checks.run(started.body.id);
  return world.db.manager.findOneByOrFail(StorageCheck, { id: started.body.id });
}

async function repair(id: string): Promise<StorageCheck> {
  expect((await admin.agent.post(`/api/storage-checks/${id}/repair`)).status).toBe(202);
  await aWorker().repairs.run(id);
  return world.db.manager.findOneByOrFail(StorageCheck, { id });
}

const found = (done: StorageCheck) => done.findings.map(({ kind, key }) => [kind, key]);

describe('a check of the storage', () => {
  test('finds nothing where both agree, and says how much of what there is', async () => {
    const [video] = [await aVideo(), await aVideo({ takenDownAt: LONG_AGO }, 'withdrawn'), await aVideo({ state: 'transcoding' })];
    await store(`uploads/${newId()}`, 'just written', new Date(world.clock.now()));
    await anImport();
    const done = await check();
    expect(done).toMatchObject({ state: 'done', active: null, missing: 0, strays: 0, strayBytes: 0, findings: [] });
    expect(done.shares.map(({ part, files }) => [part, files])).toEqual([['sources', 7], ['lessons', 3 * Object.keys(OUTPUT).length], ['captions', 6], ['imports', 1], ['statements', 0], ['corrections', 0]]);
    expect(done.bytes).toBe(done.shares.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(video.state).toBe('ready');
  });

  test('finds each file that is gone, and no other', async () => {
    const { id, sourceKey } = await aVideo();
    const track = await world.db.manager.findOneByOrFail(CaptionTrack, { mediaId: id });
    // The first master was replaced by the whole one, and versions of captions by their last.
    const asked = [...Object.keys(OUTPUT).filter((file) => file !== 'first.m3u8').map((file) => `media/${id}/2/${file}`), track.storageKey, sourceKey];
    const { checks } = aWorker();
    for (const key of asked) {
      const bytes = await (await storage.read(key)).toArray();
      await storage.remove(key);
      const { id: checkId } = (await admin.agent.post<StorageCheckDto>('/api/storage-checks')).body;
      await checks.run(checkId);
      expect(found(await world.db.manager.findOneByOrFail(StorageCheck, { id: checkId }))).toEqual([['missing', key]]);
      await store(key, Buffer.concat(bytes).toString());
    }
  });

  test('finds the words of a document, without which it does not open', async () => {
    const video = await aVideo();
    const pages = [{ file: 'poster.jpg', width: 10, height: 10, bytes: 4 }];
    await world.db.manager.update(Media, { id: video.id }, { kind: 'document', output: { pages, textFile: 'text.json', complete: true } });
    expect(found(await check())).toEqual([['missing', `media/${video.id}/2/text.json`]]);
  });

  test('finds what nothing asks for any more, once it is older than a day', async () => {
    const video = await aVideo();
    const track = await world.db.manager.findOneByOrFail(CaptionTrack, { mediaId: video.id });
    const uploading = await aVideo({ state: 'uploading', output: null, outputPrefix: null });
    const strays = [
      `imports/${newId()}`,
      `media/${newId()}/1/master.m3u8`,
      `media/${video.id}.${newId()}.part`,
      `media/${video.id}/1/master.m3u8`,
      `media/${video.id}/captions/${newId()}-1.vtt`,
      // What a process that was killed while it wrote has left beside what is asked for.
      `media/${video.id}/2/240p/00001.m4s.${newId()}.part`,
      `${track.storageKey}.${newId()}.part`,
      `uploads/${newId()}`,
      `uploads/${video.id}.${newId()}.part`,
    ];
    for (const key of strays) await store(key, 'stray');
    await store(`media/${video.id}/7/master.m3u8`, 'fresh', new Date(world.clock.now() - 23 * 3_600_000));
    const done = await check();
    const keys = done.findings.filter(({ kind }) => kind === 'stray').map(({ key }) => key);
    expect(keys.filter((key) => !key.includes(uploading.id)).sort()).toEqual([...strays].sort());
    expect(done.strayBytes).toBe(done.findings.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
  });

  test('leaves the folder that played before a new transcode to those who watch it', async () => {
    const { id } = await aVideo({ readyAt: new Date(world.clock.now() - 3_600_000) });
    await store(`media/${id}/1/master.m3u8`);
    expect((await check()).findings).toEqual([]);
  });

  test('tells of any number of strays of one subject', async () => {
    const owners = new StoredFileOwners();
    const lost = new LostFiles(world.db, storage, new OutboxService(world.clock), world.clock);
    const { id } = await aVideo();
    const filesOf = (prefix: string) => Array.from({ length: 200_000 }, (_, i) => ({ key: `${prefix}/1/${i}.m4s`, bytes: 1, modifiedAt: LONG_AGO }));
    const ids = [id, newId()];
    const units = new Map(ids.map((one) => [one, filesOf(`media/${one}`)]));
    const range = { after: '', upTo: null };
    expect((await new StoredMedia(owners, world.db, storage, lost, world.clock).compare('media', units, range)).strays).toHaveLength(400_000);
    expect((await new StoredImports(owners, world.db, storage, world.clock).compare('imports', new Map([[id, filesOf(`imports/${id}`)]]), range)).strays).toHaveLength(200_000);
  });

  test('is begun once at a time, by those who may', async () => {
    expect((await admin.agent.post('/api/storage-checks')).status).toBe(202);
    expectProblem(await admin.agent.post('/api/storage-checks'), 'storage_check_running');
    expectProblem(await instructor.agent.get('/api/storage-checks'), 'not_permitted');
    expect(await world.db.manager.find(OutboxRow, { where: { queue: 'storageChecks' } })).toHaveLength(1);
    const shown = (await admin.agent.get<StorageChecksDto>('/api/storage-checks')).body;
    expect(shown.storage).toEqual({ kind: 'local', name: root, freeBytes: expect.any(Number) });
    expect(shown.items).toHaveLength(1);
  });

  test('that keeps failing ends, and the next may begin', async () => {
    const { id } = (await admin.agent.post<StorageCheckDto>('/api/storage-checks')).body;
    await aWorker().checks.fail(id);
    expect((await admin.agent.get<StorageCheckDto>(`/api/storage-checks/${id}`)).body.state).toBe('failed');
    expect((await admin.agent.post('/api/storage-checks')).status).toBe(202);
  });
});

describe('a repair', () => {
  test('removes the strays that still are strays and older than a day, and says by whom it was asked for', async () => {
    const video = await aVideo();
    const [gone, wanted, rewritten] = [await store(`uploads/${newId()}`, 'gone'), await store(`media/${video.id}/1/a.m4s`), await store(`uploads/${newId()}`)];
    const { id } = await check();
    await world.db.manager.update(Media, { id: video.id }, { readyAt: world.clock.date() });
    await store(rewritten, 'again', new Date(world.clock.now()));
    const repaired = await repair(id);
    expect(repaired.repair).toEqual({ state: 'done', removed: 1, removedBytes: 4, remade: 0, noted: 0 });
    expect(await Promise.all([gone, wanted, rewritten].map(async (key) => (await storage.stat(key)) !== null))).toEqual([false, true, true]);
    expect(await world.db.query("SELECT action FROM audit_entry WHERE action = 'storage.repair' AND account_id = ?", [admin.accountId])).toHaveLength(1);
    expectProblem(await admin.agent.post(`/api/storage-checks/${id}/repair`), 'storage_check_repaired');
    expect((await check()).strays).toBe(0);
  });

  test('is refused where the check has found an empty storage', async () => {
    const video = await aVideo();
    await emptyStorage();
    const { id, missing } = await check();
    expect(missing).toBeGreaterThan(0);
    expectProblem(await admin.agent.post(`/api/storage-checks/${id}/repair`), 'storage_looks_empty');
    expect(await world.db.manager.findOneByOrFail(Media, { id: video.id })).toMatchObject({ state: 'ready', failureCode: null });
    expect(await world.db.manager.findOneByOrFail(StorageCheck, { id })).toMatchObject({ active: null, repair: null });
  });

  test('touches no video while the storage is away, and notes nothing lost that has come back', async () => {
    const [broken, sourceless] = [await aVideo(), await aVideo()];
    await storage.remove(`media/${broken.id}/2/240p/00001.m4s`);
    await storage.remove(sourceless.sourceKey);
    const { id } = await check();
    await emptyStorage();
    expect((await repair(id)).repair).toMatchObject({ state: 'failed', remade: 0, noted: 0 });
    for (const video of [broken, sourceless]) expect(await world.db.manager.findOneByOrFail(Media, { id: video.id })).toMatchObject({ state: 'ready', failureCode: null });
    // Back while the repair was looking at the files of this video.
    class Returning extends LocalStorage {
      private asked = 0;
      override async stat(key: string) {
        const found = await super.stat(key);
        return key === sourceless.sourceKey && this.asked++ > 0 ? { bytes: 6, modifiedAt: LONG_AGO } : found;
      }
    }
    const lost = new LostFiles(world.db, new Returning(world.config.storageUrl), new OutboxService(world.clock), world.clock);
    expect(await lost.mend([sourceless.sourceKey])).toEqual({ remade: [], noted: [] });
    expect(await world.db.manager.findOneByOrFail(Media, { id: sourceless.id })).toMatchObject({ state: 'ready', failureCode: null });
  });

  test('says of each file whose lesson it is, and what became of it', async () => {
    const { lessons } = await aPublishedCourse(world, instructor, [60], { title: '制瓷' });
    const { id: remade } = await aVideo({ lessonId: lessons[0]!.lessonId });
    await world.db.manager.delete(Media, { id: lessons[0]!.mediaId });
    const lost = await aVideo();
    const missing = [`media/${remade}/2/240p/00001.m4s`, lost.sourceKey];
    for (const key of missing) await storage.remove(key);
    const strays = [await store(`media/${remade}/1/a.m4s`), await store(`uploads/${newId()}`)];
    const { id } = await check();
    const findings = async () => new Map((await admin.agent.get<StorageCheckDto>(`/api/storage-checks/${id}`)).body.findings.map((one) => [one.key, one]));
    const about = { courseTitle: '制瓷', lessonTitle: '第 1 课', instructorName: expect.stringMatching(/./) };
    const before = await findings();
    expect([missing[0]!, strays[0]!].map((key) => before.get(key))).toMatchObject([{ about, outcome: null }, { about, outcome: null }]);
    expect([missing[1]!, strays[1]!].map((key) => before.get(key)?.about)).toEqual([null, null]);
    await world.db.manager.update(Media, { id: remade }, { readyAt: world.clock.date() });
    await repair(id);
    const after = await findings();
    expect([...missing, ...strays].map((key) => after.get(key)?.outcome)).toEqual(['remade', 'noted', 'kept', 'removed']);
  });

  test('needs the password again', async () => {
    const { id } = await check();
    const agent = await signedIn(world, admin.accountId);
    expectProblem(await agent.post(`/api/storage-checks/${id}/repair`), 'confirmation_needed');
  });

  test('has a lesson made again from its source, and tells the instructor where it cannot', async () => {
    const [remade, plays, lost, silent] = [await aVideo(), await aVideo(), await aVideo(), await aVideo()];
    await storage.remove(`media/${remade.id}/2/240p/00001.m4s`);
    await storage.remove(plays.sourceKey);
    for (const key of [lost.sourceKey, `media/${lost.id}/2`]) await storage.remove(key);
    const track = await world.db.manager.findOneByOrFail(CaptionTrack, { mediaId: silent.id });
    await storage.remove(track.storageKey);
    const table = await anImport();
    await storage.remove(table);
    const { id, missing } = await check();
    expect(missing).toBe(1 + 1 + 5 + 1 + 1);
    const { repair: result } = await repair(id);
    expect(result).toEqual({ state: 'done', removed: 0, removedBytes: 0, remade: 1, noted: 1 + 5 + 1 + 1 });
    const stateOf = async (media: Media) => (await instructor.agent.get<MediaDto>(`/api/media/${media.id}`)).body;
    expect(await stateOf(remade)).toMatchObject({ state: 'queued', playable: true, failure: null });
    expect(await world.db.manager.find(OutboxRow, { where: { name: 'transcode' } })).toMatchObject([{ queue: 'media', payload: { mediaId: remade.id } }]);
    expect(await stateOf(plays)).toMatchObject({ state: 'ready', failure: { code: 'source_lost', sentence: expect.stringContaining('照常播放') } });
    expect(await stateOf(lost)).toMatchObject({ state: 'refused', playable: false, failure: { code: 'source_lost' } });
    // Only another file helps: a retry would find no source, and must not call ready what does not play.
    expectProblem(await instructor.agent.post(`/api/media/${lost.id}/retry`), 'media_not_retryable');
    expect(await stateOf(silent)).toMatchObject({ state: 'ready', failure: { code: 'captions_lost', sentence: expect.stringContaining('中文') } });
    expect(await world.db.manager.findOneByOrFail(ImportRun, { fileKey: table })).toMatchObject({ state: 'failed', failure: expect.stringContaining('请重新上传') });
    // Once more changes nothing.
    await world.db.manager.update(StorageCheck, { id }, { active: 1 });
    await aWorker().repairs.run(id);
    expect(await world.db.manager.count(OutboxRow, { where: { name: 'transcode' } })).toBe(1);
    expect(await stateOf(remade)).toMatchObject({ state: 'queued', playable: true, failure: null });
    expect((await world.db.manager.findOneByOrFail(StorageCheck, { id })).repair).toMatchObject({ state: 'done', remade: 1 });
  });
});

describe('every night', () => {
  const added: string[] = [];
  const producer = { add: async (_queue: string, name: string) => void added.push(name) } as unknown as QueueProducer;
  const sweep = () => new StorageChecksSweeper(world.db, producer, new OutboxService(world.clock), world.clock).sweep();
  const begun = () => world.db.manager.countBy(StorageCheck, {});

  test('one check begins, however many workers look and whenever they were started', async () => {
    world.clock.set('2026-03-11T03:29:59+08:00');
    await sweep();
    expect(await begun()).toBe(0);
    world.clock.set('2026-03-11T04:10:00+08:00');
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await begun()).toBe(1);
    await world.db.manager.update(StorageCheck, { state: 'queued' }, { state: 'done', active: null });
    await sweep();
    expect(await begun()).toBe(1);
    world.clock.set('2026-03-12T06:00:00+08:00');
    await sweep();
    expect(await begun()).toBe(1);
    world.clock.set('2026-03-13T03:30:00+08:00');
    await sweep();
    expect(await begun()).toBe(2);
  });

  test('a check whose job was lost is queued again, and a repair too', async () => {
    world.clock.set('2026-03-14T12:00:00+08:00');
    await aVideo();
    const { id } = (await (await signedIn(world, admin.accountId)).post<StorageCheckDto>('/api/storage-checks')).body;
    world.clock.advance(31);
    await sweep();
    await world.db.manager.update(StorageCheck, { id }, { state: 'done' });
    await sweep();
    expect(added).toEqual(['check', 'repair']);
  });
});
