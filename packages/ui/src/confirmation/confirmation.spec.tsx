import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ConfirmationDialog, type ConfirmationDialogProps } from './confirmation-dialog';
import { ConfirmationGate } from './confirmation-gate';

/** jsdom has neither Request nor Response; the gate needs no more of them than this. */
const request = (name: string) => ({ name, clone: () => request(name) }) as unknown as Request & { name: string };
const answer = (status: number, code = '') => ({ status, clone: () => answer(status, code), json: async () => ({ code }) }) as unknown as Response;

const realFetch = globalThis.fetch;
let confirmed = false;
let asked: string[] = [];

beforeEach(() => {
  confirmed = false;
  asked = [];
  globalThis.fetch = (async (input: { name: string }) => {
    asked.push(input.name);
    return input.name === 'forbidden' ? answer(403, 'not_permitted') : confirmed ? answer(200) : answer(403, 'confirmation_needed');
  }) as unknown as typeof fetch;
});

afterEach(() => {
  globalThis.fetch = realFetch;
});

function open(over: Partial<ConfirmationDialogProps> = {}) {
  const gate = new ConfirmationGate();
  const confirm = jest.fn<ConfirmationDialogProps['confirm']>(async () => {
    confirmed = true;
  });
  const sendCode = jest.fn<ConfirmationDialogProps['sendCode']>(async () => ({ phoneMasked: '138****5678', resendAfterSeconds: 60 }));
  render(<ConfirmationDialog gate={gate} hasPassword hasPhone confirm={confirm} sendCode={sendCode} {...over} />);
  return { gate, confirm, sendCode };
}

describe('the confirmation gate', () => {
  it('asks once for all requests that wait, and repeats each of them', async () => {
    const { gate, confirm } = open();
    let answers: Promise<Response[]> = Promise.resolve([]);
    await act(async () => {
      answers = Promise.all([gate.fetch(request('erase')), gate.fetch(request('totp'))]);
    });
    await userEvent.type(await screen.findByLabelText('密码'), 'quiet-river{Enter}');
    expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
    expect(confirm.mock.calls).toEqual([[{ password: 'quiet-river' }]]);
    expect(asked.filter((name) => name === 'erase')).toHaveLength(2);
    expect(asked.filter((name) => name === 'totp')).toHaveLength(2);
    await waitFor(() => expect(screen.queryByLabelText('密码')).not.toBeInTheDocument());
  });

  it('leaves the refusal as it was when the person will not confirm', async () => {
    const { gate } = open();
    let refused: Promise<Response> = Promise.resolve(answer(0));
    await act(async () => {
      refused = gate.fetch(request('erase'));
    });
    await userEvent.click(await screen.findByRole('button', { name: '不做了' }));
    expect((await refused).status).toBe(403);
    expect(asked).toEqual(['erase']);
  });

  it('does not ask for other refusals', async () => {
    const { gate } = open();
    expect((await gate.fetch(request('forbidden'))).status).toBe(403);
    expect(gate.isAsking()).toBe(false);
  });

  it('asks an account without a password for a code, and says where it went', async () => {
    const { gate, confirm } = open({ hasPassword: false });
    await act(async () => {
      void gate.fetch(request('erase'));
    });
    expect(screen.queryByRole('button', { name: '改用密码' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(await screen.findByText('验证码已发到 138****5678，5 分钟内有效。')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /秒后可重发/ })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('短信验证码'), '135790{Enter}');
    expect(confirm.mock.calls).toEqual([[{ smsCode: '135790' }]]);
  });

  it('reads aloud why an answer is refused, and lets it be given again', async () => {
    const refusal = Object.assign(new Error('wrong'), { problem: { code: 'wrong_credentials', title: '密码不对', detail: '请再试一次。' } });
    const { gate } = open({ confirm: () => Promise.reject(refusal) });
    await act(async () => {
      void gate.fetch(request('erase'));
    });
    await userEvent.type(await screen.findByLabelText('密码'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('密码不对。请再试一次。');
    expect(screen.getByRole('button', { name: '确认' })).not.toHaveAttribute('aria-busy');
  });
});
