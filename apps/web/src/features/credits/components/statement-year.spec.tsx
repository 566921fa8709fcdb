import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import type { Statement } from '../api/get-statements';

import { StatementYear } from './statement-year';

function aStatement(version: number, over: Partial<Statement> = {}): Statement {
  return {
    id: `statement-${version}`,
    number: `2026-3F9A0C1D22E4B578-${version}`,
    year: 2026,
    version,
    status: 'valid',
    units: 1_964_000,
    credits: '18.18',
    entries: 3,
    targetMet: false,
    policyVersions: ['standard-2026'],
    chainHead: 'c'.repeat(64),
    reason: null,
    checkCode: '7Q4M-0ZK2',
    verifyUrl: 'https://xuexi.example/verify',
    signed: true,
    computedAt: '2027-02-03T04:00:00.000Z',
    revokedAt: null,
    ...over,
  };
}

describe('the statements of a year', () => {
  let saved: string[];

  beforeEach(() => {
    line.reset();
    saved = [];
    URL.createObjectURL = () => 'blob:statement';
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  });

  it('give the version in force to take along, and say why the earlier one is none', async () => {
    renderPage(<StatementYear versions={[aStatement(2, { reason: '一次线下课的签到有误' }), aStatement(1, { status: 'revoked', credits: '20.18', signed: false, revokedAt: '2027-02-03T04:00:00.000Z' })]} />);
    expect(screen.getByText('有效')).toBeInTheDocument();
    expect(screen.getByText('已撤销')).toBeInTheDocument();
    expect(screen.getByText('一次线下课的签到有误')).toBeInTheDocument();
    line.answer('GET /api/my/statements/statement-2/pdf', '%PDF-');
    await userEvent.click(screen.getByRole('button', { name: '下载 PDF' }));
    expect(await screen.findByText(/已保存/)).toBeInTheDocument();
    expect(saved).toEqual(['statement-2.pdf']);
  });

  it('say what is wrong when a form cannot be had', async () => {
    renderPage(<StatementYear versions={[aStatement(1)]} />);
    line.refuse('GET /api/my/statements/statement-1/file', { status: 409, code: 'statement_revoked', title: '这份证明已经撤销', detail: '请下载同一年的新版本。' });
    await userEvent.click(screen.getByText('其他格式'));
    await userEvent.click(screen.getByRole('button', { name: '离线核验文件' }));
    expect(await screen.findByText(/请下载同一年的新版本/)).toBeInTheDocument();
    expect(saved).toEqual([]);
  });

  it('show a code to scan, and of a preliminary one that it is no proof', async () => {
    renderPage(<StatementYear versions={[aStatement(0, { status: 'preliminary', signed: false })]} />);
    expect(screen.getByText(/不作证明使用/)).toBeInTheDocument();
    expect(screen.queryByText('其他格式')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '给别人核验' }));
    expect(await screen.findByRole('img', { name: '核验 2026 年度学分证明的二维码' })).toBeInTheDocument();
  });
});
