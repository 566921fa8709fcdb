import type { Page } from 'playwright-core';
import type { DemoAccount } from '../support/private-system.ts';

/** Signs in at the console; ends on its first page. */
export async function signIn(page: Page, account: Pick<DemoAccount, 'phone' | 'password'>): Promise<void> {
  await page.goto('/console/');
  await page.getByLabel('手机号').fill(account.phone);
  await page.getByLabel('密码').fill(account.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('main#content').waitFor();
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

/** A resident as a desk registers them. Synthetic. */
export interface Resident {
  /** As the page names the kind of document; absent: 居民身份证. */
  documentKind?: string;
  name: string;
  idNumber: string;
  /** Asked for only where the number does not tell it. */
  birthDate?: string;
  /** Regions under those of the clerk, down to the community. */
  region: readonly string[];
}

/** What a desk hands over, once. */
export interface Slip {
  loginNumber: string;
  temporaryPassword: string;
}

/** Looks for a resident at the desk; ends when the answer is shown. */
export async function searchAtDesk(page: Page, number: string): Promise<void> {
  await page.goto('/console/desk');
  await searchHere(page, number);
}

/** Looks for a resident with the search of the open page. */
export async function searchHere(page: Page, number: string): Promise<void> {
  const search = page.getByRole('search');
  await search.getByRole('textbox').fill(number);
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/learners/search'));
  await search.getByRole('button', { name: '查找' }).click();
  await answered;
}

/** Registers a resident without a phone from the page of the desk; ends on the slip. */
export async function registerAtDesk(page: Page, { documentKind, name, idNumber, birthDate, region }: Resident): Promise<Slip> {
  await page.getByRole('link', { name: '登记新居民' }).first().click();
  if (documentKind !== undefined) await page.getByLabel('证件种类').selectOption({ label: documentKind });
  await page.getByLabel('证件号码').fill(idNumber);
  if (birthDate !== undefined) await page.getByLabel('出生日期').fill(birthDate);
  await page.getByLabel('证件上的姓名').fill(name);
  for (const [level, label] of region.entries()) await page.getByRole('combobox', { name: /^(所在社区或村|区域)$/ }).nth(level).selectOption({ label });
  await page.getByRole('checkbox', { name: /签了字/ }).check();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  const slip = page.getByRole('region', { name: '学习在线 登录条' });
  const read = async (term: string) => (await slip.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]').innerText()).trim();
  return { loginNumber: await read('学员号'), temporaryPassword: await read('临时密码') };
}

/** Says in the open dialog that the document was seen, and why; ends when the dialog has closed. */
export async function giveReason(page: Page, reason: string, action: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /看过本人的证件原件/ }).check();
  await dialog.getByLabel('原因').fill(reason);
  await dialog.getByRole('button', { name: action }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Uploads a table of residents with the consents vouched for; ends when the dry run is done. */
export async function checkResidents(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto('/console/imports');
  await page.getByLabel('选择文件，或者拖到这里').setInputFiles(file);
  await page.getByRole('checkbox', { name: /取得本人书面同意/ }).check();
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByText('已检查', { exact: true }).waitFor();
}

/** The counts of rows on the page of an import: '新增' → '3 行'. */
export async function importCounts(page: Page): Promise<Record<string, string>> {
  const counts = page.locator('dl').filter({ has: page.locator('dt', { hasText: /^已有/ }) });
  const [terms, rows] = [await counts.locator('dt').allInnerTexts(), await counts.locator('dd').allInnerTexts()];
  return Object.fromEntries(terms.map((term, i) => [term.trim(), (rows[i] ?? '').trim()]));
}
