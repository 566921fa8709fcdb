import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CAPTION_LIMITS, type CaptionCue, toVtt } from '@xuexi/domain';
import { Course } from '../../src/catalog/course.entity.js';
import { CaptionTrack } from '../../src/media/caption-track.entity.js';
import type { CaptionTrackDto, CaptionUploadDto, CaptionsDto } from '../../src/media/captions.dto.js';
import type { PlaybackDto } from '../../src/media/media.dto.js';
import { Media } from '../../src/media/media.entity.js';
import { WithdrawalsService } from '../../src/media/withdrawals.service.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { someCaptions } from '../factories/captions.js';
import { aPublishedCourse } from '../factories/courses.js';
import { type Someone, aColleague } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { inChinese } from '../support/chinese-encodings.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const SRT = '1\n00:00:01,000 --> 00:00:03,000\n揉泥要揉透\n\n2\n00:00:04,000 --> 00:00:06,000\n<b>再</b>慢慢 & 转\n';
const CUES: CaptionCue[] = [
  { startMs: 1000, endMs: 3000, text: '揉泥要揉透' },
  { startMs: 4000, endMs: 6000, text: '再慢慢 & 转' },
];

let world: World;
let city: City;
let owner: Someone;
let mediaId: string;
let courseId: string;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  owner = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(() => world.close());
beforeEach(async () => {
  const course = await aPublishedCourse(world, owner, [60]);
  courseId = course.courseId;
  mediaId = course.lessons[0]!.mediaId;
});

const add = (file: string | Uint8Array<ArrayBuffer>, label = '中文') =>
  owner.agent.upload<CaptionUploadDto>(`/api/media/${mediaId}/captions?language=zh-CN&label=${label}&dialect=true`, file);
const save = <Body = CaptionTrackDto>(id: string, version: number, cues: CaptionCue[]) => owner.agent.upload<Body>(`/api/captions/${id}?version=${version}`, toVtt(cues), 'PUT');
const cuesOf = async (id: string) => (await owner.agent.get<CaptionsDto>(`/api/captions/${id}`)).body;
const playback = async () => (await owner.agent.get<PlaybackDto>(`/api/media/${mediaId}/preview`)).body;
const stored = async () => {
  const keys: string[] = [];
  for await (const { key } of world.api.app.get(Storage).list(`media/${mediaId}/captions`)) keys.push(key);
  return keys;
};

