import { line } from '../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { sampleMe } from '../testing/samples';

import { App } from './app';

const GUEST = { status: 401, code: 'not_signed_in', title: '还没有登录', detail: '请先登录，再继续刚才的操作。' } as const;

function open(address: string): void {
  window.history.replaceState(null, '', address);
  render(<App />);
}

describe('the learner site', () => {
  beforeEach(() => {
    line.reset();
    window.scrollTo = () => undefined;
    line.refuse('GET /api/me', GUEST);
    line.answer('GET /api/categories', { items: [{ code: 'arts', name: '人文艺术' }] });
    line.answer('GET /api/courses', { items: [], total: 0, page: 1, pageSize: 8 });
    line.answer('GET /api/my/courses', { items: [] });
    line.answer('GET /api/sign-in-options', { sms: 'available', smsCodesPage: null });
    line.answer('GET /api/me/claim-requests', { items: [] });
    line.answer('GET /api/my/notices/unread', { unread: 0 });
    line.answer('POST /api/my/points/sign-in', { earned: 0 });
  });

  it('shows a guest what it is and the ways in', async () => {
    open('/');
    expect(await screen.findByRole('heading', { level: 1, name: '每天学一点，每一分都算数' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '免费注册' })).toHaveAttribute('href', '/register');
    expect(await screen.findByRole('link', { name: '人文艺术' })).toHaveAttribute('href', '/courses?category=arts');
  });

  it('sends a guest from a page of persons through the login and back', async () => {
    open('/learning');
    await userEvent.click(await screen.findByRole('button', { name: '密码' }));
    await userEvent.type(screen.getByLabelText('手机号或学员号'), '13800138000');
    await userEvent.type(screen.getByLabelText('密码'), 'correct-horse');
    line.answer('POST /api/session', sampleMe());
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByRole('heading', { name: '还没有开始学' })).toBeInTheDocument();
    expect(window.location.pathname).toBe('/learning');
  });

  it.each([
    ['a second factor that is missing', { secondFactor: { on: true, needed: false, given: false, recoveryCodesLeft: 8 } }, '再输入动态验证码'],
    ['a password from a desk', { passwordTemporary: true }, '换一个自己的密码'],
  ])('lets nobody past %s, and back when it is done', async (_, over, title) => {
    line.answer('GET /api/me', { ...sampleMe(), ...over });
    open('/learning');
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeInTheDocument();
    expect(window.location.search).toBe('?next=%2Flearning');
    line.answer('GET /api/me', sampleMe());
    line.answer('POST /api/session/second-factor', sampleMe());
    line.answer('POST /api/me/password');
    await userEvent.type(screen.getByLabelText(/动态验证码|新密码/), '123456');
    await userEvent.click(screen.getByRole('button', { name: /继续|保存密码/ }));
    if (title === '换一个自己的密码') {
      expect(screen.getByLabelText('新密码')).toHaveAccessibleDescription(/密码至少 8 位。/);
      await userEvent.type(screen.getByLabelText('新密码'), '-rivers{Enter}');
    }
    expect(await screen.findByRole('heading', { name: '还没有开始学' })).toBeInTheDocument();
  });

  it('asks once more who is there where the API wants it, and goes on with what was asked', async () => {
    line.answer('GET /api/me', sampleMe());
    line.answer('GET /api/me/consents', { items: [] });
    line.refuse('POST /api/me/data-export', { status: 403, code: 'confirmation_needed', title: '请确认是本人', detail: '请输入密码或短信验证码，再继续刚才的操作。' });
    line.answer('POST /api/session/confirmation', { confirmedUntil: '2026-11-22T08:00:00.000Z' });
    open('/me/data');
    await userEvent.click(await screen.findByRole('button', { name: '下载' }));
    await userEvent.type(await screen.findByLabelText('密码'), 'quiet-river');
    line.refuse('POST /api/me/data-export', { status: 503, code: 'unavailable', title: '服务暂时不可用', detail: '请过一会儿再试。' });
    await userEvent.click(screen.getByRole('button', { name: '确认' }));
    expect(await screen.findByText(/服务暂时不可用/)).toBeInTheDocument();
    const sent = line.asked.filter(({ method, path }) => method === 'POST' && path !== '/api/my/points/sign-in').map(({ path }) => path);
    expect(sent).toEqual(['/api/me/data-export', '/api/session/confirmation', '/api/me/data-export']);
  });

  it('leads to the login and back when the session is over', async () => {
    line.answer('GET /api/me', sampleMe());
    line.refuse('GET /api/my/courses', GUEST);
    open('/learning');
    expect(await screen.findByRole('heading', { name: '登录' })).toBeInTheDocument();
    expect(window.location.search).toBe('?next=%2Flearning');
  });

  it('ends the session from the page of the person', async () => {
    line.answer('GET /api/me', sampleMe());
    line.answer('DELETE /api/session');
    open('/me');
    await userEvent.click(await screen.findByRole('button', { name: '退出登录' }));
    expect(await screen.findByRole('link', { name: '免费注册' })).toBeInTheDocument();
  });

  it('searches by words, kept in the address', async () => {
    open('/courses');
    const [field] = await screen.findAllByRole('searchbox', { name: '搜课程' });
    await userEvent.type(field as HTMLElement, '瓷{Enter}');
    await waitFor(() => expect(window.location.search).toBe(`?q=${encodeURIComponent('瓷')}`));
    expect(await screen.findByText('“瓷”找到 0 门课')).toBeInTheDocument();
  });

  it.each([
    ['unverified', true],
    ['verified', false],
  ] as const)('tells a learner who is %s at home what the real name is for: %s', async (verification, told) => {
    line.answer('GET /api/me', sampleMe({ verification }));
    line.answer('GET /api/my/credits', { year: 2026, years: [2026], asOf: '2026-11-22T00:00:00.000Z', units: 0, credits: '0.00', provisionalUnits: 0, provisionalCredits: '0.00', targetCredits: 20, targetMet: false, missingUnits: 2_160_000, missingCredits: '20.00', missingSeconds: 54_000, yearEnd: null, lessonsCompleted: 0, learningDays: 0, months: [], kinds: [], entries: [] });
    open('/');
    await screen.findByRole('link', { name: '看看每一分从哪来 →' });
    const link = screen.queryByRole('link', { name: '去实名 →' });
    if (told) expect(link).toHaveAttribute('href', '/me/real-name');
    else expect(link).not.toBeInTheDocument();
  });

  it('keeps the elder mode in this browser', async () => {
    open('/');
    await userEvent.click(await screen.findByRole('button', { name: '长辈版' }));
    expect(document.documentElement).toHaveAttribute('data-elder');
    expect(localStorage.getItem('xuexi.elder')).toBe('1');
    await userEvent.click(screen.getByRole('button', { name: '普通版' }));
    expect(document.documentElement).not.toHaveAttribute('data-elder');
  });

  it('says at once that the line is down, and takes it back when it is up', async () => {
    open('/');
    await screen.findByRole('link', { name: '免费注册' });
    const setOnline = (online: boolean) =>
      act(() => {
        Object.defineProperty(navigator, 'onLine', { value: online, configurable: true });
        window.dispatchEvent(new Event(online ? 'online' : 'offline'));
      });
    setOnline(false);
    expect(screen.getByText('网络断了，连上后自动继续。学过的部分先存在这台设备上。')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '免费注册' })).toBeInTheDocument();
    setOnline(true);
    expect(screen.queryByText(/网络断了/)).not.toBeInTheDocument();
  });

  it('says of an address that is none what to do', async () => {
    open('/nowhere');
    expect(await screen.findByRole('link', { name: '回首页' })).toBeInTheDocument();
  });
});
