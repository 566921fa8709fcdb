import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FilmFacts } from '../source/facts.js';
import { planPasses } from './passes.js';

function film(width: number, height: number, more: Partial<FilmFacts> = {}): FilmFacts {
  const video = { index: 0, codec: 'h264', width, height, fps: { num: 25, den: 1 }, variableFrameRate: false, hdr: false, interlaced: false, endMs: 60_000 };
  const audio = { index: 1, codec: 'aac', channels: 2, sampleRate: 48_000, endMs: 60_000 };
  return { kind: 'video', durationMs: 60_000, probe: { container: 'mov', durationMs: 60_000, video, audio }, loudness: null, copyable: false, ...more };
}

describe('planPasses', () => {
  it.each([
    [1920, 1080, '480p'],
    [1080, 1920, '480p'],
    [1280, 720, '240p'],
    [854, 480, '240p'],
    [320, 240, '240p'],
  ])('of %i×%i has first what is whole soon enough: %s', (width, height, first) => {
    expect(planPasses(film(width, height)).first?.name).toBe(first);
  });

  it('makes every rendition once, whatever the source', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 4000 }), fc.integer({ min: 16, max: 4000 }), fc.boolean(), (width, height, copyable) => {
        const { ladder, first, quick, rest } = planPasses(film(width, height, { copyable }));
        const made = [...quick.video, ...(rest?.video ?? []), ...(copyable && first ? [first] : [])].map(({ name }) => name);
        expect(made.sort()).toEqual(ladder.video.map(({ name }) => name).sort());
        expect(quick.sounds.map(({ name }) => name)).toEqual(['sound', 'audio']);
        expect(rest?.slides).not.toBeNull();
      }),
    );
  });

  it('copies the largest', () => {
    expect(planPasses(film(1280, 720, { copyable: true }))).toMatchObject({ copied: true, first: { name: '720p' }, quick: { video: [], poster: true } });
  });

  it('makes only sound of a recording', () => {
    const { probe } = film(640, 360);
    expect(planPasses(film(640, 360, { kind: 'audio', probe: { ...probe, video: null } }))).toMatchObject({
      first: null,
      rest: null,
      quick: { video: [], slides: null, poster: false, previews: false },
    });
  });
});
