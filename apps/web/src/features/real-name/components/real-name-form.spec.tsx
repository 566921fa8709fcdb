import { line } from '../../../testing/line';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { syntheticIdNumber } from '@xuexi/domain';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { renderPage } from '../../../testing/render-page';
import { sampleConsent, sampleMe } from '../../../testing/samples';

import { RealNameForm } from './real-name-form';

/** A number of nobody whose check digit is X. */
const NUMBER_WITH_X = Array.from({ length: 999 }, (_, sequence) => syntheticIdNumber('360203', '1949-12-31', sequence)).find((id) => id.endsWith('X')) ?? '';

const show = () => renderPage(<RealNameForm consent={sampleConsent()} again={false} />);
const agree = () => userEvent.click(screen.getByRole('checkbox'));
const submit = () => userEvent.click(screen.getByRole('button', { name: '提交' }));

beforeEach(() => line.reset());

describe('the real-name form', () => {
  it.each([
    ['360203196001011', '这是 15 位的旧号码，已经停用。请用 18 位的新身份证号。'],
    ['36020319600101122', '身份证号要 18 位，现在是 17 位。请对照身份证再看一遍。'],
    ['360203196001011227', '号码对不上，很可能有一位输错了。请对照身份证再看一遍。'],
    ['360203196013011226', '第 7 到 14 位应该是出生日期。请对照身份证再看一遍。'],
    ['', '请输入身份证号。'],
  ])('says what is wrong with %s', async (typed, sentence) => {
    show();
    await userEvent.type(screen.getByLabelText('姓名'), '阿依古丽•买买提');
    if (typed !== '') await userEvent.type(screen.getByLabelText('身份证号'), typed);
    await agree();
    await submit();
    expect(screen.getByLabelText('身份证号')).toHaveAccessibleDescription(new RegExp(sentence));
    expect(screen.getByLabelText('姓名')).toBeValid();
    expect(line.asked).toEqual([]);
  });

  it('takes what people type: blanks, a small x, other dots in a name; and the consent before the submission', async () => {
    line.answer('POST /api/me/consents', { items: [] });
    line.answer('POST /api/me/real-name', sampleMe({ verification: 'pending' }));
    show();
    await userEvent.type(screen.getByLabelText('姓名'), '阿依古丽•买买提');
    const id = NUMBER_WITH_X;
    await userEvent.type(screen.getByLabelText('身份证号'), `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14).toLowerCase()}`);
    expect(screen.getByText('号码格式对，1949 年 12 月 31 日出生')).toBeInTheDocument();
    await agree();
    await submit();
    await waitFor(() =>
      expect(line.asked).toEqual([
        { method: 'POST', path: '/api/me/consents', body: { purpose: 'real_name', version: '2026-11' } },
        { method: 'POST', path: '/api/me/real-name', body: { name: '阿依古丽·买买提', idNumber: id } },
      ]),
    );
  });

  it('collects nothing without the consent, which nobody has ticked before', async () => {
    show();
    expect(screen.getByRole('checkbox')).not.toBeChecked();
    await userEvent.type(screen.getByLabelText('姓名'), '王秀英');
    await userEvent.type(screen.getByLabelText('身份证号'), NUMBER_WITH_X);
    await submit();
    expect(screen.getByRole('checkbox')).toHaveAccessibleDescription(/不同意也能学习/);
    expect(screen.getByRole('checkbox')).toHaveFocus();
    expect(line.asked).toEqual([]);
  });

  it('stops calling a field wrong once it is changed', async () => {
    show();
    await submit();
    expect(screen.getByLabelText('姓名')).toBeInvalid();
    await userEvent.type(screen.getByLabelText('姓名'), '王秀英');
    expect(screen.getByLabelText('姓名')).toBeValid();
    expect(screen.getByLabelText('身份证号')).toBeInvalid();
    await agree();
    expect(screen.getByRole('checkbox')).toBeValid();
  });

  it('notices name and number in each other’s place, and swaps them', async () => {
    show();
    await userEvent.type(screen.getByLabelText('姓名'), NUMBER_WITH_X);
    await userEvent.type(screen.getByLabelText('身份证号'), '王秀英');
    await userEvent.click(screen.getByRole('button', { name: '对调过来' }));
    expect(screen.getByLabelText('姓名')).toHaveValue('王秀英');
    expect(screen.getByLabelText('身份证号')).toHaveValue(NUMBER_WITH_X);
    expect(screen.queryByText(/填反了/)).not.toBeInTheDocument();
  });

  it('tells of the guardian where the number is that of a child', async () => {
    show();
    await userEvent.type(screen.getByLabelText('身份证号'), syntheticIdNumber('360203', `${new Date().getFullYear() - 10}-01-01`, 2));
    expect(screen.getByText(/请和监护人一起/)).toBeInTheDocument();
  });
});
