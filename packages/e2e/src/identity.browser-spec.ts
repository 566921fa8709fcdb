import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import type { Browser, Page } from 'playwright-core';
import { unzipSync } from 'fflate';
import { decideRealName, signIn } from './flows/console-flows.ts';
import { type Newcomer, chooseRegion, register, signInByCode, signInByPassword, submitRealName } from './flows/learner-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { expectNoProblem, expectReadable } from './support/page-checks.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';

const REGION: Newcomer['region'] = ['珠山区', '新村街道', '新村社区'];

const GRANDMOTHER: Newcomer = {
  phone: '13900007701',
  displayName: '金花',
  name: '欧阳金花',
  idNumber: syntheticIdNumber('360203', '1949-03-08', 412),
  region: REGION,
};

const NEIGHBOUR: Newcomer = {
  phone: '13900007702',
  password: 'quiet-river-77',
  displayName: '老周',
  name: '周国栋',
  idNumber: syntheticIdNumber('360203', '1955-10-01', 411),
  region: REGION,
};

/** Issue 3 at the learner site: signing in, the real name, and what belongs to the person alone. */
describe('an account and its person', () => {
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

  it('takes an old learner in elder mode from the code of an SMS to the verified name', async () => {
    const { page, context, scriptErrors } = await visit(browser, system.url);
    await context.addInitScript(() => localStorage.setItem('xuexi.elder', '1'));
    await register(page, GRANDMOTHER);
    await expectReadable(page);
    await submitRealName(page, { ...GRANDMOTHER, idNumber: syntheticIdNumber('360203', '1949-03-09', 412) });
    await expectReadable(page);

    // Sent back with the reason, and submitted again.
    const staff = await visit(browser, system.url, { width: 1440, height: 900 });
    await signIn(staff.page, accountOf(system, '区域管理员（珠山区）'));
    await decideRealName(staff.page, '欧*', { reject: '姓名和证件号码对不上，请核对后重新提交', note: '出生日期看着差一天' });
    await page.reload();
    await page.getByText('出生日期看着差一天').waitFor();
    await submitRealName(page, GRANDMOTHER);
    await decideRealName(staff.page, '欧*', { approve: true });
    await page.reload();
    await page.getByText('已实名').first().waitFor();
    await page.getByText('360203********').waitFor();
    expect(await page.getByText(GRANDMOTHER.idNumber).count()).toBe(0);
    expect([...scriptErrors, ...staff.scriptErrors]).toEqual([]);
  });

  it('signs in by password where one was set, and says of wrong codes and of too many what to do', async () => {
    const { page, scriptErrors } = await visit(browser, system.url);
    await register(page, NEIGHBOUR);
    await leave(page);
    await signInByPassword(page, NEIGHBOUR.phone, NEIGHBOUR.password ?? '');
    await leave(page);

    await page.goto('/login');
    await page.getByLabel('手机号或学员号').waitFor();
    await page.getByRole('button', { name: '短信验证码', exact: true }).click();
    await page.getByLabel('手机号').fill('13900007703');
    await page.getByRole('button', { name: '获取验证码' }).click();
    await page.getByText('验证码已发到 139****7703').waitFor();
    await page.getByLabel('短信验证码').fill('000000');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('验证码不对，或者已经过期').waitFor();
    expect(await page.getByRole('button', { name: /秒后可重发/ }).isDisabled()).toBe(true);
    await page.reload();
    await page.getByLabel('手机号').fill('13900007703');
    // On a slow machine the minute in which no second code goes out may be over by now.
    await system.database.query('UPDATE rate_limit SET expires_at = UTC_TIMESTAMP(3) + INTERVAL 50 SECOND');
    await page.getByRole('button', { name: '获取验证码' }).click();
    await page.getByRole('alert').filter({ hasText: /试得太频繁了.*再过 \d+ 秒可以试/ }).waitFor();
    expect(scriptErrors).toEqual([]);
  });

  it('signs another device out, and that device has to sign in again', async () => {
    const phone = await visit(browser, system.url);
    const computer = await visit(browser, system.url, { width: 1440, height: 900 });
    await signInByPassword(phone.page, NEIGHBOUR.phone, NEIGHBOUR.password ?? '');
    await signInByPassword(computer.page, NEIGHBOUR.phone, NEIGHBOUR.password ?? '');
    await computer.page.goto('/me/security');
    await expectReadable(computer.page);
    await computer.page.getByRole('button', { name: '退出其他设备' }).click();
    await computer.page.getByRole('button', { name: '退出其他设备' }).waitFor({ state: 'detached' });
    await phone.page.goto('/me');
    await phone.page.getByRole('heading', { name: '登录' }).waitFor();
    await expectNoProblem(computer.page);
  });

  it('gives everything that is kept as a file, after the person has confirmed who they are', async () => {
    const { page } = await visit(browser, system.url);
    await signInByPassword(page, NEIGHBOUR.phone, NEIGHBOUR.password ?? '');
    // As it is ten minutes after signing in.
    await system.database.query('UPDATE session SET confirmed_at = NULL');
    await page.goto('/me/data');
    await expectReadable(page);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载', exact: true }).click();
    await page.getByRole('dialog').getByLabel('密码').fill(NEIGHBOUR.password ?? '');
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click();
    const files = unzipSync(await readFile(await (await coming).path()));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['data.json', 'index.html']));
    expect(JSON.stringify(JSON.parse(text('data.json')))).toContain(NEIGHBOUR.phone);
    expect(text('index.html')).toContain(NEIGHBOUR.displayName);
  });

  it('takes the real name back with the consent, and moves to another community', async () => {
    const { page } = await visit(browser, system.url);
    // As it is a minute after the last code.
    await system.database.query('DELETE FROM rate_limit');
    await signInByCode(page, GRANDMOTHER.phone);
    await page.getByRole('link', { name: '我的信息' }).click();
    await page.getByRole('listitem').filter({ hasText: '账号和学习记录' }).getByText(/日同意，/).waitFor();
    await page.getByRole('button', { name: '撤回同意' }).click();
    await page.getByRole('group', { name: '撤回同意' }).getByText(/撤回以后，姓名和证件号码会删除/).waitFor();
    await page.getByRole('button', { name: '撤回，删除这些信息' }).click();
    await page.getByText('没有同意，或者已经撤回').waitFor();
    await page.goto('/me');
    await page.getByText('未实名').waitFor();

    await page.getByRole('link', { name: '社区和单位' }).click();
    await page.getByRole('button', { name: '换社区' }).click();
    await page.getByText(/以前的学分留在原来的社区/).waitFor();
    await chooseRegion(page, ['珠山区', '新村街道', '朝阳社区']);
    await page.getByRole('button', { name: '换到这里' }).click();
    await page.getByText('景德镇市 · 珠山区 · 新村街道 · 朝阳社区').waitFor();
    await expectReadable(page);
  });

  it('erases the account only after it was shown what goes and what stays, and the words are typed', async () => {
    const { page } = await visit(browser, system.url);
    await signInByPassword(page, NEIGHBOUR.phone, NEIGHBOUR.password ?? '');
    await page.goto('/me/data/erasure');
    await page.getByRole('heading', { name: '要保留，但去掉姓名' }).waitFor();
    await page.getByRole('button', { name: '注销账号' }).click();
    await page.getByRole('alert').filter({ hasText: '请输入“确认注销”四个字。' }).waitFor();
    await page.getByLabel(/请输入“确认注销”/).fill('确认注销');
    await page.getByRole('button', { name: '注销账号' }).click();
    await page.getByText('账号已经注销，个人信息已经删除。').waitFor();
    const [[left]] = (await system.database.query('SELECT COUNT(*) AS n FROM account WHERE display_name = ?', [NEIGHBOUR.displayName])) as unknown as [[{ n: number }]];
    expect(Number(left.n)).toBe(0);
  });
});

async function leave(page: Page): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('link', { name: '免费注册' }).waitFor();
}
