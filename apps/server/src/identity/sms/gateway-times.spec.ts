import { describe, expect, test } from '@jest/globals';
import { GatewayTimes } from './gateway-times.js';

const drawn = (times: GatewayTimes) => Array.from({ length: 2000 }, () => times.draw());
const timesOf = (times: GatewayTimes) => new Set(drawn(times).map(({ ms }) => ms));

describe('the time of a message that is not sent', () => {
  test('differs from the first one on', () => {
    const times = new GatewayTimes();
    expect(timesOf(times).size).toBeGreaterThan(10);
    times.note({ ms: 5, failure: null });
    expect(timesOf(times).size).toBeGreaterThan(10);
  });

  test('is that of any of the last 32 that were sent, and of none before', () => {
    const times = new GatewayTimes();
    for (let ms = 1; ms <= 40; ms++) times.note({ ms, failure: null });
    expect([...timesOf(times)].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i + 9));
  });

  test('and its failure are those of messages that fail, as long as the last one did', () => {
    const times = new GatewayTimes();
    const failure = new Error('away');
    times.note({ ms: 5000, failure });
    times.note({ ms: 6000, failure });
    expect(timesOf(times)).toEqual(new Set([5000, 6000]));
    expect(times.draw().failure).toBe(failure);
    times.note({ ms: 3, failure: null });
    expect(drawn(times).every(({ ms, failure: none }) => none === null && ms < 5000)).toBe(true);
  });
});
