import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RowDataPacket } from 'mysql2';
import type { Browser, Page } from 'playwright-core';
import { signIn } from './flows/console-flows.ts';
import { signInByPassword } from './flows/learner-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { uuidv7 } from './support/ids.ts';
import { expectFits, expectNoProblem } from './support/page-checks.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';

const base = { explanation: '看第一章。' };
const items = (...texts: string[]) => texts.map((text, i) => ({ id: 'abcd'[i]!, text }));
/** In the order of the paper, ten points each; thirty of fifty pass. */
const QUESTIONS = [
  { ...base, kind: 'single', stem: '泥要先做什么', options: items('晒干', '揉泥', '上釉'), answer: 'b' },
  { ...base, kind: 'multiple', stem: '哪些是青花的料', options: items('钴料', '铜红', '珠明料'), answers: ['a', 'c'] },
  { ...base, kind: 'fill_in', stem: '拉坯时转盘要＿＿', blanks: [{ accepted: ['匀速'] }] },
  { ...base, kind: 'ordering', stem: '把步骤排好', items: items('拉坯', '烧成') },
  { ...base, kind: 'short', stem: '为什么水不能多', reference: '泥会软' },
];

/** Issue 5: a quiz through the pages, over a line that is cut, with a short answer that an instructor marks. */
describe('a quiz', () => {
  let system: PrivateSystem;
  let browser: Browser;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  it('keeps what is answered while the line is cut, is marked, and earns once', async () => {
    const teacher = accountOf(system, '教师');
    const learner = accountOf(system, '学员');
    const courseId = await publishQuiz(system, teacher.name, learner.name);
    const { page, context, scriptErrors } = await visit(browser, system.url);
    await signInByPassword(page, learner.phone, learner.password);
    await page.evaluate(async (id) => fetch(`/api/courses/${id}/enrolment`, { method: 'POST' }), courseId);

    await page.goto(`/courses/${courseId}`);
    await page.getByText('5 题，满分 50 分，30 分通过').waitFor();
    await page.getByRole('button', { name: '开始测验' }).click();
    await page.getByText('这是今天的第 1 次').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '开始测验' }).click();
    await page.getByText('第 1 题，共 5 题').waitFor();
    await page.getByRole('radio', { name: '揉泥' }).check();
    await page.getByText('已保存').waitFor();
    await expectFits(page);

    // The line is cut in the middle; what is answered then stays on the device, over a reload too.
    await context.route('**/api/quiz-attempts/*/answers', (route) => route.abort('internetdisconnected'));
    await page.getByRole('button', { name: '下一题' }).click();
    await page.getByRole('checkbox', { name: '钴料' }).check();
    await page.getByRole('checkbox', { name: '珠明料' }).check();
    await page.getByText('网络断了，答案先存在这台设备上').waitFor();
    await page.reload();
    await context.unroute('**/api/quiz-attempts/*/answers');
    await page.getByRole('button', { name: '第 2 题，已答' }).click();
    expect(await page.getByRole('checkbox', { name: '珠明料' }).isChecked()).toBe(true);
    await page.getByText('已保存').waitFor();

    await page.getByRole('button', { name: '下一题' }).click();
    await page.getByLabel('填空').fill('匀 速');
    await page.getByRole('button', { name: '下一题' }).click();
    // What is shown counts once somebody has said so; here chance may have shown the right order. By keyboard alone.
    await page.getByRole('button', { name: '交卷' }).first().click();
    await page.getByText('没有答的是：第 4、5 题。').waitFor();
    await page.getByRole('button', { name: '先去答第 4 题' }).click();
    await page.getByRole('button', { name: '就是这个顺序' }).press('Enter');
    await page.getByRole('button', { name: '第 4 题，已答' }).waitFor();
    if (!/拉坯/.test((await page.getByRole('listitem').filter({ hasText: '上移' }).first().textContent()) ?? '')) await page.getByRole('button', { name: '下移：烧成' }).press('Enter');
    await page.getByRole('button', { name: '下一题' }).click();
    await page.getByLabel('回答').fill('水多了泥会软');
    await submit(page);
    await page.getByRole('heading', { name: '已经交卷，等老师批改' }).waitFor();

    const instructor = await visit(browser, system.url, { width: 1440, height: 900 });
    await signIn(instructor.page, teacher);
    await instructor.page.goto('/console/marking');
    await instructor.page.getByRole('main').getByRole('link', { name: '批改' }).last().click();
    await instructor.page.getByText('水多了泥会软').waitFor();
    await instructor.page.getByLabel(/得分（最高 10 分）/).fill('8');
    await instructor.page.getByLabel('给学员的话').fill('说得对');
    await instructor.page.getByRole('button', { name: '批完' }).click();
    await instructor.page.getByText('批好了：48 / 50 分，通过').waitFor();

    await page.reload();
    await page.getByRole('heading', { name: '48 分，通过了' }).waitFor();
    await page.getByText('记了 0.50 学分').waitFor();
    await page.getByText('说得对').waitFor();
    await expectNoProblem(page);
    await page.getByRole('link', { name: '返回课程' }).last().click();
    await page.getByText('已经通过，记了学分').waitFor();
    expect(scriptErrors).toEqual([]);
  });
});

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '交卷' }).first().click();
  await page.getByText('5 题都答了').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '交卷' }).click();
}

/** Puts a quiz of ours, as publishing would have frozen it, in the place of one that the learner has not taken yet. @returns the id of its course, one of the teacher's */
async function publishQuiz({ database }: PrivateSystem, teacherName: string, learnerName: string): Promise<string> {
  const [[course]] = await database.query<RowDataPacket[]>(
    `SELECT course.id, course.published_version_id AS versionId FROM course JOIN account teacher ON teacher.id = course.owner_account_id AND teacher.display_name = ?
      WHERE course.published_version_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM quiz_result result JOIN account learner ON learner.person_id = result.person_id WHERE result.course_version_id = course.published_version_id AND learner.display_name = ?)
      ORDER BY course.id LIMIT 1`,
    [teacherName, learnerName],
  );
  const { id, versionId } = course as { id: string; versionId: string };
  await database.query('DELETE FROM course_version_question WHERE course_version_id = ? AND drawn = 1', [versionId]);
  for (const content of QUESTIONS) {
    await database.query('INSERT INTO course_version_question (course_version_id, question_id, kind, content, difficulty, tags, drawn) VALUES (?, ?, ?, ?, 1, ?, 1)', [versionId, uuidv7(), content.kind, JSON.stringify(content), '[]']);
  }
  const quiz = { title: '课后小测', draws: [{ tag: null, difficulty: null, count: QUESTIONS.length, points: 10 }], minutes: 20, shuffleQuestions: false, shuffleOptions: true, required: true };
  await database.query('UPDATE course_version SET quiz = ? WHERE id = ?', [JSON.stringify(quiz), versionId]);
  return id;
}
