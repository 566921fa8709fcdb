import type { Page } from 'playwright-core';
import type { DemoAccount } from '../support/private-system.ts';

/** Signs in at the console. */
export async function signIn(page: Page, account: Pick<DemoAccount, 'phone' | 'password'>): Promise<void> {
  await page.goto('/console/');
  await page.getByLabel('手机号').fill(account.phone);
  await page.getByLabel('密码').fill(account.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '管理台菜单' }).waitFor();
}

/** Creates a course with one chapter and one lesson; ends in its editor. */
export async function createCourse(page: Page, course: { title: string; category: string; chapter: string; lesson: string }): Promise<void> {
  await page.goto('/console/courses/new');
  await page.getByLabel('课程名称').fill(course.title);
  await page.getByLabel('简介').fill('一节短课，从上传到学分走完全程。');
  await page.getByLabel('分类').selectOption({ label: course.category });
  await page.getByRole('button', { name: '建立课程' }).click();
  await page.getByLabel('新章节的名称').fill(course.chapter);
  await page.getByRole('button', { name: '添加章节' }).click();
  await page.getByLabel('新课时的名称').fill(course.lesson);
  await page.getByRole('button', { name: '添加课时' }).click();
  await page.getByText(course.lesson).first().waitFor();
}

/** Chooses a video file for a lesson of the open course and waits until it can be played. */
export async function uploadVideo(page: Page, lesson: string, file: string, withinMs: number): Promise<void> {
  const item = page.getByRole('listitem', { name: lesson });
  await item.getByLabel('上传视频').setInputFiles(file);
  await item.getByText('可以播放').first().waitFor({ timeout: withinMs });
}

export async function submitForReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('正在等审核').waitFor();
}

/** Opens a waiting course, and approves it. */
export async function approve(page: Page, courseTitle: string): Promise<void> {
  await page.goto('/console/reviews');
  await page.getByRole('link', { name: courseTitle }).click();
  await page.getByRole('button', { name: '通过并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '通过并发布' }).click();
  await page.getByText(`“${courseTitle}”已发布`).waitFor();
}

/** The row of a region in the table 下级区域 of the open overview: its figures by the heads of their columns. */
export async function regionRow(page: Page, region: string): Promise<Record<string, string>> {
  const table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: /新增注册/ }) });
  const row = table.getByRole('row').filter({ has: page.getByRole('link', { name: region, exact: true }) });
  await row.waitFor();
  const heads = await table.getByRole('columnheader').allTextContents();
  const cells = await row.locator('th, td').allTextContents();
  return Object.fromEntries(heads.map((head, i) => [head.trim(), (cells[i] ?? '').trim()]));
}

/** Decides a claim of a real name at the console, as staff who are signed in there; it is found by the masked name. */
export async function decideRealName(page: Page, maskedName: string, decision: { approve: true } | { reject: string; note: string }): Promise<void> {
  await page.goto('/console/real-names');
  const row = page.getByRole('table', { name: '实名申请' }).getByRole('row').filter({ hasText: maskedName });
  await row.getByRole('button', { name: 'approve' in decision ? '通过' : '退回' }).click();
  const dialog = page.getByRole('dialog');
  if ('reject' in decision) {
    await dialog.getByLabel('退回的原因').selectOption({ label: decision.reject });
    await dialog.getByLabel('说明').fill(decision.note);
  }
  await dialog.getByRole('button', { name: 'approve' in decision ? '通过' : '退回' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row.waitFor({ state: 'hidden' });
}
