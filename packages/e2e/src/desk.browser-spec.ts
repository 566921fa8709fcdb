import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import type { Browser } from 'playwright-core';
import { type Resident, type Slip, giveReason, registerAtDesk, searchAtDesk, searchHere, signIn } from './flows/console-flows.ts';
import { signInByPassword } from './flows/learner-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { expectFits, expectNoProblem, expectReadable } from './support/page-checks.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';

const DESKTOP = { width: 1440, height: 900 };
const OWN_PASSWORD = 'lotus-bridge-42';

const GRANDFATHER: Resident = { name: '郑水根', idNumber: syntheticIdNumber('360299', '1946-11-02', 901), region: ['朝阳社区'] };
/** The same man, as another desk wrote him down a year before. */
const AGAIN: Resident = { documentKind: '护照', name: '郑水根', idNumber: 'E90000017', birthDate: '1951-03-04', region: ['新村街道', '新村社区'] };

/** Issue 3 at the desk: who has no phone learns too, and who was written down twice is counted once. */
describe('the desk', () => {
  let system: PrivateSystem;
  let browser: Browser;
  let slip: Slip;

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  it('registers a resident without a phone, who is looked for before and found afterwards', async () => {
    const { page, scriptErrors } = await visit(browser, system.url, DESKTOP);
    await signIn(page, accountOf(system, '窗口工作人员'));
    await searchAtDesk(page, GRANDFATHER.idNumber);
    await page.getByText('没有找到', { exact: true }).waitFor();
    slip = await registerAtDesk(page, GRANDFATHER);
    expect(slip.loginNumber).toMatch(/^\d{8,}$/);
    expect(slip.temporaryPassword.length).toBeGreaterThanOrEqual(8);
    expect(await page.getByText(GRANDFATHER.idNumber).count()).toBe(0);
    await page.getByRole('button', { name: '已交给本人' }).click();
    await page.getByText('临时密码，还没有换').waitFor();
    expect(await page.getByText(slip.temporaryPassword).count()).toBe(0);

    // The same document a second time is not a second person.
    await searchAtDesk(page, slip.loginNumber);
    await page.getByRole('listitem').filter({ hasText: slip.loginNumber }).getByText('郑*').waitFor();
    await page.getByRole('link', { name: '登记新居民' }).click();
    await page.getByLabel('证件号码').fill(GRANDFATHER.idNumber);
    await page.getByLabel('证件上的姓名').fill(GRANDFATHER.name);
    await page.getByLabel('所在社区或村').selectOption({ label: '朝阳社区' });
    await page.getByRole('checkbox', { name: /签了字/ }).check();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('这份证件已经登记过').waitFor();
    expect(scriptErrors).toEqual([]);
  });

  it('lets the resident in with 学员号 and slip, and asks for a password of their own first', async () => {
    const { page, scriptErrors } = await visit(browser, system.url);
    await page.goto('/login?next=/me');
    await page.getByRole('button', { name: '密码', exact: true }).click();
    await page.getByLabel('手机号或学员号').fill(slip.loginNumber);
    await page.getByLabel('密码', { exact: true }).fill(slip.temporaryPassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '换一个自己的密码' }).waitFor();
    await page.goto('/me');
    await page.getByRole('heading', { name: '换一个自己的密码' }).waitFor();
    await expectReadable(page);
    await page.getByLabel('新密码').fill(OWN_PASSWORD);
    await page.getByRole('button', { name: '保存密码' }).click();
    await page.getByRole('heading', { name: '我的', exact: true }).waitFor();
    await page.getByText('已实名').first().waitFor();

    const again = await visit(browser, system.url);
    await signInByPassword(again.page, slip.loginNumber, OWN_PASSWORD);
    expect([...scriptErrors, ...again.scriptErrors]).toEqual([]);
  });

  it('gives the resident a phone, after the clerk has confirmed who they are', async () => {
    const { page, scriptErrors } = await visit(browser, system.url);
    const clerk = accountOf(system, '窗口工作人员');
    await signIn(page, clerk);
    await searchAtDesk(page, slip.loginNumber);
    await expectFits(page);
    await page.getByRole('link', { name: '打开这位居民' }).click();
    await page.getByRole('button', { name: '变更手机号' }).click();
    // As it is ten minutes after signing in.
    await system.database.query('UPDATE session SET confirmed_at = NULL');
    const dialog = page.getByRole('dialog', { name: '变更手机号' });
    await dialog.getByLabel('新的手机号').fill('15400000901');
    await dialog.getByRole('checkbox', { name: /看过本人的证件原件/ }).check();
    await dialog.getByLabel('原因').fill('儿子给买了手机');
    await dialog.getByRole('button', { name: '变更手机号' }).click();
    const question = page.getByRole('dialog', { name: '请确认是本人' });
    await question.getByLabel('密码').fill(clerk.password);
    await question.getByRole('button', { name: '确认' }).click();
    const printed = page.getByRole('region', { name: '学习在线 登录条' });
    await printed.getByText('154****0901').waitFor();
    expect(await printed.getByText('临时密码').count()).toBe(0);
    await expectFits(page);
    await page.getByRole('button', { name: '已交给本人' }).click();
    await page.getByText(`学员号 ${slip.loginNumber} · 154****0901`).waitFor();
    await expectNoProblem(page);

    const learner = await visit(browser, system.url);
    await signInByPassword(learner.page, '15400000901', OWN_PASSWORD);
    expect([...scriptErrors, ...learner.scriptErrors]).toEqual([]);
  });

  it('notes the organisation of a resident, found by a part of its name', async () => {
    const { page, scriptErrors } = await visit(browser, system.url, DESKTOP);
    await signIn(page, accountOf(system, '窗口工作人员'));
    await searchAtDesk(page, slip.loginNumber);
    await page.getByRole('link', { name: '打开这位居民' }).click();
    await page.getByRole('button', { name: '变更单位' }).click();
    const dialog = page.getByRole('dialog', { name: '变更单位' });
    await dialog.getByLabel('单位名称里的字').fill('陶瓷');
    await dialog.getByLabel('单位名称里的字').press('Enter');
    await dialog.getByLabel('哪个单位').selectOption({ label: '晓窑陶瓷合作社 · 珠山区' });
    await dialog.getByLabel('原因').fill('退休前的单位');
    await dialog.getByRole('button', { name: '变更单位' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('单位 晓窑陶瓷合作社').waitFor();
    expect(scriptErrors).toEqual([]);
  });

  it('merges two records of one man, after it has shown what becomes of them', async () => {
    const { page, scriptErrors } = await visit(browser, system.url, DESKTOP);
    await signIn(page, accountOf(system, '区域管理员（珠山区）'));
    await page.goto('/console/desk');
    const other = await registerAtDesk(page, AGAIN);
    await searchAtDesk(page, slip.loginNumber);
    await page.getByRole('link', { name: '打开这位居民' }).click();
    await page.getByRole('link', { name: '合并重复登记' }).click();
    await searchHere(page, other.loginNumber);
    await page.getByRole('link', { name: '和这一条合并' }).click();
    await page.getByText('转过来的学分记录 0 条').waitFor();
    await page.getByText('合并以后不能分开').first().waitFor();
    await page.getByRole('button', { name: '确认合并' }).click();
    await giveReason(page, '护照和身份证是同一个人', '确认合并');
    await page.getByText('并入一条重复登记').waitFor();
    await page.getByText(other.loginNumber).waitFor();

    await searchAtDesk(page, other.loginNumber);
    await page.getByRole('listitem').filter({ hasText: '朝阳社区' }).waitFor();
    expect(await page.getByRole('link', { name: '打开这位居民' }).count()).toBe(1);
    expect(scriptErrors).toEqual([]);
  });
});
