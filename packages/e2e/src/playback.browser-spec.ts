import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import type { Browser, CDPSession, Response } from 'playwright-core';
import { approve, createCourse, signIn, submitForReview, uploadVideo } from './flows/console-flows.ts';
import { openFirstLesson, signInByPassword } from './flows/learner-flows.ts';
import { type OpenedPlayback, choose, playbackOf, playsPast, reported, segmentOf } from './flows/player-flows.ts';
import { type Visitor, keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { makeVideo } from './support/video.ts';

const LESSON_SECONDS = 96;
const FILE = 'on-the-phone.mp4';
const COURSE = { title: '一节放得出来的课', category: '生活休闲', chapter: '第一章', lesson: '放得出来的课' };
const SAID = '水不要多，多了泥就软';
const CAPTIONS = `1\n00:00:00,000 --> 00:01:36,000\n${SAID}\n`;

/** Bytes a second: less than the larger picture needs, and plenty of it. */
const POOR_LINE = 60_000;
const GOOD_LINE = 600_000;

/** Issue 4: a lesson plays in real Chromium through hls.js, on a good and on a poor line, and only for whom it was opened. */
describe('playback', () => {
  let system: PrivateSystem;
  let browser: Browser;
  let learner: Visitor;
  let opened: OpenedPlayback;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
    const video = join(system.folder, FILE);
    await makeVideo(video, LESSON_SECONDS);
    const instructor = await visit(browser, system.url, { width: 1440, height: 900 });
    const reviewer = await visit(browser, system.url, { width: 1440, height: 900 });
    await signIn(instructor.page, accountOf(system, '教师'));
    await createCourse(instructor.page, COURSE);
    await uploadVideo(instructor.page, COURSE.lesson, video, 120_000);
    const [[media]] = await system.database.query<RowDataPacket[]>('SELECT id FROM media WHERE file_name = ?', [FILE]);
    await instructor.page.evaluate(addCaptions, { mediaId: media!.id as string, captions: CAPTIONS });
    await submitForReview(instructor.page);
    await signIn(reviewer.page, accountOf(system, '审核员'));
    await approve(reviewer.page, COURSE.title);
    // On a page of 390 px no larger picture than the smallest would be fetched.
    learner = await visit(browser, system.url, { width: 1280, height: 900 });
    await signInByPassword(learner.page, accountOf(system, '学员').phone, accountOf(system, '学员').password);
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  it('starts, and shows what is said', async () => {
    const { page } = learner;
    const session = page.waitForResponse(isOpened);
    await openFirstLesson(page, COURSE.title);
    opened = (await (await session).json()) as OpenedPlayback;
    await page.getByRole('button', { name: /自动，整课最多约 [\d.]+ [KM]B/ }).waitFor();
    await page.getByRole('button', { name: '开始播放' }).click();
    expect(await playsPast(page, 1)).toBeLessThan(LESSON_SECONDS / 2);
    await page.getByText(SAID).first().waitFor();
    await page.getByRole('button', { name: '字幕', exact: true }).click();
    await page.locator('section p', { hasText: SAID }).waitFor({ state: 'detached' });
  });

  it('goes on from the saved place after a reload', async () => {
    const { page } = learner;
    const saved = reported(page, ({ savedAt }) => savedAt >= 3);
    await playsPast(page, 3);
    await page.keyboard.press('k');
    await saved;
    const { time, paused } = await playbackOf(page);
    expect(paused).toBe(true);
    await page.reload();
    const clock = `00:${String(Math.floor(time)).padStart(2, '0')}`;
    await page.getByText(`已保存到 ${clock}`).waitFor();
    await page.getByRole('button', { name: `从 ${clock} 接着看` }).click();
    await playsPast(page, Math.floor(time));
    await page.keyboard.press('k');
  });

  it('shows where a place is, seeks there, and takes a smaller picture on a poor line and the larger one again on a good line', async () => {
    const { page } = learner;
    const line = await page.context().newCDPSession(page);
    await carry(line, POOR_LINE);
    await page.reload();
    const smaller = segmentOf(page, '(240p|slides)');
    await page.getByRole('button', { name: /接着看/ }).click();
    await smaller;
    await carry(line, GOOD_LINE);
    const sheet = page.waitForResponse((response) => response.url().endsWith('/previews.jpg'));
    await page.getByLabel('播放位置').hover();
    expect((await sheet).ok()).toBe(true);
    const larger = segmentOf(page, '360p');
    await page.getByLabel('播放位置').fill('36');
    await larger;
    await playsPast(page, 36);
    await page.keyboard.press('k');
    await carry(line, -1);
  });

  it.each([
    ['流畅 240p', '240p', '8'],
    ['幻灯片', 'slides', '20'],
  ])('shows %s where that was chosen', async (choice, rendition, place) => {
    const { page } = learner;
    const chosen = segmentOf(page, rendition);
    await choose(page, choice);
    await page.getByLabel('播放位置').fill(place);
    expect((await chosen).ok()).toBe(true);
    await page.keyboard.press('k');
    await playsPast(page, Number(place));
    await page.keyboard.press('k');
  });

  it('can only be heard, and that counts', async () => {
    const { page } = learner;
    await choose(page, '只听声音');
    await page.getByRole('button', { name: '只听声音 · 看画面' }).waitFor();
    await page.waitForFunction(() => {
      const video = document.querySelector('video');
      return video !== null && video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth === 0;
    });
    await page.getByLabel('播放位置').fill('40');
    await page.keyboard.press('k');
    expect(await playsPast(page, 43)).toBeLessThan(LESSON_SECONDS);
    const counted = reported(page, ({ savedAt }) => savedAt >= 43);
    await page.keyboard.press('k');
    await counted;
    const picture = segmentOf(page, '(360p|240p|slides)');
    await page.getByRole('button', { name: '只听声音 · 看画面' }).click();
    await picture;
  });

  it('says that the line is lost after one try, and goes on when it is told to', async () => {
    const { page } = learner;
    await page.route('**/*.m4s', (route) => route.abort());
    await page.getByLabel('播放位置').fill('80');
    await page.keyboard.press('k');
    await page.getByText('网络接不上。看过的部分都在').waitFor();
    await page.unroute('**/*.m4s');
    await page.getByRole('button', { name: '再试一次' }).click();
    expect(await playsPast(page, 80)).toBeLessThan(LESSON_SECONDS);
    await page.keyboard.press('k');
  });

  it('opens the lesson anew by itself when its addresses open nothing any more', async () => {
    const { page } = learner;
    const session = page.waitForResponse(isOpened);
    await page.reload();
    opened = (await (await session).json()) as OpenedPlayback;
    await page.getByRole('button', { name: /接着看/ }).click();
    await playsPast(page, 80);
    await page.route(`**/${opened.playSessionId}/**/*.m4s`, (route) => route.fulfill({ status: 404 }));
    const anew = page.waitForResponse(isOpened);
    await page.getByLabel('播放位置').fill('4');
    const { playSessionId } = (await (await anew).json()) as OpenedPlayback;
    expect(playSessionId).not.toBe(opened.playSessionId);
    expect(await playsPast(page, 4)).toBeLessThan(40);
    await page.keyboard.press('k');
  });

  it('opens for nobody else, and nothing else', async () => {
    const { playback } = opened;
    const addresses = [playback.masterUrl, playback.audioUrl!, ...playback.captions.map(({ url }) => url)];
    const statuses = (visitor: Visitor) => Promise.all(addresses.map(async (address) => (await visitor.page.request.get(address)).status()));
    expect(await statuses(learner)).toEqual([200, 200, 200]);
    const stranger = await visit(browser, system.url);
    expect(await statuses(stranger)).toEqual([404, 404, 404]);
    await signInByPassword(stranger.page, accountOf(system, '学员（刚注册）').phone, accountOf(system, '学员（刚注册）').password);
    expect(await statuses(stranger)).toEqual([404, 404, 404]);

    const cookie = (await learner.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const folder = playback.masterUrl.slice(0, playback.masterUrl.lastIndexOf('/'));
    expect(await statusOf(playback.masterUrl, cookie)).toBe(200);
    for (const way of ['..', '%2e%2e', '..%2f..', '....//..']) {
      expect(await statusOf(`${folder}/${way}/${way}/${way}/uploads/x.mp4`, cookie)).toBe(404);
    }
  });

  it('met no error of the page', () => {
    expect(learner.scriptErrors).toEqual([]);
  });

  /** Asks for a path exactly as it is: browsers fold it. */
  const statusOf = async (path: string, cookie: string): Promise<number> => {
    const { hostname, port } = new URL(system.url);
    const asked = request({ hostname, port, path, headers: { cookie }, agent: false });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode!;
  };
});

/** Whether an answer opened a play session. */
const isOpened = (response: Response): boolean => response.url().endsWith('/api/play-sessions') && response.ok();

/** Lets the line of a page carry so many bytes a second; -1 for all it can. */
async function carry(line: CDPSession, bytesPerSecond: number): Promise<void> {
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: bytesPerSecond < 0 ? 0 : 100, downloadThroughput: bytesPerSecond, uploadThroughput: -1 });
}

/** Runs in the console's page: gives a video captions, as its instructor. */
async function addCaptions({ mediaId, captions }: { mediaId: string; captions: string }): Promise<void> {
  const address = `/api/media/${mediaId}/captions?language=zh-CN&label=${encodeURIComponent('普通话')}`;
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: captions });
  if (!answer.ok) throw new Error(await answer.text());
}
