import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';
import { sampleMe } from '../../../testing/samples';

import { LoginForm } from './login-form';
import { RealNameForm } from './real-name-form';
import { RegisterForm } from './register-form';

/** A number of nobody whose check digit is X. */
const NUMBER_WITH_X = Array.from({ length: 999 }, (_, sequence) => syntheticIdNumber('360203', '1949-12-31', sequence)).find((id) => id.endsWith('X')) ?? '';

beforeEach(() => line.reset());

describe('the login form', () => {
  it('names every wrong field, puts the focus on the first, and asks nothing of the API', async () => {
    renderPage(<LoginForm onDone={() => undefined} />);
    await userEvent.type(screen.getByLabelText('手机号'), '12345');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(screen.getByLabelText('手机号')).toHaveAccessibleDescription(/手机号要 11 位/);
    expect(screen.getByLabelText('密码')).toHaveAccessibleDescription('请输入密码。');
    expect(screen.getByLabelText('手机号')).toHaveFocus();
    expect(line.asked).toEqual([]);
  });

  it('takes a phone number with blanks, and goes on when it is right', async () => {
    line.answer('POST /api/session', sampleMe());
    const onDone = jest.fn();
    renderPage(<LoginForm onDone={onDone} />);
    await userEvent.type(screen.getByLabelText('手机号'), '138 0013 8000');
    await userEvent.type(screen.getByLabelText('密码'), 'correct-horse{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(line.asked[0]?.body).toEqual({ login: '13800138000', password: 'correct-horse' });
  });

  it('reads aloud why the API refuses', async () => {
    line.refuse('POST /api/session', { status: 401, code: 'wrong_credentials', title: '手机号或密码不对', detail: '请检查手机号和密码后再试一次。' });
    renderPage(<LoginForm onDone={() => undefined} />);
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.type(screen.getByLabelText('密码'), 'wrong-horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('手机号或密码不对。请检查手机号和密码后再试一次。');
    await userEvent.clear(screen.getByLabelText('密码'));
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(screen.queryByText(/手机号或密码不对/)).not.toBeInTheDocument();
    expect(screen.getByLabelText('密码')).toHaveAccessibleDescription('请输入密码。');
  });
});

describe('the register form', () => {
  const region = (id: string, name: string, level: string) => ({ id, name, level, code: '360203000000', parentId: null, hasChildren: level !== 'community' });

  it('chooses a community step by step and sends it', async () => {
    const steps = new Map([
      ['', region('city', '景德镇市', 'city')],
      ['city', region('district', '珠山区', 'district')],
      ['district', region('street', '新村街道', 'street')],
      ['street', region('community', '新村社区', 'community')],
    ]);
    line.answer('GET /api/regions', (query: URLSearchParams) => ({ items: [steps.get(query.get('parentId') ?? '')] }));
    line.answer('POST /api/accounts', sampleMe({ verification: 'unverified' }), 201);
    const onDone = jest.fn();
    renderPage(<RegisterForm onDone={onDone} />);
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.type(screen.getByLabelText('密码'), 'correct-horse');
    await userEvent.type(screen.getByLabelText('怎么称呼'), '秀英');
    for (const [label, name] of [['区县', '珠山区'], ['街道或乡镇', '新村街道'], ['社区或村', '新村社区']] as const) {
      const select = screen.getByLabelText(label);
      await userEvent.selectOptions(select, await within(select).findByRole('option', { name }));
    }
    await userEvent.click(screen.getByRole('button', { name: '注册' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(line.asked).toContainEqual({
      method: 'POST',
      path: '/api/accounts',
      body: { phone: '13800138000', password: 'correct-horse', displayName: '秀英', regionId: 'community' },
    });
  });

  it('offers no streets before a district is chosen, and leads to the step that is open', async () => {
    line.answer('GET /api/regions', (query: URLSearchParams) => ({ items: query.get('parentId') === null ? [region('city', '景德镇市', 'city')] : [region('district', '珠山区', 'district')] }));
    renderPage(<RegisterForm onDone={() => undefined} />);
    await within(screen.getByLabelText('区县')).findByRole('option', { name: '珠山区' });
    for (const label of ['街道或乡镇', '社区或村']) {
      expect(screen.getByLabelText(label)).toBeDisabled();
      expect(within(screen.getByLabelText(label)).getAllByRole('option')).toHaveLength(1);
    }
    await userEvent.type(screen.getByLabelText('手机号'), '13800138000');
    await userEvent.type(screen.getByLabelText('密码'), 'correct-horse');
    await userEvent.type(screen.getByLabelText('怎么称呼'), '秀英');
    await userEvent.click(screen.getByRole('button', { name: '注册' }));
    expect(screen.getByLabelText('区县')).toHaveFocus();
  });

  it('counts what is wrong and says it at each field', async () => {
    renderPage(<RegisterForm onDone={() => undefined} />);
    await userEvent.type(screen.getByLabelText('密码'), '1234567');
    await userEvent.click(screen.getByRole('button', { name: '注册' }));
    expect(screen.getByText('有 4 处要改，见下面红字。')).toBeInTheDocument();
    expect(screen.getByLabelText('密码')).toHaveAccessibleDescription(/密码至少 8 位。/);
    expect(screen.getByLabelText('社区或村')).toHaveAccessibleDescription('请选到社区或村。');
  });
});

describe('the real-name form', () => {
  it.each([
    ['360203196001011', '这是 15 位的旧号码，已经停用。请用 18 位的新身份证号。'],
    ['36020319600101122', '身份证号要 18 位，现在是 17 位。请对照身份证再看一遍。'],
    ['360203196001011227', '号码对不上，很可能有一位输错了。请对照身份证再看一遍。'],
    ['360203196013011226', '第 7 到 14 位应该是出生日期。请对照身份证再看一遍。'],
    ['', '请输入身份证号。'],
  ])('says what is wrong with %s', async (typed, sentence) => {
    renderPage(<RealNameForm />);
    await userEvent.type(screen.getByLabelText('姓名'), '阿依古丽•买买提');
    if (typed !== '') await userEvent.type(screen.getByLabelText('身份证号'), typed);
    await userEvent.click(screen.getByRole('button', { name: '提交认证' }));
    expect(screen.getByLabelText('身份证号')).toHaveAccessibleDescription(new RegExp(sentence));
    expect(screen.getByLabelText('姓名')).toBeValid();
  });

  it('takes what people type: blanks, a small x, other dots in a name', async () => {
    line.answer('POST /api/me/real-name', sampleMe());
    renderPage(<RealNameForm />);
    await userEvent.type(screen.getByLabelText('姓名'), '阿依古丽•买买提');
    const id = NUMBER_WITH_X;
    await userEvent.type(screen.getByLabelText('身份证号'), `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14).toLowerCase()}`);
    await userEvent.click(screen.getByRole('button', { name: '提交认证' }));
    await waitFor(() => expect(line.asked.at(-1)?.body).toEqual({ name: '阿依古丽·买买提', idNumber: id }));
  });
});
