import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';
import { sampleConsent, sampleMe } from '../../../testing/samples';

import { ConsentsSection } from './consents-section';
import { ErasureForm } from './erasure-form';

const PREVIEW = { removed: [{ what: '手机号、称呼和密码', count: 1 }], kept: [{ what: '学分账本', count: 42, why: '各级报表要对得上。' }], roleHeld: false, words: '确认注销' };
const given = { version: '2026-11', givenAt: '2026-03-02T03:00:00.000Z', channel: 'web' };

beforeEach(() => line.reset());

describe('the consents', () => {
  it('say when and which version, and what withdrawing does before it is done', async () => {
    const mine = (value: typeof given | null) => ({ items: [{ purpose: 'real_name', currentVersion: '2026-11', given: value }] });
    line.answer('GET /api/consents', { items: [sampleConsent()] });
    line.answer('GET /api/me/consents', mine(given));
    line.answer('DELETE /api/me/consents/real_name', mine(null));
    renderPage(<ConsentsSection />);
    expect(await screen.findByText('2026 年 3 月 2 日同意，2026-11 版')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '撤回同意' }));
    expect(screen.getByRole('group', { name: '撤回同意' })).toHaveTextContent('撤回以后，姓名和证件号码会删除。');
    line.answer('GET /api/me/consents', mine(null));
    await userEvent.click(screen.getByRole('button', { name: '撤回，删除这些信息' }));
    expect(await screen.findByText('没有同意，或者已经撤回')).toBeInTheDocument();
  });
});

describe('the consent to the real name', () => {
  it('can be withdrawn while name and number are stored, whatever is on record', async () => {
    line.answer('GET /api/consents', { items: [sampleConsent()] });
    line.answer('GET /api/me', sampleMe({ verification: 'verified' }));
    line.answer('GET /api/me/consents', { items: [{ purpose: 'real_name', currentVersion: '2026-11', given: null }] });
    renderPage(<ConsentsSection />);
    expect(await screen.findByRole('button', { name: '撤回同意' })).toBeVisible();
  });
});

describe('the erasure', () => {
  it('shows what goes and what stays and why, and wants the words typed', async () => {
    line.answer('GET /api/me/erasure-preview', PREVIEW);
    line.answer('POST /api/me/erasure');
    const onDone = jest.fn();
    renderPage(<ErasureForm onDone={onDone} />);
    expect(await screen.findByText('学分账本，42 条')).toBeInTheDocument();
    expect(screen.getByText('各级报表要对得上。')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '注销账号' }));
    expect(screen.getByLabelText('确定要注销，请输入“确认注销”')).toBeInvalid();
    expect(onDone).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText('确定要注销，请输入“确认注销”'), '确认注销{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(line.asked.at(-1)).toEqual({ method: 'POST', path: '/api/me/erasure', body: { words: '确认注销' } });
  });

  it('is not offered to who still holds a role of staff', async () => {
    line.answer('GET /api/me/erasure-preview', { ...PREVIEW, roleHeld: true });
    renderPage(<ErasureForm onDone={() => undefined} />);
    expect(await screen.findByText(/要先交回角色才能注销/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '注销账号' })).not.toBeInTheDocument();
  });
});
