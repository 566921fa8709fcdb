import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import { strFromU8, unzipSync } from 'fflate';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Browser, Download, Page } from 'playwright-core';
import { checkResidents, importCounts, signIn } from './flows/console-flows.ts';
import { keepScreenshots, launchBrowser, visit } from './support/browser.ts';
import { accountOf } from './support/demo-accounts.ts';
import { gb18030 } from './support/gb18030.ts';
import { expectFits, expectNoProblem } from './support/page-checks.ts';
import { type PrivateSystem, startPrivateSystem } from './support/private-system.ts';

const COMMUNITY = '梨树园社区';
const NUMBERS = [201, 202, 203].map((sequence) => syntheticIdNumber('360299', '1957-05-06', sequence));
const WRONG = NUMBERS[0]!.slice(0, -1) + (NUMBERS[0]!.endsWith('0') ? '1' : '0');

/** As Excel saves it: GB18030, and one number that it has spoilt. */
const FILE = {
  name: '居民名单.csv',
  mimeType: 'text/csv',
  buffer: gb18030(
    [
      '姓名,身份证号,手机号,社区',
      `程金凤,${NUMBERS[0]},,${COMMUNITY}`,
      `周木生,3.2E+17,,${COMMUNITY}`,
      `余桂英,${NUMBERS[1]},15400000911,${COMMUNITY}`,
      `汪火根,${WRONG},,${COMMUNITY}`,
      `吴水莲,${NUMBERS[2]},,${COMMUNITY}`,
    ].join('\r\n'),
  ),
};

/** Issue 3 at the import: a table as it comes from a community, from the template to the persons. */
describe('importing residents', () => {
  let system: PrivateSystem;
  let browser: Browser;
  let page: Page;
  let scriptErrors: string[];

  beforeAll(async () => {
    system = await startPrivateSystem('seed');
    browser = await launchBrowser();
    ({ page, scriptErrors } = await visit(browser, system.url, { width: 1440, height: 900 }));
    await signIn(page, accountOf(system, '区域管理员（珠山区）'));
  });

  afterAll(async () => {
    await keepScreenshots(browser, process.env.SCREENSHOTS_DIR);
    await browser?.close();
    await system?.stop();
  });

  const residents = async (): Promise<number> => {
    const [rows] = await system.database.query('SELECT COUNT(*) AS n FROM person p JOIN region r ON r.id = p.region_id WHERE r.name = ?', [COMMUNITY]);
    return Number((rows as { n: number }[])[0]?.n);
  };

  const download = async (link: string): Promise<{ download: Download; bytes: Buffer }> => {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: link }).click();
    const came = await coming;
    return { download: came, bytes: await readFile(await came.path()) };
  };

  it('gives a template with the columns and what they are for', async () => {
    await page.getByRole('link', { name: '批量导入' }).click();
    const { download: template, bytes } = await download('下载模板');
    expect(template.suggestedFilename()).toMatch(/\.xlsx$/);
    const words = Object.values(unzipSync(bytes)).map((part) => strFromU8(part)).join('');
    for (const word of ['姓名', '证件号码', '社区', '3.2E+17']) expect(words).toContain(word);
  });

  it('shows in the dry run what would happen, with the cell of every fault, and changes nothing', async () => {
    const before = await residents();
    await checkResidents(page, FILE);
    expect(await importCounts(page)).toEqual({ 将新增: '3 行', 将变更: '0 行', '已有，不变': '0 行', '要改，不导入': '2 行' });
    const faults = page.getByRole('table', { name: '要改的地方' });
    await faults.getByRole('row').filter({ hasText: 'B3' }).filter({ hasText: '科学计数法' }).waitFor();
    await faults.getByRole('row').filter({ hasText: 'B5' }).filter({ hasText: '对不上' }).waitFor();
    expect(await faults.getByRole('row').count()).toBe(3);
    expect(await page.getByText(WRONG).count()).toBe(0);
    expect(await residents()).toBe(before);
  });

  it('gives the faults as a file that Excel opens', async () => {
    const { download: faults, bytes } = await download('下载成文件');
    expect(faults.suggestedFilename()).toMatch(/\.csv$/);
    const text = bytes.toString('utf8');
    expect(text).toMatch(/^\uFEFF/);
    expect(text).toContain('B3');
    expect(text).toContain('科学计数法');
    expect(text).not.toContain(WRONG);
  });

  it('applies it, and shows how far it is', async () => {
    const before = await residents();
    const held = await holdCommunity(system.databaseUrl);
    await page.getByRole('button', { name: '导入这 3 行' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开始导入' }).click();
    await page.getByRole('progressbar', { name: '导入进度' }).waitFor();
    await page.getByText(/^已处理 0 \/ 5 行（0 %）/).waitFor();
    await expectNoProblem(page);
    await held.rollback();
    await held.end();
    await page.getByText('已导入', { exact: true }).waitFor();
    expect(await importCounts(page)).toEqual({ 新增: '3 行', 变更: '0 行', '已有，未变': '0 行', '要改，未导入': '2 行' });
    expect(await residents()).toBe(before + 3);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectFits(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('changes nothing by the same file once more', async () => {
    const before = await residents();
    await checkResidents(page, FILE);
    expect(await importCounts(page)).toEqual({ 将新增: '0 行', 将变更: '0 行', '已有，不变': '3 行', '要改，不导入': '2 行' });
    await page.getByText('没有可以导入的行。').waitFor();
    expect(await page.getByRole('button', { name: /^导入这/ }).count()).toBe(0);
    expect(await residents()).toBe(before);
    expect(scriptErrors).toEqual([]);
  });
});

/** Keeps the rows of the community to itself until it is rolled back, so that an import into it stands still. */
async function holdCommunity(databaseUrl: string): Promise<Connection> {
  const connection = await createConnection(databaseUrl);
  await connection.beginTransaction();
  await connection.query('SELECT id FROM region WHERE name = ? FOR UPDATE', [COMMUNITY]);
  return connection;
}
