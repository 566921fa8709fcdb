import { describe, expect, it } from '@jest/globals';
import { planPreviews, previewsVtt, sheetFilter } from './previews.js';

describe('previews', () => {
  it.each([
    ['a short clip: every two seconds', 1920, 1080, 30_000, { width: 160, height: 90, step: 2 }],
    ['three hours: a hundred', 1280, 720, 10_800_000, { width: 160, height: 90, step: 108 }],
    ['a portrait clip', 1080, 1920, 60_000, { width: 90, height: 160, step: 2 }],
    ['a tiny one is not enlarged', 64, 48, 60_000, { width: 64, height: 48, step: 2 }],
  ])('of %s', (_what, width, height, durationMs, plan) => {
    expect(planPreviews({ width, height }, durationMs)).toEqual(plan);
  });

  it('name the part of the sheet that shows each moment, row by row, until the very end', () => {
    const vtt = previewsVtt({ width: 160, height: 90, step: 3600 }, 12, 43_100_500);
    expect(vtt.startsWith('WEBVTT\n\n00:00:00.000 --> 01:00:00.000\npreviews.jpg#xywh=0,0,160,90\n')).toBe(true);
    expect(vtt).toContain('10:00:00.000 --> 11:00:00.000\npreviews.jpg#xywh=0,90,160,90\n');
    expect(vtt.endsWith('11:00:00.000 --> 11:58:20.500\npreviews.jpg#xywh=160,90,160,90\n')).toBe(true);
  });

  it.each([
    [1, 'tile=1x1'],
    [10, 'tile=10x1'],
    [11, 'tile=10x2'],
    [100, 'tile=10x10'],
  ])('of %i tiles fill one sheet: %s', (tiles, filter) => {
    expect(sheetFilter(tiles)).toBe(filter);
  });
});
