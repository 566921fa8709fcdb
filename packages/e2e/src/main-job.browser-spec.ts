import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { creditYear, syntheticIdNumber } from '@xuexi/domain';
import type { Browser } from 'playwright-core';
import { approve, createCourse, decideRealName, regionRow, signIn, submitForReview, uploadVideo } from './flows/console-flows.ts';
import { type Newcomer, openFirstLesson, register, submitRealName, watchToCompletion } from './flows/learner-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';
import { makeVideo } from './support/video.ts';

const LESSON_SECONDS = 30;
const COURSE = { title: '一节短课走完全程', category: '生活休闲', chapter: '第一章', lesson: '三十秒的课' };
/** 30 s × 40 units ÷ 108 000, floored. */
const CREDITS = '0.01';

const YEAR = creditYear(Date.now());

const newcomer: Newcomer = {
  phone: '13900008888',
  password: 'sunny-pond-88',
  displayName: '小满',
  name: '欧阳小满',
  idNumber: syntheticIdNumber('360203', '1958-05-21', 268),
  region: ['珠山区', '新村街道', '新村社区'],
};

/** Issue 2: the main job, through the pages only, with a video that the test makes. */
describe('from registration to the yearly statement', () => {
  let system: PrivateSystem;
  let browser: Browser;
  let video: string;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
    video = join(system.folder, '我的 课程 视频.mp4');
    await makeVideo(video, LESSON_SECONDS);
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  it('lets a resident learn what an instructor uploaded, and administrators see it', async () => {
    const learner = await visit(browser, system.url);
    const instructor = await visit(browser, system.url, { width: 1440, height: 900 });
    const reviewer = await visit(browser, system.url, { width: 1440, height: 900 });
    const admin = await visit(browser, system.url, { width: 1440, height: 900 });

    // What the administrator sees before.
    await signIn(admin.page, accountOf(system, '平台管理员'));
    const [, street, community] = newcomer.region;
    const openStreet = async () => {
      await admin.page.goto('/console/');
      await admin.page.getByRole('table').getByRole('link', { name: newcomer.region[0], exact: true }).click();
      await admin.page.getByRole('table').getByRole('link', { name: street, exact: true }).click();
    };
    await openStreet();
    const before = await regionRow(admin.page, community);

    // Register → submit the real name → staff of the region check it.
    await register(learner.page, newcomer);
    await submitRealName(learner.page, newcomer);
    await decideRealName(admin.page, '欧*', { approve: true });
    await learner.page.reload();
    await learner.page.getByText('已实名').first().waitFor();

    // Upload → transcode → review → publish.
    await signIn(instructor.page, accountOf(system, '教师'));
    await createCourse(instructor.page, COURSE);
    await uploadVideo(instructor.page, COURSE.lesson, video, 120_000);
    await submitForReview(instructor.page);
    await signIn(reviewer.page, accountOf(system, '审核员'));
    await approve(reviewer.page, COURSE.title);

    // Watch to completion.
    await openFirstLesson(learner.page, COURSE.title);
    const sentence = await watchToCompletion(learner.page, '1.5', LESSON_SECONDS);
    expect(sentence).toContain(`${CREDITS} 学分`);

    // The credit is in the account, and explains itself.
    await learner.page.goto('/credits');
    await learner.page.getByText(COURSE.lesson).first().waitFor();
    await learner.page.getByRole('button', { name: `为什么：${COURSE.lesson}` }).click();
    await learner.page.getByText(`${LESSON_SECONDS} 秒，按每 45 分钟 1 学分折算`, { exact: false }).waitFor();

    // The administrator sees one more registration, one more active learner, and the credit in the total.
    await openStreet();
    const after = await regionRow(admin.page, community);
    expect(figure(after, '新增注册') - figure(before, '新增注册')).toBe(1);
    expect(figure(after, '活跃') - figure(before, '活跃')).toBe(1);
    // 1 200 units are 0.011 学分: the floored total grows by one hundredth or two.
    const hundredths = Math.round((figure(after, '学分合计') - figure(before, '学分合计')) * 100);
    expect([1, 2]).toContain(hundredths);
    await admin.page.getByRole('table').getByRole('link', { name: community, exact: true }).click();
    await admin.page.getByRole('link', { name: /活跃学员/ }).or(admin.page.getByRole('region', { name: '活跃学员' }).getByRole('link')).first().click();
    await admin.page.getByRole('row').filter({ hasText: '欧*' }).filter({ hasText: CREDITS }).first().waitFor();

    // The annual job, and the statement it makes.
    await admin.page.goto('/console/closings');
    await admin.page.getByRole('button', { name: /开始 \d+ 年预结算/ }).click();
    await admin.page.getByRole('button', { name: '开始预结算' }).click();
    await admin.page.getByRole('row').filter({ hasText: '预结算' }).filter({ hasText: '完成' }).first().waitFor({ timeout: 60_000 });
    await learner.page.goto('/credits/statements');
    const statement = learner.page.getByRole('region', { name: `${YEAR} 年度` });
    await statement.getByText(`${CREDITS} 学分`).waitFor();
    await statement.getByText('预结算').waitFor();

    for (const visitor of [learner, instructor, reviewer, admin]) expect(visitor.scriptErrors).toEqual([]);
  });
});

/** A figure of a region's row by the beginning of its column's head. */
function figure(row: Record<string, string>, head: string): number {
  const [, text] = Object.entries(row).find(([key]) => key.startsWith(head)) ?? [];
  if (text === undefined) throw new Error(`The table has no column ${head}: ${Object.keys(row).join(', ')}`);
  return Number(text.replaceAll(/[^\d.]/g, ''));
}
