/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Range } from '@xuexi/domain';

import { PlayedSeconds } from './played-seconds';

type Step = ['jump' | 'move', time: number];

describe('played seconds', () => {
  it.each<[string, Step[], Range[]]>([
    ['nothing before it plays', [['jump', 12]], []],
    ['whole seconds only', [['jump', 0], ['move', 0.9]], []],
    ['a second at its end', [['jump', 0], ['move', 1]], [[0, 1]]],
    ['cut at both ends', [['jump', 3.2], ['move', 8.6]], [[4, 8]]],
    ['not what was jumped over', [['jump', 0], ['move', 5.5], ['jump', 20.5], ['move', 24]], [[0, 5], [21, 24]]],
    ['a second played in two pieces', [['jump', 0], ['move', 12.4], ['jump', 50], ['move', 52], ['jump', 12.4], ['move', 14]], [[0, 14], [50, 52]]],
    ['a pause within a second', [['jump', 0], ['move', 2.5], ['move', 2.5], ['move', 4]], [[0, 4]]],
    ['not a second with a hole', [['jump', 0], ['move', 2.4], ['jump', 2.6], ['move', 4]], [[0, 2], [3, 4]]],
    ['nothing past the frozen length', [['jump', 87], ['move', 90.7]], [[87, 90]]],
    ['going back as a jump', [['jump', 10], ['move', 12], ['move', 3], ['move', 5]], [[3, 5], [10, 12]]],
  ])('count %s', (_, steps, seconds) => {
    const played = new PlayedSeconds(90);
    for (const [kind, time] of steps) {
      if (kind === 'jump') played.jumpTo(time);
      else played.moveTo(time);
    }
    expect(played.take()).toEqual(seconds);
    expect(played.take()).toEqual([]);
  });

  it('keep the fraction of a second for later, and count a second again that is played again', () => {
    const played = new PlayedSeconds(90);
    played.jumpTo(0);
    played.moveTo(3.4);
    expect(played.take()).toEqual([[0, 3]]);
    played.moveTo(4.1);
    expect(played.take()).toEqual([[3, 4]]);
    played.jumpTo(0);
    played.moveTo(2);
    expect(played.take()).toEqual([[0, 2]]);
  });
});
