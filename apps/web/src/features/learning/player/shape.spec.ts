import { describe, expect, it } from '@jest/globals';

import { sampleRenditions } from '../../../testing/samples';

import { shapeOf } from './shape';

const film = (width: number, height: number) => sampleRenditions().map((each) => (each.kind === 'video' ? { ...each, width, height } : each));

describe('the shape of a picture', () => {
  it.each([
    ['a film of a telephone held upright', film(406, 720), 406 / 720],
    ['an old film', film(640, 480), 4 / 3],
    ['a film', film(1280, 720), 16 / 9],
    ['a film wider than what the controls have room in', film(1280, 534), 16 / 9],
    ['a recording', sampleRenditions().filter(({ kind }) => kind === 'audio-only'), 16 / 9],
  ])('of %s', (_, renditions, shape) => {
    expect(shapeOf(renditions)).toBe(shape);
  });
});
