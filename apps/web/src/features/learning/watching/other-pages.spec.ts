import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { memoryStore } from '../../../testing/memory-store';

import { otherPagesOf } from './other-pages';

/** What the other pages of a browser hear of an announcement. */
function overheard(personId: string, openingId: string): StorageEvent {
  const store = memoryStore();
  otherPagesOf(store, personId).announce(openingId);
  const [key = ''] = store.keys();
  return new StorageEvent('storage', { key, newValue: store.get(key) });
}

describe('watching on another page of the same browser', () => {
  const tell = jest.fn();
  let deafen = () => {};
  afterEach(() => {
    deafen();
    tell.mockReset();
  });

  it.each([
    ['is heard', 'me', 1],
    ['is nobody else\u2019s business on a shared computer', 'she', 0],
  ])('%s', (_, personId, times) => {
    deafen = otherPagesOf(memoryStore(), 'me').hear(tell);
    window.dispatchEvent(overheard(personId, 's2'));
    expect(tell).toHaveBeenCalledTimes(times);
  });

  it('differs with every opening, and is heard only while this page watches', () => {
    expect(overheard('me', 's1').newValue).not.toBe(overheard('me', 's2').newValue);
    deafen = otherPagesOf(memoryStore(), 'me').hear(tell);
    deafen();
    window.dispatchEvent(overheard('me', 's2'));
    window.dispatchEvent(new StorageEvent('storage', { key: null, newValue: null }));
    expect(tell).not.toHaveBeenCalled();
  });
});
