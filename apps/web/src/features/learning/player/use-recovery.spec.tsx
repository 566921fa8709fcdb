import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';

import type { Trouble } from './media/trouble';
import { useRecovery } from './use-recovery';

describe('after trouble', () => {
  let asked: string[];
  beforeEach(() => {
    asked = [];
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const tried = { current: false };
  const begin = (before = { tried: false }) => {
    tried.current = before.tried;
    const options = (time: number) => ({ time, tried, retry: (trouble: Trouble) => void asked.push(trouble), reopen: () => void asked.push('reopen') });
    const hook = renderHook(({ time }: { time: number }) => useRecovery(options(time)), { initialProps: { time: 10 } });
    const meet = (trouble: Trouble) => act(() => hook.result.current.onTrouble(trouble));
    const later = () => act(() => jest.runOnlyPendingTimers());
    return { ...hook, meet, later };
  };

  it('tries once by itself, then says it and tries when it is told to', () => {
    const { result, meet, later } = begin();
    meet('line');
    expect(result.current.trouble).toBeNull();
    later();
    expect(asked).toEqual(['line']);
    meet('line');
    later();
    expect(asked).toEqual(['line']);
    expect(result.current.trouble).toBe('line');
    act(() => result.current.tryAgain());
    expect(asked).toEqual(['line', 'line']);
    expect(result.current.trouble).toBeNull();
  });

  it('asks the server for new addresses when the old ones open nothing, once by itself', () => {
    const { result, meet } = begin();
    meet('closed');
    meet('closed');
    expect(asked).toEqual(['reopen']);
    expect(result.current.trouble).toBe('closed');
  });

  it('asks by itself once more when the addresses of the next session have grown old too', () => {
    begin().meet('closed');
    const next = begin({ tried: true });
    next.meet('closed');
    expect(asked).toEqual(['reopen']);
    const later = begin({ tried: true });
    later.rerender({ time: 16 });
    later.meet('closed');
    expect(asked).toEqual(['reopen', 'reopen']);
    expect(later.result.current.trouble).toBeNull();
  });

  it('helps the decoder at once', () => {
    const { meet } = begin();
    meet('decode');
    expect(asked).toEqual(['decode']);
  });

  it('does not try what cannot help', () => {
    const { result, meet, later } = begin();
    meet('unsupported');
    later();
    expect(asked).toEqual([]);
    expect(result.current.trouble).toBe('unsupported');
  });

  it('goes on by itself when the line is back', () => {
    const { result, meet, later } = begin();
    meet('line');
    later();
    meet('line');
    act(() => void window.dispatchEvent(new Event('online')));
    expect(asked).toEqual(['line', 'line']);
    expect(result.current.trouble).toBeNull();
  });

  it('may try by itself again once much was played since', () => {
    const { meet, later, rerender } = begin();
    meet('line');
    later();
    rerender({ time: 14 });
    expect(tried.current).toBe(true);
    rerender({ time: 15 });
    expect(tried.current).toBe(false);
  });
});
