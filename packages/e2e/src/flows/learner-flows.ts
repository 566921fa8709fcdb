import { expectNoProblem } from '../support/page-checks.ts';
import type { Page } from 'playwright-core';

/** A new resident as they fill in the pages. Synthetic. */
export interface Newcomer {
  phone: string;
  password: string;
  displayName: string;
  name: string;
  idNumber: string;
  /** 区县, 街道, 社区 as they are named on the page. */
  region: [district: string, street: string, community: string];
}

/** Registers through the learner site; ends on the real-name page, signed in. */
export async function register(page: Page, newcomer: Newcomer): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('手机号').fill(newcomer.phone);
  await page.getByLabel('密码').fill(newcomer.password);
  await page.getByLabel('怎么称呼').fill(newcomer.displayName);
  const [district, street, community] = newcomer.region;
  await page.getByLabel('区县').selectOption({ label: district });
  await page.getByLabel('街道或乡镇').selectOption({ label: street });
  await page.getByLabel('社区或村').selectOption({ label: community });
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByRole('heading', { name: '实名认证' }).waitFor();
}

/** Real-name registration on the page that follows registration. */
export async function verifyRealName(page: Page, newcomer: Newcomer): Promise<void> {
  await page.getByLabel('姓名').fill(newcomer.name);
  await page.getByLabel('身份证号').fill(newcomer.idNumber);
  await page.getByRole('button', { name: '提交认证' }).click();
  await page.getByText('已实名').first().waitFor();
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