describe('a caption file', () => {
  test.each([
    ['GB18030', inChinese('gb18030', SRT)],
    ['UTF-8', Buffer.from(SRT)],
    ['UTF-16LE', Buffer.from(SRT, 'utf16le')],
  ])('in %s becomes a track that plays', async (encoding, file) => {
    const added = await add(file);
    expect({ status: added.status, ...added.body }).toMatchObject({ status: 201, encoding, format: 'srt', notes: [], track: { label: '中文', dialect: true, version: 1, cueCount: 2 } });
    expect((await cuesOf(added.body.track.id)).cues).toEqual(CUES);
    const { captions } = await playback();
    expect(captions).toMatchObject([{ label: '中文', language: 'zh-CN', dialect: true }]);
    const served = await owner.agent.get(captions[0]!.url);
    expect(served.headers.get('content-type')).toMatch(/^text\/vtt/);
    expect(served.text).toBe(toVtt(CUES));
    expect(served.text).toContain('再慢慢 &amp; 转');
  });

  test('is refused with the line and what to do, and leaves nothing', async () => {
    const refused = await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, SRT.replace('00:00:06,000', '00:02:00,000').replace('00:00:01,000', '一秒'));
    expectProblem(refused, 'captions_refused');
    expect(refused.body.fields).toEqual([
      { field: 'lines.2', message: '第 2 行：时间看不懂。应写成 00:01:02,500 --> 00:01:05,000。' },
      { field: 'lines.6', message: '第 6 行：时间超出了视频的长度。请检查是不是别的视频的字幕。' },
    ]);
    expect(await stored()).toEqual([]);
    expect((await owner.agent.get<{ items: [] }>(`/api/media/${mediaId}/captions`)).body.items).toEqual([]);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['of no encoding', Buffer.concat([Buffer.from('1\n'), Buffer.alloc(9, 0xff)]), '第 2 行'],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), '第 '],
    ['that is empty', '', '第 1 行：文件里没有字幕'],
  ])('%s is refused in words', async (_, file, sentence) => {
    const refused = await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, file);
    expectProblem(refused, 'captions_refused');
    expect(refused.body.fields?.[0]?.message).toContain(sentence);
  });

  test('of more than 2 MiB is not read', async () => expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, Buffer.alloc(CAPTION_LIMITS.fileBytes + 1, 0x61)), 'payload_too_large'));

  test('needs a name of its own, and there are eight at most', async () => {
    expect((await add(SRT)).status).toBe(201);
    expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, SRT), 'invalid_input');
    for (let i = 2; i <= CAPTION_LIMITS.tracks; i++) expect((await add(SRT, `第 ${i} 种`)).status).toBe(201);
    expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=又一种`, SRT), 'captions_refused');
  });

  test('is one of eight at most, however many arrive at once', async () => {
    for (let i = 1; i < CAPTION_LIMITS.tracks; i++) await add(SRT, `第 ${i} 种`);
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map((label) => add(SRT, label)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    expect(await world.db.manager.countBy(CaptionTrack, { mediaId })).toBe(CAPTION_LIMITS.tracks);
  });

  test('that was written while its video was taken down is no track, and goes where the other files are', async () => {
    const storage = world.api.app.get(Storage);
    const write = storage.write.bind(storage);
    const overtaken = jest.spyOn(storage, 'write').mockImplementationOnce(async (key, data) => {
      // The takedown is decided and carried out before the file is there.
      await world.db.manager.update(Media, { id: mediaId }, { takenDownAt: world.clock.date(), filesToMoveSince: null });
      await write(key, data);
    });
    expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, SRT), 'media_taken_down');
    overtaken.mockRestore();
    expect(await world.db.manager.countBy(CaptionTrack, { mediaId })).toBe(0);
    await new WithdrawalsService(world.db, storage, world.clock).settle(mediaId);
    expect(await stored()).toEqual([]);
  });

  test('waits for the length of the video, and documents take none', async () => {
    await world.db.manager.update(Media, { id: mediaId }, { durationMs: null });
    expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, SRT), 'media_not_ready');
    await world.db.manager.update(Media, { id: mediaId }, { kind: 'document' });
    expectProblem(await owner.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=中文`, SRT), 'captions_refused');
  });
});

