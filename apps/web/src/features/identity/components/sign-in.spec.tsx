import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { sampleHumanCheck } from '../../../testing/human-check';
import { renderPage } from '../../../testing/render-page';
import { sampleMe } from '../../../testing/samples';

import { LoginWays } from './login-ways';
import { SecondFactorForm } from './second-factor-form';

const WRONG = { status: 401, code: 'wrong_credentials', title: '账号或密码不对', detail: '请检查手机号（或学员号）和密码后再试一次。' } as const;
const CHECK_NEEDED = { status: 403, code: 'human_check_needed', title: '还差一次安全检查', detail: '页面会自动完成，请稍等后再试一次。' } as const;

const askedOf = (path: string) => line.asked.filter((each) => each.path === path && each.method === 'POST').map(({ body }) => body);

beforeEach(() => {
  line.reset();
  localStorage.clear();
  line.answer('GET /api/human-check', sampleHumanCheck());
  line.answer('GET /api/sign-in-options', { sms: 'available', smsCodesPage: null });
});

const byPassword = () => userEvent.click(screen.getByRole('button', { name: '密码' }));

describe('signing in by code', () => {
  it('comes first, proves by itself that no machine is asking, and says where the code went', async () => {
    line.answer('POST /api/sms-codes', { expiresInSeconds: 300, resendAfterSeconds: 60 });
    line.answer('POST /api/session/sms', sampleMe());
    renderPage(<LoginWays />);
    await userEvent.type(screen.getByLabelText('手机号'), '138 0013 8000');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(await screen.findByText('验证码已发到 138****8000，5 分钟内有效。')).toBeInTheDocument();
    expect(askedOf('/api/sms-codes')).toEqual([{ purpose: 'sign_in', phone: '13800138000', humanCheck: expect.any(String) }]);
    expect(screen.getByLabelText('短信验证码')).toHaveFocus();
    await userEvent.type(screen.getByLabelText('短信验证码'), '１３５ 790{Enter}');
    await waitFor(() => expect(askedOf('/api/session/sms')).toEqual([{ phone: '13800138000', code: '135790' }]));
  });

  it('asks for the phone number before it sends anything', async () => {
    renderPage(<LoginWays />);
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(screen.getByLabelText('手机号')).toHaveAccessibleDescription(/手机号要 11 位/);
    expect(screen.getByLabelText('手机号')).toHaveFocus();
    expect(askedOf('/api/sms-codes')).toEqual([]);
  });

  it('reads aloud why no code was sent, and lets another be asked for', async () => {
    line.refuse('POST /api/sms-codes', { status: 429, code: 'too_many_attempts', title: '试得太频繁了', detail: '请过一会儿再试。' });
    renderPage(<LoginWays />);
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('试得太频繁了。请过一会儿再试。');
    expect(screen.getByRole('button', { name: '获取验证码' })).toBeEnabled();
  });

  it('is not offered where no SMS can be sent, and says what to do', async () => {
    line.answer('GET /api/sign-in-options', { sms: 'unavailable', smsCodesPage: null });
    renderPage(<LoginWays />);
    expect(await screen.findByText(/请带证件到社区学习中心/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '获取验证码' })).not.toBeInTheDocument();
    expect(screen.getByLabelText('手机号或学员号')).toBeInTheDocument();
  });

  it('tells where the codes are to be read only where the API has such a page', async () => {
    line.answer('GET /api/sign-in-options', { sms: 'available', smsCodesPage: '/api/dev/sms-codes.html' });
    renderPage(<LoginWays />);
    expect(await screen.findByRole('link', { name: '这个页面' })).toHaveAttribute('href', '/api/dev/sms-codes.html');
  });
});

describe('signing in by password', () => {
  it('names every wrong field, puts the focus on the first, and asks nothing of the API', async () => {
    renderPage(<LoginWays />);
    await byPassword();
    await userEvent.type(screen.getByLabelText('手机号或学员号'), '12345');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(screen.getByLabelText('手机号或学员号')).toHaveAccessibleDescription(/手机号要 11 位/);
    expect(screen.getByLabelText('密码')).toHaveAccessibleDescription('请输入密码。');
    expect(screen.getByLabelText('手机号或学员号')).toHaveFocus();
    expect(askedOf('/api/session')).toEqual([]);
  });

  it('reads aloud why the API refuses, and forgets it at the next try', async () => {
    line.refuse('POST /api/session', WRONG);
    renderPage(<LoginWays />);
    await byPassword();
    await userEvent.type(screen.getByLabelText('手机号或学员号'), '13800138000');
    await userEvent.type(screen.getByLabelText('密码'), 'wrong-horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('账号或密码不对。');
    await userEvent.clear(screen.getByLabelText('密码'));
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(screen.queryByText(/账号或密码不对/)).not.toBeInTheDocument();
  });

  it('does the check by itself where the API wants one, and sends the same again', async () => {
    line.refuse('POST /api/session', CHECK_NEEDED);
    renderPage(<LoginWays />);
    await byPassword();
    await userEvent.type(screen.getByLabelText('手机号或学员号'), '20260017');
    await userEvent.type(screen.getByLabelText('密码'), 'correct-horse{Enter}');
    await waitFor(() =>
      expect(askedOf('/api/session')).toEqual([
        { login: '20260017', password: 'correct-horse' },
        { login: '20260017', password: 'correct-horse', humanCheck: expect.any(String) },
      ]),
    );
  });

  it('stands first the next time where it was used last', async () => {
    const first = renderPage(<LoginWays />);
    await byPassword();
    first.unmount();
    renderPage(<LoginWays />);
    expect(screen.getByLabelText('手机号或学员号')).toBeInTheDocument();
  });
});

describe('the second factor', () => {
  it('is the code of the authenticator, or a recovery code', async () => {
    line.answer('POST /api/session/second-factor', sampleMe());
    renderPage(<SecondFactorForm />);
    await userEvent.click(screen.getByRole('button', { name: '继续' }));
    expect(screen.getByLabelText('动态验证码')).toHaveAccessibleDescription(/请输入验证器里的 6 位数字/);
    await userEvent.type(screen.getByLabelText('动态验证码'), '123 456{Enter}');
    await waitFor(() => expect(askedOf('/api/session/second-factor')).toEqual([{ code: '123456' }]));
    await userEvent.click(screen.getByRole('button', { name: '手机不在身边，用恢复码' }));
    await userEvent.type(screen.getByLabelText('恢复码'), ' abcde-fghij {Enter}');
    await waitFor(() => expect(askedOf('/api/session/second-factor').at(-1)).toEqual({ recoveryCode: 'abcde-fghij' }));
  });
});
