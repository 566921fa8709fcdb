import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PaperFont } from './paper-font.js';
import { StatementPress } from './statement-press.js';
import type { StatementSheet } from './statement-sheet.js';

const SHEET: StatementSheet = {
  number: '2025-0000000000000001-1',
  checkCode: 'ABCD-EFGH',
  verifyUrl: 'http://xuexi.test/verify/2025-0000000000000001-1?code=ABCD-EFGH',
  typeInUrl: 'http://xuexi.test/verify',
  status: 'valid',
  version: 1,
  reason: null,
  year: 2025,
  name: '欧阳䶮',
  document: '3602**********1234',
  place: ['景德镇市', '珠山区'],
  computedOn: '2026-01-20',
  credits: '20.18',
  targetCredits: 20,
  targetMet: true,
  policies: ['标准 2026'],
  kinds: [{ name: '看课', credits: '20.18' }],
  months: Array.from({ length: 12 }, () => '1.68'),
  entryCount: 60,
  entries: Array.from({ length: 60 }, (_, at) => ({ date: '2025-03-17', title: `第 ${at + 1} 课`, kind: '看课', credits: '0.33' })),
};

let press: StatementPress;
beforeEach(() => void (press = new StatementPress(new PaperFont({ paperFont: null }))));
afterEach(() => press.onApplicationShutdown());

test('papers are drawn beside what else the process does', async () => {
  await press.draw(SHEET);
  const before = performance.eventLoopUtilization();
  const papers = await Promise.all([1, 2, 3, 4].map((version) => press.draw({ ...SHEET, version })));
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  for (const paper of papers) expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
});

test('more than can wait are refused, and the end of the process refuses the others', async () => {
  const drawings = Array.from({ length: 50 }, () => press.draw(SHEET));
  const settled = Promise.allSettled(drawings);
  await expect(drawings.at(-1)).rejects.toMatchObject({ code: 'unavailable' });
  await press.onApplicationShutdown();
  expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(0);
  await expect(press.draw(SHEET)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a font that is not there is named each time', async () => {
  const without = new StatementPress(new PaperFont({ paperFont: '/no/such/font.ttc' }));
  await expect(without.draw(SHEET)).rejects.toThrow('/no/such/font.ttc');
  await expect(without.draw(SHEET)).rejects.toThrow('/no/such/font.ttc');
  await without.onApplicationShutdown();
});
