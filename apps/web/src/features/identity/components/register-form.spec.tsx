import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { sampleHumanCheck } from '../../../testing/human-check';
import { answerRegions } from '../../../testing/regions';
import { renderPage } from '../../../testing/render-page';
import { sampleMe } from '../../../testing/samples';

import { RegisterForm } from './register-form';

const registrations = () => line.asked.filter(({ path }) => path === '/api/accounts').map(({ body }) => body);

beforeEach(() => {
  line.reset();
  answerRegions();
  line.answer('GET /api/human-check', sampleHumanCheck());
  line.answer('GET /api/sign-in-options', { sms: 'available', smsCodesPage: null });
  line.answer('GET /api/consents', { items: [] });
  line.answer('POST /api/sms-codes', { expiresInSeconds: 300, resendAfterSeconds: 60 });
});

async function tellOfOneself(): Promise<void> {
  await userEvent.type(screen.getByLabelText('怎么称呼'), '秀英');
  for (const name of ['珠山区', '新村街道', '新村社区']) await userEvent.click(await screen.findByRole('button', { name }));
  await userEvent.click(screen.getByRole('button', { name: '下一步' }));
}

describe('the register form', () => {
  it('counts what is wrong and says it at each field', async () => {
    renderPage(<RegisterForm onDone={() => undefined} />);
    await userEvent.click(screen.getByRole('button', { name: '下一步' }));
    expect(screen.getByText('有 2 处要改，见下面红字。')).toBeInTheDocument();
    expect(screen.getByLabelText('怎么称呼')).toHaveFocus();
    expect(screen.getByRole('group', { name: '住在哪里' })).toHaveAccessibleDescription('请一步一步选到最后。');
  });

  it('sends both steps together, without a password where none is wanted', async () => {
    line.answer('POST /api/accounts', { ...sampleMe({ verification: 'unverified' }), existing: false }, 201);
    const onDone = jest.fn();
    renderPage(<RegisterForm onDone={onDone} />);
    await tellOfOneself();
    expect(screen.getByText('第 2 步，共 2 步')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    await screen.findByText(/验证码已发到/);
    await userEvent.type(screen.getByLabelText('短信验证码'), '135790');
    await userEvent.click(screen.getByRole('button', { name: '注册' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledWith(false));
    expect(registrations()).toEqual([{ displayName: '秀英', regionId: 'community', phone: '13800138000', code: '135790', humanCheck: expect.any(String) }]);
  });

  it('keeps what was filled in when somebody goes back a step', async () => {
    renderPage(<RegisterForm onDone={() => undefined} />);
    await tellOfOneself();
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.click(screen.getByRole('button', { name: '回到上一步' }));
    expect(screen.getByLabelText('怎么称呼')).toHaveValue('秀英');
    await userEvent.click(screen.getByRole('button', { name: '下一步' }));
    expect(screen.getByLabelText('手机号')).toHaveValue('13800138000');
  });

  it('says of a password that is too short, and only if there is one', async () => {
    renderPage(<RegisterForm onDone={() => undefined} />);
    await tellOfOneself();
    await userEvent.type(screen.getByLabelText('密码（可以不设）'), '1234567');
    await userEvent.click(screen.getByRole('button', { name: '注册' }));
    expect(screen.getByLabelText('密码（可以不设）')).toHaveAccessibleDescription(/密码至少 8 位。/);
    expect(registrations()).toEqual([]);
  });

  it('tells of an account that the phone had already', async () => {
    line.answer('POST /api/accounts', { ...sampleMe(), existing: true }, 201);
    const onDone = jest.fn();
    renderPage(<RegisterForm onDone={onDone} />);
    await tellOfOneself();
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.type(screen.getByLabelText('短信验证码'), '135790{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledWith(true));
  });
});
