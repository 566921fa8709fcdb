import { line } from '../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { answerRegions } from '../testing/regions';
import { renderPage } from '../testing/render-page';

import { RegionPicker } from './region-picker';

beforeEach(() => line.reset());

function show(error?: string) {
  answerRegions();
  const { container } = renderPage(
    <form>
      <RegionPicker name="regionId" legend="住在哪里" hint="学分计入这个社区" error={error} />
    </form>,
  );
  const chosen = () => new FormData(container.querySelector('form') ?? undefined).get('regionId');
  const choose = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
  return { chosen, choose };
}

describe('the region picker', () => {
  it('passes over a level without a choice, and asks the others one after the other', async () => {
    const { chosen, choose } = show();
    expect(await screen.findByText('在哪个区县')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '景德镇市' })).not.toBeInTheDocument();
    await choose('珠山区');
    expect(await screen.findByText('在哪个街道/乡镇')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '浮梁县' })).not.toBeInTheDocument();
    await choose('新村街道');
    expect(chosen()).toBeNull();
    await choose('新村社区');
    expect(chosen()).toBe('community');
    expect(screen.getByRole('status')).toHaveTextContent('新村社区景德镇市 · 珠山区 · 新村街道');
  });

  it('ends where the tree ends, whatever its depth', async () => {
    const { chosen, choose } = show();
    await choose('浮梁县');
    await choose('瑶里村');
    expect(chosen()).toBe('village');
  });

  it('lets everything be chosen again', async () => {
    const { chosen, choose } = show();
    await choose('浮梁县');
    await choose('瑶里村');
    await choose('重新选');
    expect(chosen()).toBeNull();
    await choose('珠山区');
    expect(await screen.findByRole('button', { name: '新村街道' })).toBeInTheDocument();
  });

  it('keeps the focus with who reads by ear when what they pressed is gone', async () => {
    const { choose } = show();
    await choose('珠山区');
    expect(screen.getByRole('group', { name: '住在哪里' })).toHaveFocus();
  });

  it('looks up by a part of the name where there are many', async () => {
    const { choose } = show();
    const streets = Array.from({ length: 12 }, (_, i) => ({ id: `s${i}`, name: i === 7 ? '昌江街道' : `第${i}街道`, level: 'street', code: '', parentId: 'zhushan', hasChildren: true }));
    await screen.findByText('在哪个区县');
    line.answer('GET /api/regions', { items: streets });
    await choose('珠山区');
    await userEvent.type(await screen.findByRole('searchbox'), '昌');
    expect(within(screen.getByRole('list')).getAllByRole('button').map((button) => button.textContent)).toEqual(['昌江街道']);
    await userEvent.type(screen.getByRole('searchbox'), '无');
    expect(screen.getByText(/没有名字里带这个字的/)).toBeInTheDocument();
  });

  it('says what is wrong, and that the line is down', async () => {
    show('请一步一步选到最后。');
    expect(await screen.findByRole('alert')).toHaveTextContent('请一步一步选到最后。');
    expect(screen.getByRole('group', { name: '住在哪里' })).toHaveAccessibleDescription('请一步一步选到最后。');
  });
});
