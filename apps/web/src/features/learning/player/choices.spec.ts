import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sampleRenditions } from '../../../testing/samples';

import { type Choice, cheaperThan, nearestChoice, offersOf, renditionOf } from './choices';

const MIB = 1024 ** 2;
const FILM = { kind: 'video', audioUrl: '/a.m3u8', renditions: sampleRenditions() } as const;

describe('what a learner may choose', () => {
  it('costs picture and sound of the whole lesson, and says what is saved against the largest picture', () => {
    expect(offersOf(FILM, true).map(({ choice, bytes, saved }) => [choice, bytes / MIB, saved])).toEqual([
      ['auto', 96, 0],
      [720, 96, 0],
      [480, 41, 57],
      [240, 18, 81],
      ['slides', 6, 93],
      ['audio', 4, 95],
    ]);
  });

  it('is left to the system between pictures where it plays the film itself', () => {
    expect(offersOf(FILM, false).map(({ choice }) => choice)).toEqual(['auto', 'audio']);
  });

  it('is only the picture for a silent film, and nothing for a recording', () => {
    const silent = { ...FILM, audioUrl: null, renditions: FILM.renditions.filter(({ kind }) => kind === 'video') };
    expect(offersOf(silent, true).map(({ choice }) => choice)).toEqual(['auto', 720, 480, 240]);
    expect(offersOf({ ...FILM, kind: 'audio' }, true)).toEqual([]);
  });

  it('counts the shorter side of a portrait film', () => {
    const portrait = FILM.renditions.map((each) => ({ ...each, width: each.height, height: each.width }));
    expect(offersOf({ ...FILM, renditions: portrait }, true).map(({ choice }) => choice)).toContain(720);
  });

  it.each<[Choice, Choice]>([
    ['auto', 'auto'],
    [720, 720],
    [1080, 720],
    [360, 240],
    [120, 240],
    ['slides', 'slides'],
    ['audio', 'audio'],
  ])('that was remembered as %s is %s here', (wanted, here) => {
    expect(nearestChoice(wanted, offersOf(FILM, true))).toBe(here);
  });

  it('that this lesson does not have at all is left to the line', () => {
    expect(nearestChoice('slides', [])).toBe('auto');
    expect(nearestChoice(480, offersOf(FILM, false))).toBe('auto');
  });

  it('is always one of the lesson, whatever was remembered', () => {
    const offers = offersOf(FILM, true);
    const wanted = fc.oneof(fc.constantFrom<Choice>('auto', 'slides', 'audio'), fc.nat(4000));
    fc.assert(fc.property(wanted, (choice) => offers.some((offer) => offer.choice === nearestChoice(choice, offers))));
  });

  it('has a rendition, and a next cheaper one', () => {
    expect(renditionOf(480, FILM.renditions)?.name).toBe('480p');
    expect(renditionOf('slides', FILM.renditions)?.name).toBe('slides');
    expect(renditionOf('auto', FILM.renditions)).toBeUndefined();
    expect(cheaperThan(480, offersOf(FILM, true))?.choice).toBe(240);
    expect(cheaperThan('audio', offersOf(FILM, true))).toBeUndefined();
  });
});
