import { describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { Button, LinkButton } from './button';

describe('a button', () => {
  it('does nothing while busy, keeps its focus, and says what is under way', async () => {
    const onSubmit = jest.fn();
    const form = (busy: boolean) => (
      <form onSubmit={onSubmit}>
        <Button type="submit" busy={busy} busyLabel="正在登录">
          登录
        </Button>
      </form>
    );
    const { rerender } = render(form(false));
    screen.getByRole('button', { name: '登录' }).focus();
    rerender(form(true));
    const busy = screen.getByRole('button', { name: '正在登录' });
    await userEvent.click(busy);
    expect(onSubmit).not.toHaveBeenCalled();
    expect(busy).toHaveFocus();
  });

  it('goes somewhere as a link', () => {
    render(<LinkButton href="/courses">学习超市</LinkButton>);
    expect(screen.getByRole('link', { name: '学习超市' })).toHaveAttribute('href', '/courses');
  });
});
