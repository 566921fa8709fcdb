import { describe, expect, it } from '@jest/globals';

import { previewOf } from './previews';

describe('a preview', () => {
  it('is a place on a sheet beside its file', () => {
    expect(previewOf({ startTime: 5, endTime: 10, text: 'previews-0.jpg#xywh=160,90,160,90' }, 'https://site.example/media/1/previews.vtt')).toEqual({
      from: 5,
      to: 10,
      sheet: 'https://site.example/media/1/previews-0.jpg',
      x: 160,
      y: 90,
      width: 160,
      height: 90,
    });
  });

  it('is none without a place', () => {
    expect(previewOf({ startTime: 0, endTime: 1, text: '手要稳' }, 'https://site.example/')).toBeNull();
  });
});
