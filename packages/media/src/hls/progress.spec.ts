import { describe, expect, it } from '@jest/globals';
import { progressOfAll, progressReader, type TranscodeProgress } from './progress.js';

function report(read: (line: string) => unknown, ...lines: string[]): unknown {
  return lines.map(read).at(-1);
}

describe('progressReader', () => {
  it('reports at the end of each block, never falling and never 100', () => {
    const read = progressReader(20_000);
    expect(report(read, 'frame=0', 'out_time_us=N/A', 'speed=N/A', 'progress=continue')).toEqual({
      percent: 0,
      speed: null,
      outTimeMs: 0,
    });
    expect(report(read, 'out_time_us=5000000', 'speed=2.5x', 'progress=continue')).toEqual({
      percent: 25,
      speed: 2.5,
      outTimeMs: 5000,
    });
    expect(report(read, 'out_time_us=4000000', 'speed=   2x', 'progress=continue')).toEqual({
      percent: 25,
      speed: 2,
      outTimeMs: 5000,
    });
    expect(report(read, 'out_time_us=20400000', 'progress=end')).toEqual({
      percent: 99.9,
      speed: 2,
      outTimeMs: 20_000,
    });
  });

  it('says nothing in between', () => {
    expect(report(progressReader(1000), 'out_time_us=5000')).toBeNull();
  });
});

describe('progressOfAll', () => {
  it('makes one percentage of several, never falling and never 100', () => {
    const seen: number[] = [];
    const [quick, rest] = progressOfAll([0.2, 0.8], 10_000, ({ percent }) => seen.push(percent));
    const at = (percent: number): TranscodeProgress => ({ percent, speed: 3, outTimeMs: 0 });
    quick?.(at(50));
    rest?.(at(25));
    quick?.(at(40));
    quick?.(at(99.9));
    rest?.(at(99.9));
    expect(seen).toEqual([10, 30, 30, 39.9, 99.9]);
  });
});
