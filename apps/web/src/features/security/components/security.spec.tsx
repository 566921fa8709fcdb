import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';

import { DevicesSection } from './devices-section';
import { TotpSection } from './totp-section';

const device = (id: string, name: string, current: boolean) => ({ id, name, current, address: null, createdAt: '2026-11-01T03:00:00.000Z', lastSeenAt: '2026-11-20T13:05:00.000Z' });
const OFF = { on: false, needed: false, given: false, recoveryCodesLeft: 0 };

beforeEach(() => line.reset());

describe('the devices', () => {
  it('show this one first, which cannot be signed out here, and sign out another', async () => {
    line.answer('GET /api/me/sessions', { items: [device('phone', '安卓手机上的 Chrome', false), device('this', 'Windows 上的 Edge', true)] });
    line.answer('DELETE /api/me/sessions/phone');
    renderPage(<DevicesSection />);
    await screen.findByText('Windows 上的 Edge');
    const items = screen.getAllByRole('listitem');
    expect(items[0]).toHaveTextContent('Windows 上的 Edge 这台');
    expect(within(items[0] ?? document.body).queryByRole('button')).not.toBeInTheDocument();
    line.answer('GET /api/me/sessions', { items: [device('this', 'Windows 上的 Edge', true)] });
    await userEvent.click(screen.getByRole('button', { name: '退出：安卓手机上的 Chrome' }));
    await waitFor(() => expect(screen.queryByText('安卓手机上的 Chrome')).not.toBeInTheDocument());
    expect(screen.queryByRole('button', { name: '退出其他设备' })).not.toBeInTheDocument();
  });
});

describe('the dynamic code', () => {
  it('is turned on with the first code, and shows the recovery codes until they are written down', async () => {
    line.answer('POST /api/me/totp', { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' }, 201);
    line.answer('POST /api/me/totp/confirmation', { recoveryCodes: ['abcde23456', 'fghij23456'] });
    renderPage(<TotpSection factor={OFF} />);
    await userEvent.click(screen.getByRole('button', { name: '开启' }));
    expect(await screen.findByRole('img', { name: '动态验证码的二维码' })).toBeInTheDocument();
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('验证器里的数字'), '123456{Enter}');
    expect(await screen.findByText('fghij23456')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '抄好了' }));
    expect(screen.queryByText('fghij23456')).not.toBeInTheDocument();
  });

  it('cannot be turned off where a role needs it', () => {
    renderPage(<TotpSection factor={{ on: true, needed: true, given: true, recoveryCodesLeft: 9 }} />);
    expect(screen.getByText(/还有 9 个恢复码/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: '关闭动态验证码' })).not.toBeInTheDocument();
  });
});
