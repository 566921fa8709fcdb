import { expectNoProblem } from '../support/page-checks.ts';
import type { Page } from 'playwright-core';

/** A new resident as they fill in the pages. Synthetic. */
export interface Newcomer {
  phone: string;
  /** Without one they sign in by code. */
  password?: string;
  displayName: string;
  name: string;
  idNumber: string;
  /** 区县, 街道, 社区 as they are named on the page. */
  region: [district: string, street: string, community: string];
}

/** Registers through the learner site; ends on the real-name page, signed in. */
export async function register(page: Page, newcomer: Newcomer): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('怎么称呼').fill(newcomer.displayName);
  await chooseRegion(page, newcomer.region);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('手机号').fill(newcomer.phone);
  await receiveCode(page, newcomer.phone);
  if (newcomer.password !== undefined) await page.getByLabel('密码（可以不设）').fill(newcomer.password);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page.getByRole('heading', { name: '实名认证' }).waitFor();
}

/** Goes down the tree of the region picker. */
export async function chooseRegion(page: Page, region: readonly string[]): Promise<void> {
  for (const name of region) await page.getByRole('button', { name, exact: true }).click();
}

/** Asks for a code on the open form and types it, as the page of the demo shows it. */
export async function receiveCode(page: Page, phone: string): Promise<void> {
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText(/验证码已发到/).waitFor();
  await page.getByLabel('短信验证码').fill(await smsCode(page, phone));
}

/** The last code that was sent to a phone. */
export async function smsCode(page: Page, phone: string): Promise<string> {
  const answer = await page.request.get('/api/dev/sms-codes');
  const { items } = (await answer.json()) as { items: { phone: string; code: string }[] };
  const sent = items.find((each) => each.phone === phone);
  if (!sent) throw new Error(`No code was sent to ${phone}`);
  return sent.code;
}

/** Signs in at the learner site with a code. */
export async function signInByCode(page: Page, phone: string): Promise<void> {
  await page.goto('/login?next=/me');
  await page.getByRole('group', { name: '登录方式' }).getByRole('button', { name: '短信验证码' }).click();
  await page.getByLabel('手机号').fill(phone);
  await receiveCode(page, phone);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '我的', exact: true }).waitFor();
}

/** Signs in at the learner site with a password. */
export async function signInByPassword(page: Page, phone: string, password: string): Promise<void> {
  await page.goto('/login?next=/me');
  await page.getByRole('button', { name: '密码', exact: true }).click();
  await page.getByLabel('手机号或学员号').fill(phone);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '我的', exact: true }).waitFor();
}

/** Submits the real name on the page that follows registration; ends when it waits for staff. */
export async function submitRealName(page: Page, newcomer: Newcomer): Promise<void> {
  await page.getByLabel('姓名').fill(newcomer.name);
  await page.getByLabel('身份证号').fill(newcomer.idNumber);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: /^(再次)?提交$/ }).click();
  await page.getByText('已经提交，等工作人员核对').waitFor();
  await expectNoProblem(page);
}

/** Finds a course by its title in 学习超市 and opens its first lesson. */
export async function openFirstLesson(page: Page, courseTitle: string): Promise<void> {
  await page.goto('/courses');
  await page.getByRole('searchbox').first().fill(courseTitle);
  await page.getByRole('searchbox').first().press('Enter');
  await page.getByRole('link', { name: courseTitle }).first().click();
  await page.getByRole('heading', { name: courseTitle, level: 1 }).waitFor();
  await page.getByRole('link', { name: '开始学习' }).click();
}

/** Plays the open lesson at a speed until the page itself says that it is complete. @returns the sentence it says */
export async function watchToCompletion(page: Page, speed: '1' | '1.5', lessonSeconds: number): Promise<string> {
  const start = page.getByRole('button', { name: /^(开始播放|播放)$/ }).first();
  await start.waitFor();
  if (speed === '1.5') await page.getByLabel('倍速').selectOption('1.5');
  if (await start.isVisible()) await start.click();
  const done = page.getByText(/已学完，记/);
  await done.waitFor({ timeout: lessonSeconds * 1000 + 60_000 });
  return (await done.textContent()) ?? '';
}
