import { line } from '../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { App } from './app';

const FOUND = {
  number: '2026-3F9A0C1D22E4B578-1',
  status: 'revoked',
  version: 1,
  year: 2026,
  name: '王*',
  place: ['景德镇市', '珠山区'],
  credits: '20.18',
  targetCredits: 20,
  targetMet: true,
  reason: null,
  computedOn: '2027-01-16',
  revokedOn: '2027-02-03',
  replacedBy: { number: '2026-3F9A0C1D22E4B578-2', checkCode: 'AAAA-BBBB' },
};

describe('public verification', () => {
  beforeEach(() => {
    line.reset();
    window.scrollTo = () => undefined;
    line.refuse('GET /api/me', { status: 401, code: 'not_signed_in', title: '还没有登录', detail: '请先登录。' });
    line.answer('GET /api/sign-in-options', { sms: 'available', smsCodesPage: null });
  });

  function open(address: string): void {
    window.history.replaceState(null, '', address);
    render(<App />);
  }

  it('takes number and code without a login, and leads from a revoked version to the new one', async () => {
    open('/verify');
    await userEvent.click(await screen.findByRole('button', { name: '核验' }));
    expect(await screen.findByText('请填写证明上的编号。')).toBeInTheDocument();
    expect(screen.getByText('请填写证明上的防伪码。')).toBeInTheDocument();
    line.answer('GET /api/public/statements/2026-3F9A0C1D22E4B578-1', FOUND);
    await userEvent.type(screen.getByLabelText('编号'), '2026-3f9a0c1d22e4b578-1');
    await userEvent.type(screen.getByLabelText('防伪码'), '7Q4M-0ZK2{Enter}');
    expect(await screen.findByText(/已经撤销，不能再使用/)).toBeInTheDocument();
    expect(screen.getByText('王*')).toBeInTheDocument();
    line.answer('GET /api/public/statements/2026-3F9A0C1D22E4B578-2', { ...FOUND, number: '2026-3F9A0C1D22E4B578-2', status: 'valid', version: 2, replacedBy: null, revokedOn: null });
    await userEvent.click(screen.getByRole('link', { name: '查看新版本' }));
    expect(await screen.findByText('这份证明是真的，现在有效。')).toBeInTheDocument();
    expect(window.location.search).toBe('?code=AAAA-BBBB');
  });

  it('says what to look at where nothing is found, and keeps what was typed', async () => {
    line.refuse('GET /api/public/statements/2026-X', { status: 404, code: 'statement_unknown', title: '没有找到这份证明', detail: '请核对编号和防伪码。' });
    open('/verify/2026-X?code=7777');
    expect(await screen.findByText(/没有找到这份证明/)).toBeInTheDocument();
    expect(screen.getByLabelText('编号')).toHaveValue('2026-X');
  });
});
