import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { errorBeside, fieldProblem, problemOf, problemSentence } from './problem';
import { ProblemNotice } from './problem-notice';

const PROBLEM = { code: 'phone_taken', title: '这个手机号已经注册', detail: '请直接登录。', fields: [{ field: 'phone', message: '已注册' }] };
const REFUSED = Object.assign(new Error('phone_taken'), { problem: PROBLEM });
const UNREACHABLE = Object.assign(new Error('unreachable'), { problem: null });

describe('problems', () => {
  it('are told in the words of the API, and as a lost line without an answer', () => {
    expect(problemSentence(REFUSED)).toBe('这个手机号已经注册。请直接登录。');
    expect(problemSentence(UNREACHABLE)).toBe('连不上服务器。请看看网络，再试一次。');
    expect(problemSentence(new TypeError('Failed to fetch'))).toBe('连不上服务器。请看看网络，再试一次。');
  });

  it.each([
    [45, '再过 45 秒可以试。'],
    [60, '再过 1 分钟可以试。'],
    [872, '再过 15 分钟可以试。'],
  ])('say how long to wait: %s s', (retryAfterSeconds, sentence) => {
    expect(problemSentence(Object.assign(new Error('too_many_attempts'), { problem: PROBLEM, retryAfterSeconds }))).toBe(`这个手机号已经注册。请直接登录。${sentence}`);
  });

  it('name their code and their field', () => {
    expect(problemOf(REFUSED)?.code).toBe('phone_taken');
    expect(fieldProblem(REFUSED, 'phone')).toBe('已注册');
    expect(fieldProblem(REFUSED, 'password')).toBeUndefined();
    expect(fieldProblem(null, 'phone')).toBeUndefined();
  });

  it('are not said twice where each fault stands beside its field', () => {
    expect(errorBeside(REFUSED, ['phone', 'password'])).toBeNull();
    expect(errorBeside(REFUSED, ['password'])).toBe(REFUSED);
    expect(errorBeside(UNREACHABLE, ['phone'])).toBe(UNREACHABLE);
  });

  it('are read aloud and can be tried again', async () => {
    const onRetry = jest.fn();
    render(<ProblemNotice error={REFUSED} onRetry={onRetry} />);
    expect(screen.getByRole('alert')).toHaveTextContent('请直接登录。');
    await userEvent.click(screen.getByRole('button', { name: '再试一次' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('show nothing when there is none', () => {
    const { container } = render(<ProblemNotice error={null} />);
    expect(container).toBeEmptyDOMElement();
  });
});