describe('an edit', () => {
  const EDITED: CaptionCue[] = [{ startMs: 500, endMs: 1500, text: '</script><img src=x onerror=alert(1)>\n-->' }];

  test('shows at the next opening, under another address', async () => {
    const track = await someCaptions(world, mediaId);
    const before = (await playback()).captions[0]!.url;
    const saved = await save(track.id, 1, EDITED);
    expect(saved.body).toMatchObject({ version: 2, cueCount: 1 });
    const after = (await playback()).captions[0]!.url;
    expect(after).not.toBe(before);
    expect((await owner.agent.get(after)).text).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:01.500\n&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\n--&gt;\n');
    expect((await owner.agent.get(before)).text).toContain('揉泥要揉透');
    expect((await cuesOf(track.id)).cues).toEqual(EDITED);
  });

  test('of what was changed meanwhile is refused; the same edit again is not', async () => {
    const { id } = await someCaptions(world, mediaId);
    expect((await save(id, 1, EDITED)).status).toBe(200);
    expect((await save(id, 1, EDITED)).body).toMatchObject({ version: 2 });
    expectProblem(await save(id, 1, CUES), 'captions_changed');
    expect((await cuesOf(id)).cues).toEqual(EDITED);
  });

  test('of two at once keeps one of them, whole', async () => {
    const { id } = await someCaptions(world, mediaId);
    const texts = ['甲', '乙', '丙', '丁'];
    const answers = await Promise.all(texts.map((text) => save(id, 1, [{ startMs: 0, endMs: 1000, text }])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const winner = texts[answers.findIndex(({ status }) => status === 200)];
    expect((await cuesOf(id)).cues).toEqual([{ startMs: 0, endMs: 1000, text: winner }]);
  });

  test('may remove everything: nobody is offered empty captions', async () => {
    const { id } = await someCaptions(world, mediaId);
    expect((await save(id, 1, [])).body).toMatchObject({ cueCount: 0 });
    expect((await playback()).captions).toEqual([]);
  });

  test('of the name keeps the cues and what is edited elsewhere', async () => {
    const { id } = await someCaptions(world, mediaId);
    expect((await owner.agent.patch<CaptionTrackDto>(`/api/captions/${id}`, { label: '普通话', dialect: true })).body).toMatchObject({ label: '普通话', dialect: true, version: 1 });
    expect((await save(id, 1, CUES)).status).toBe(200);
    expect((await playback()).captions).toMatchObject([{ label: '普通话', dialect: true }]);
  });

  test('is recorded, and so is the end of a track', async () => {
    const { id } = await someCaptions(world, mediaId);
    await save(id, 1, CUES);
    expect((await owner.agent.delete(`/api/captions/${id}`)).status).toBe(204);
    expectProblem(await owner.agent.delete(`/api/captions/${id}`), 'not_found');
    expect(await world.db.manager.countBy(CaptionTrack, { mediaId })).toBe(0);
    const acts = await world.db.manager.find(AuditEntry, { where: { action: 'captions.change', accountId: owner.accountId }, order: { sequence: 'DESC' }, take: 2 });
    expect(acts.map(({ details }) => details)).toMatchObject([
      { change: 'removed', track: id, media: mediaId },
      { change: 'cues', track: id, version: 2, cues: 2 },
    ]);
  });
});

describe('while the course is in review', () => {
  test('captions stay as the reviewer reads them, and may be corrected afterwards', async () => {
    const { id } = await someCaptions(world, mediaId);
    await world.db.manager.update(Course, { id: courseId }, { state: 'in_review' });
    const changes = [
      () => add(SRT, '英文'),
      () => save<unknown>(id, 1, CUES),
      () => owner.agent.patch(`/api/captions/${id}`, { label: '普通话' }),
      () => owner.agent.delete(`/api/captions/${id}`),
    ];
    const before = await stored();
    for (const change of changes) expectProblem(await change(), 'course_not_editable');
    expect(await stored()).toEqual(before);
    expect((await owner.agent.get<{ items: CaptionTrackDto[] }>(`/api/media/${mediaId}/captions`)).body.items).toMatchObject([{ id, label: '中文', version: 1 }]);
    await world.db.manager.update(Course, { id: courseId }, { state: 'published' });
    for (const change of changes) expect((await change()).status).toBeLessThan(300);
  });
});

describe('who may', () => {
  test('read is the owner and reviewers of the course; nobody else writes', async () => {
    const { id } = await someCaptions(world, mediaId);
    const other = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
    const reviewer = await aColleague(world, 'reviewer', city.communities[0]!, city.streets[0]!);
    expect((await reviewer.agent.get(`/api/captions/${id}`)).status).toBe(200);
    expect((await reviewer.agent.get(`/api/media/${mediaId}/captions`)).status).toBe(200);
    expectProblem(await reviewer.agent.delete(`/api/captions/${id}`), 'not_permitted');
    for (const path of [`/api/captions/${id}`, `/api/media/${mediaId}/captions`]) expectProblem(await other.agent.get(path), 'not_found');
    expectProblem(await other.agent.upload(`/api/captions/${id}?version=1`, toVtt(CUES), 'PUT'), 'not_found');
    expectProblem(await other.agent.upload(`/api/media/${mediaId}/captions?language=zh-CN&label=x`, SRT), 'not_found');
  });
});
