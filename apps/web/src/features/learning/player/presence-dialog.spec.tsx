import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';

import { PresenceDialog, remainingMs } from './presence-dialog';

const NOW = Date.parse('2026-11-22T06:00:00.000Z');

describe('the question whether one is there', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts down, and says at the end that it stopped', () => {
    const onLate = jest.fn();
    render(<PresenceDialog answerBy="2026-11-22T06:02:00.000Z" onLate={onLate} onAnswer={() => undefined} busy={false} />);
    expect(screen.getByRole('dialog', { name: '还在看吗' })).toHaveTextContent('120 秒内点一下，接着记学分。');
    act(() => jest.advanceTimersByTime(30_000));
    expect(screen.getByRole('dialog')).toHaveTextContent('90 秒内');
    expect(onLate).not.toHaveBeenCalled();
    act(() => jest.advanceTimersByTime(90_000));
    expect(onLate).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button', { name: '接着看' })).toBeInTheDocument();
  });

  it('is closed while nothing is asked', () => {
    render(<PresenceDialog answerBy={null} onLate={() => undefined} onAnswer={() => undefined} busy={false} />);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it.each([
    ['what is left', '2026-11-22T06:01:30.000Z', 90_000],
    ['the whole time where this clock is ahead', '2026-11-22T05:00:00.000Z', 120_000],
    ['the whole time where this clock is behind', '2026-11-22T09:00:00.000Z', 120_000],
  ])('leaves %s', (_, answerBy, ms) => {
    expect(remainingMs(answerBy, NOW)).toBe(ms);
  });
});
