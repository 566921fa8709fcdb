import { describe, expect, it } from '@jest/globals';
import { render } from '@testing-library/react';

import { CaptionLine } from './caption-line';
import type { Captions } from './use-captions';

const CUES = [
  { from: 1, to: 5, text: '先说的人' },
  { from: 3, to: 4, text: '插话的人' },
];

describe('captions over the picture', () => {
  const shownAt = (time: number, on = true) => {
    const captions: Captions = { tracks: [], chosen: null, cues: CUES, onTrack: () => undefined, kind: 'metadata', on, toggle: null };
    return render(<CaptionLine captions={captions} time={time} size="normal" />).container.textContent;
  };

  it.each([
    [0, ''],
    [1, '先说的人'],
    [3.5, '先说的人\n插话的人'],
    [4, '先说的人'],
    [5, ''],
  ])('at %s are %j', (time, text) => expect(shownAt(time)).toBe(text));

  it('are nothing when they are off', () => expect(shownAt(1, false)).toBe(''));
});
