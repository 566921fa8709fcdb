import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { fieldProblem, problemSentence } from './problem';
import { ProblemNotice } from './problem-notice';

const PROBLEM = { status: 409, code: 'identity.phone_taken', title: '手机号已注册', detail: '这个手机号已经注册过。请直接登录。', errors: [{ field: 'phone', message: '已注册' }] };

describe('problems', () => {
  it('are told in the words of the API, and as a lost line without an answer', () => {
    expect(problemSentence(PROBLEM)).toBe('这个手机号已经注册过。请直接登录。');
    expect(problemSentence({ ...PROBLEM, detail: undefined })).toBe('手机号已注册');
    expect(problemSentence(new TypeError('Failed to fetch'))).toBe('连不上服务器。请看看网络，再试一次。');
  });

  it('name their field', () => {
    expect(fieldProblem(PROBLEM, 'phone')).toBe('已注册');
    expect(fieldProblem(PROBLEM, 'password')).toBeUndefined();
    expect(fieldProblem(null, 'phone')).toBeUndefined();
  });

  it('are read aloud and can be tried again', async () => {
    const onRetry = jest.fn();
    render(<ProblemNotice error={PROBLEM} onRetry={onRetry} />);
    expect(screen.getByRole('alert')).toHaveTextContent('请直接登录。');
    await userEvent.click(screen.getByRole('button', { name: '再试一次' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('show nothing when there is none', () => {
    const { container } = render(<ProblemNotice error={null} />);
    expect(container).toBeEmptyDOMElement();
  });
});
