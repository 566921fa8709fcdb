import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../../testing/fixtures';
import { type Answers, renderConsole } from '../../../testing/render-console';

const OFF = { on: false, needed: false, given: false, recoveryCodesLeft: 0 };
const nobody = () => problem(401, 'not_signed_in');
const reviewer = (secondFactor: Partial<typeof OFF> = {}, more = {}) => ({ ...someone('reviewer'), secondFactor: { ...OFF, ...secondFactor }, ...more });
const inside: Answers = { 'GET /api/todo': () => NOTHING_WAITS, 'GET /api/reviews': () => ({ items: [] }) };
const RECOVERY = Array.from({ length: 10 }, (_, i) => `abcde-fghi${i}`);

/** A challenge of hardly any work. */
const CHALLENGE = {
  challenge: { parameters: { algorithm: 'PBKDF2/SHA-256', cost: 1, data: { expires: 1 }, keyLength: 32, keyPrefix: '0', keySignature: '00', nonce: '00', salt: '00' }, signature: '00' },
  expiresAt: '2026-03-10T01:00:00.000Z',
};

describe('the login', () => {
  it('does the security check by itself when the API asks for one', async () => {
    const tries: unknown[] = [];
    renderConsole('/reviews', {
      ...inside,
      'GET /api/me': nobody,
      'GET /api/human-check': () => CHALLENGE,
      'POST /api/session': ({ body }) => (tries.push(body) === 1 ? problem(403, 'human_check_needed') : reviewer()),
    });
    await userEvent.type(await screen.findByLabelText('手机号或学员号'), '20260001');
    await userEvent.type(screen.getByLabelText('密码'), 'quiet-river{Enter}');
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
    expect(tries).toEqual([{ login: '20260001', password: 'quiet-river' }, { login: '20260001', password: 'quiet-river', humanCheck: expect.any(String) }]);
  });

  it('by SMS sends a code to the phone that was typed, and takes it', async () => {
    const { calls } = renderConsole('/reviews', {
      ...inside,
      'GET /api/me': nobody,
      'GET /api/sign-in-options': () => ({ sms: 'available', smsCodesPage: '/api/dev/sms-codes.html' }),
      'GET /api/human-check': () => CHALLENGE,
      'POST /api/sms-codes': ({ body }) => (expect(body).toEqual({ phone: '13812345678', purpose: 'sign_in', humanCheck: expect.any(String) }), { expiresInSeconds: 300, resendAfterSeconds: 60 }),
      'POST /api/session/sms': ({ body }) => (expect(body).toEqual({ phone: '138 1234 5678', code: '135790' }), reviewer()),
    });
    await userEvent.click(await screen.findByRole('button', { name: '改用短信验证码' }));
    expect(screen.getByRole('link', { name: '演示环境不发短信，在这里看验证码' })).toHaveAttribute('href', '/api/dev/sms-codes.html');
    await userEvent.type(screen.getByLabelText('手机号'), '138');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    await waitFor(() => expect(screen.getByLabelText('手机号')).toHaveAccessibleDescription('手机号要 11 位，以 1 开头。请再看一遍。'));
    expect(calls).not.toContain('POST /api/sms-codes');
    await userEvent.type(screen.getByLabelText('手机号'), ' 1234 5678');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(await screen.findByText('验证码已发到 138****5678，5 分钟内有效。')).toBeVisible();
    await userEvent.type(screen.getByLabelText('短信验证码'), '135790{Enter}');
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
  });

  it('offers no SMS where none can be sent', async () => {
    renderConsole('/reviews', { 'GET /api/me': nobody, 'GET /api/sign-in-options': () => ({ sms: 'unavailable', smsCodesPage: null }) });
    await screen.findByLabelText('密码');
    expect(screen.queryByRole('button', { name: '改用短信验证码' })).not.toBeInTheDocument();
  });
});

