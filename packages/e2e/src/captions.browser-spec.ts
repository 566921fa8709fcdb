import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { approve, createCourse, signIn, submitForReview, uploadVideo } from './flows/console-flows.ts';
import { openFirstLesson, signInByPassword } from './flows/learner-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { gb18030 } from './support/gb18030.ts';
import { expectFits, expectNoProblem } from './support/page-checks.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { makeVideo } from './support/video.ts';

const COURSE = { title: '有字幕的一课', category: '生活休闲', chapter: '第一章', lesson: '揉泥' };
const SRT = '1\r\n00:00:00,500 --> 00:00:02,000\r\n先把泥揉透\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n再慢慢拉坯\r\n\r\n3\r\n00:00:05,000 --> 00:00:07,500\r\n{\\an8}<b>最后</b>收口 & 修边 <3\r\n';
const DESKTOP = { width: 1440, height: 900 };

/** Issue 4, captions: from a file of a Chinese computer to a word that a learner finds and jumps to. */
describe('captions', () => {
  let system: PrivateSystem;
  let browser: Browser;
  let video: string;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
    video = join(system.folder, '揉泥.mp4');
    await makeVideo(video, 8, '160x120');
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  it('are uploaded, moved on the timeline and saved; a learner reads and searches them', async () => {
    const instructor = await visit(browser, system.url, DESKTOP);
    const reviewer = await visit(browser, system.url, DESKTOP);
    const learner = await visit(browser, system.url, DESKTOP);
    const { page } = instructor;
    await signIn(page, accountOf(system, '教师'));
    await createCourse(page, COURSE);
    await uploadVideo(page, COURSE.lesson, video, 120_000);

    // A file with a fault is refused with its line; the mended one in GB18030 is taken.
    await page.getByRole('button', { name: '添加字幕' }).click();
    const dialog = page.getByRole('dialog');
    const choose = (text: string) => dialog.getByLabel('选择字幕文件').setInputFiles({ name: '揉泥.srt', mimeType: 'application/x-subrip', buffer: gb18030(text) });
    await choose(SRT.replace('00:00:04,000', '00:09:04,000'));
    await dialog.getByRole('button', { name: '添加', exact: true }).click();
    await dialog.getByText('第 6 行：时间超出了视频的长度。').waitFor();
    await choose(SRT);
    await dialog.getByRole('checkbox', { name: /方言/ }).check();
    await dialog.getByRole('button', { name: '添加', exact: true }).click();
    await page.getByText('共 3 句。', { exact: false }).waitFor();

    // The second cue is dragged on the strip by half a second, and begins where it was dropped.
    await page.getByRole('listitem', { name: '中文' }).getByRole('link', { name: '修改' }).click();
    const strip = page.getByRole('group', { name: '时间轴' });
    const cue = strip.getByText('再慢慢拉坯');
    const before = await cue.boundingBox();
    if (!before) throw new Error('The cue is not on the strip');
    const perSecond = before.width / 0.98;
    await page.mouse.move(before.x + before.width / 2, before.y + 10);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width / 2 + perSecond * 0.5, before.y + 10, { steps: 5 });
    await page.mouse.up();
    const moved = await page.locator('output').first().innerText();
    expect(moved).toMatch(/^00:03\.[3-7]$/);
    await page.getByLabel('第 2 句的文字').fill('再慢慢把坯拉高');
    await page.getByRole('status').filter({ hasText: '有修改还没有保存' }).waitFor();

    // What is not saved survives a reload.
    page.once('dialog', (question) => void question.accept());
    await page.reload();
    await page.getByText('上次的修改还没有保存').waitFor();
    await page.getByRole('button', { name: /第 2 句，00:03\.\d.*再慢慢把坯拉高/ }).waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已经保存。').waitFor();
    await expectNoProblem(page);
    await expectFits(page);

    await page.goBack();
    await submitForReview(page);
    await signIn(reviewer.page, accountOf(system, '审核员'));
    await approve(reviewer.page, COURSE.title);

    // The learner finds the word, is taken there, and sees the caption at its time.
    const student = accountOf(system, '学员');
    await signInByPassword(learner.page, student.phone, student.password);
    await openFirstLesson(learner.page, COURSE.title);
    await learner.page.getByText('讲师用方言讲，字幕是普通话。').waitFor();
    await learner.page.getByRole('button', { name: /^开始播放/ }).first().click();
    const search = learner.page.getByRole('search').last();
    await search.getByRole('searchbox').fill('坯');
    await search.getByText('共 1 处').waitFor();
    await search.getByRole('searchbox').press('Enter');
    await learner.page.locator('[aria-hidden="true"]').getByText('再慢慢把坯拉高').waitFor();
    const at = await learner.page.locator('video').evaluate((element: HTMLVideoElement) => element.currentTime);
    expect(at).toBeGreaterThanOrEqual(3.2);

    // Signs of a caption are signs, nothing else.
    await learner.page.getByRole('button', { name: '跳到 00:05：最后收口 & 修边 <3' }).click();
    await learner.page.locator('[aria-hidden="true"]').getByText('最后收口 & 修边 <3').waitFor();
    await expectFits(learner.page);

    for (const visitor of [instructor, reviewer, learner]) expect(visitor.scriptErrors).toEqual([]);
  });
});
