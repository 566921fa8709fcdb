import { describe, expect, it } from '@jest/globals';
import type { Role } from '@xuexi/domain';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NOTHING_WAITS, problem, someone } from '../../testing/fixtures';
import { renderConsole } from '../../testing/render-console';

import { homeFor, navFor } from './shell/nav';

const WAITING = { ...NOTHING_WAITS, reviewsWaiting: 7, oldestReviewAt: '2026-11-20T06:00:00.000Z' };

describe('what can be opened', () => {
  it.each<[Role[], string[], string | null]>([
    [['learner'], [], null],
    [['instructor'], ['课程', '批改'], '/courses'],
    [['reviewer'], ['审核', '已发布课程'], '/reviews'],
    [['region_admin'], ['总览', '已发布课程', '服务窗口', '学员', '实名核对', '批量导入', '角色授权', '区域', '单位', '认定和更正', '转入学分', '年度证明', '学分规则', '操作记录'], '/'],
    [['platform_admin'], ['总览', '已发布课程', '服务窗口', '学员', '实名核对', '批量导入', '角色授权', '区域', '单位', '认定和更正', '转入学分', '年度结算', '年度证明', '学分规则', '学分核对', '操作记录', '存储'], '/'],
    [['instructor', 'reviewer'], ['课程', '批改', '审核', '已发布课程'], '/courses'],
  ])('by %s', async (roles, items, home) => {
    const me = someone(...roles);
    expect(homeFor(me.permissions)).toBe(home);
    expect(navFor(me.permissions).every((group) => group.items.length > 0)).toBe(true);
    renderConsole('/nowhere', { 'GET /api/me': () => me, 'GET /api/todo': () => NOTHING_WAITS });
    if (home === null) {
      expect(await screen.findByRole('heading', { name: '这个账号没有管理台的角色' })).toBeVisible();
      expect(screen.getByRole('link', { name: '去学习网站' })).toHaveAttribute('href', '/');
      return;
    }
    const nav = await screen.findByRole('navigation', { name: '管理台菜单' });
    expect(within(nav).getAllByRole('link').map((link) => link.textContent)).toEqual(items);
    expect(screen.getByRole('heading', { name: '没有这一页' })).toBeVisible();
  });

  it('shows what waits beside its item', async () => {
    renderConsole('/reviews', { 'GET /api/me': () => someone('reviewer'), 'GET /api/todo': () => WAITING, 'GET /api/reviews': () => ({ items: [] }) });
    expect(await screen.findByRole('link', { name: '审核 7 件等着处理' })).toHaveAttribute('aria-current', 'page');
  });

  it('names the permission that a page needs', async () => {
    const { calls } = renderConsole('/closings', { 'GET /api/me': () => someone('reviewer'), 'GET /api/todo': () => NOTHING_WAITS });
    expect(await screen.findByText('需要“查看年度结算的进度和结果”的权限。请联系上级区域的管理员。')).toBeVisible();
    expect(calls).not.toContain('GET /api/closings');
  });
});

describe('the login', () => {
  it('says what is wrong where it is wrong, and opens the page that was asked for', async () => {
    const answers = [problem(400, 'invalid_input', [{ field: 'login', message: '手机号应为 11 位' }]), problem(401, 'wrong_credentials'), someone('reviewer')];
    renderConsole('/reviews', {
      'GET /api/me': () => problem(401, 'not_signed_in'),
      'POST /api/session': () => answers.shift(),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/reviews': () => ({ items: [] }),
    });
    await userEvent.type(await screen.findByLabelText('手机号或学员号'), '139');
    await userEvent.type(screen.getByLabelText('密码'), 'secret');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(screen.getByLabelText('手机号或学员号')).toHaveAccessibleDescription('手机号应为 11 位'));
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText('题：wrong_credentials。解：wrong_credentials')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByRole('heading', { name: '审核', level: 1 })).toBeVisible();
  });

  it('comes back when the session ends while a page is open', async () => {
    const answers = [someone('reviewer')];
    renderConsole('/reviews', {
      'GET /api/me': () => answers.shift() ?? problem(401, 'not_signed_in'),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/reviews': () => problem(401, 'not_signed_in'),
    });
    expect(await screen.findByRole('heading', { name: '登录管理台' })).toBeVisible();
  });

  it('is left for good by logging out', async () => {
    renderConsole('/reviews', {
      'GET /api/me': () => someone('reviewer'),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/reviews': () => ({ items: [] }),
      'DELETE /api/session': () => null,
    });
    await userEvent.click(await screen.findByRole('button', { name: '退出登录' }));
    expect(await screen.findByRole('heading', { name: '登录管理台' })).toBeVisible();
  });
});

describe('a broken line', () => {
  it('is told, tried again by itself, and forgotten', async () => {
    let broken = true;
    renderConsole('/reviews', {
      'GET /api/me': () => someone('reviewer'),
      'GET /api/todo': () => NOTHING_WAITS,
      'GET /api/reviews': () => {
        if (broken) throw new TypeError('Failed to fetch');
        return { items: [] };
      },
    });
    expect(await screen.findByText('连不上服务器')).toBeVisible();
    broken = false;
    expect(await screen.findByText('没有待审的课程')).toBeVisible();
    expect(screen.queryByText('连不上服务器')).not.toBeInTheDocument();
  });
});