describe('a sign-in that is not complete', () => {
  it('asks for the code of the app, or for a recovery code', async () => {
    const given: unknown[] = [];
    renderConsole('/reviews', {
      ...inside,
      'GET /api/me': () => reviewer({ on: true, needed: true }),
      'POST /api/session/second-factor': ({ body }) => (given.push(body) === 1 ? problem(401, 'wrong_code', [{ field: 'code', message: '验证码不对，或者已经用过' }]) : reviewer({ on: true, needed: true, given: true })),
    });
    await userEvent.type(await screen.findByLabelText('动态验证码'), '111111{Enter}');
    await waitFor(() => expect(screen.getByLabelText('动态验证码')).toHaveAccessibleDescription('验证码不对，或者已经用过'));
    await userEvent.click(screen.getByRole('button', { name: '手机不在身边，用恢复码' }));
    await userEvent.type(screen.getByLabelText('恢复码'), 'abcde-fghij{Enter}');
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
    expect(given).toEqual([{ code: '111111' }, { recoveryCode: 'abcde-fghij' }]);
  });

  it('sets up the app where a role needs it, and shows the recovery codes until they are kept', async () => {
    let on = false;
    renderConsole('/reviews', {
      ...inside,
      'GET /api/me': () => reviewer({ on, needed: true, given: on, recoveryCodesLeft: on ? 10 : 0 }),
      'POST /api/me/totp': () => ({ secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/x?secret=ABCDEFGHIJKLMNOP' }),
      'POST /api/me/totp/confirmation': () => ((on = true), { recoveryCodes: RECOVERY }),
    });
    await userEvent.click(await screen.findByRole('button', { name: '开启动态验证码' }));
    expect(await screen.findByRole('img', { name: '验证器的二维码' })).toBeVisible();
    expect(screen.getByText('ABCD EFGH IJKL MNOP')).toBeVisible();
    await userEvent.type(screen.getByLabelText('动态验证码'), '135790{Enter}');
    const codes = await screen.findByRole('list', { name: '恢复码' });
    expect(within(codes).getAllByRole('listitem').map((item) => item.textContent)).toEqual(RECOVERY);
    await userEvent.click(screen.getByRole('button', { name: '我已经保存好' }));
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
  });

  it('takes another password for the one of a desk', async () => {
    let temporary = true;
    renderConsole('/reviews', {
      ...inside,
      'GET /api/me': () => reviewer({}, { passwordTemporary: temporary }),
      'POST /api/me/password': ({ body }) => (expect(body).toEqual({ password: 'quiet-river' }), (temporary = false), null),
    });
    await userEvent.type(await screen.findByLabelText('新密码'), 'quiet-river');
    await userEvent.type(screen.getByLabelText('再输入一次新密码'), 'quiet-rivet');
    await userEvent.click(screen.getByRole('button', { name: '更换密码' }));
    expect(screen.getByLabelText('再输入一次新密码')).toHaveAccessibleDescription('两次输入的不一样。');
    await userEvent.type(screen.getByLabelText('再输入一次新密码'), '{Backspace}r{Enter}');
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
  });
});

describe('账号安全', () => {
  const device = (id: string, name: string, current: boolean) => ({ id, name, address: '10.0.0.1', createdAt: '2026-03-01T01:00:00.000Z', lastSeenAt: '2026-03-10T01:00:00.000Z', current });

  it('lists the devices and signs them out', async () => {
    let items = [device('1', 'Chrome · Windows 电脑', true), device('2', '微信 · 安卓手机或平板', false)];
    renderConsole('/security', {
      ...inside,
      'GET /api/me': () => reviewer(),
      'GET /api/me/sessions': () => ({ items }),
      'DELETE /api/me/sessions/2': () => ((items = items.slice(0, 1)), null),
    });
    expect(await screen.findByText('这一台')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '退出这台设备' }));
    await waitFor(() => expect(screen.queryByText('微信 · 安卓手机或平板')).not.toBeInTheDocument());
  });

  it('turns the second factor off after asking, and not where a role needs it', async () => {
    let on = true;
    renderConsole('/security', { ...inside, 'GET /api/me': () => reviewer({ on, given: true, recoveryCodesLeft: 3 }), 'GET /api/me/sessions': () => ({ items: [] }), 'DELETE /api/me/totp': () => ((on = false), null) });
    expect(await screen.findByText('已经开启。还剩 3 个恢复码。')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '关闭动态验证码' }));
    await userEvent.click(within(screen.getByRole('dialog', { name: '关闭动态验证码？' })).getByRole('button', { name: '关闭动态验证码' }));
    expect(await screen.findByRole('button', { name: '开启动态验证码' })).toBeVisible();
  });

  it('does not offer to turn off what a role needs', async () => {
    renderConsole('/security', { ...inside, 'GET /api/me': () => reviewer({ on: true, needed: true, given: true }), 'GET /api/me/sessions': () => ({ items: [] }) });
    expect(await screen.findByRole('button', { name: '换一部手机' })).toBeVisible();
    expect(screen.queryByRole('button', { name: '关闭动态验证码' })).not.toBeInTheDocument();
  });
});
