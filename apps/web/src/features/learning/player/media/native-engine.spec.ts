import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { nativeEngine } from './native-engine';
import type { Trouble } from './trouble';

describe('a film that the system plays itself', () => {
  let video: HTMLVideoElement;
  let met: Trouble[];
  const open = (thrifty = false) =>
    nativeEngine(video, { url: '/m.m3u8', startAt: 392, renditions: [], choice: 'auto', thrifty }, { onTrouble: (trouble) => void met.push(trouble), onRendition: () => undefined, onMeasured: () => undefined });

  beforeEach(() => {
    jest.spyOn(HTMLMediaElement.prototype, 'load').mockImplementation(() => undefined);
    video = document.createElement('video');
    met = [];
  });

  it('begins where it was left, and nothing comes before play where data is saved', () => {
    open(true);
    expect(video.preload).toBe('none');
    video.dispatchEvent(new Event('loadedmetadata'));
    expect(video.currentTime).toBe(392);
  });

  it.each([
    ['a lost line', 2, 'line'],
    ['a picture that it cannot show', 3, 'decode'],
    ['an address that opens nothing', 4, 'closed'],
  ] as const)('tells of %s', (_, code, trouble) => {
    open();
    Object.defineProperty(video, 'error', { value: { code } });
    video.dispatchEvent(new Event('error'));
    expect(met).toEqual([trouble]);
  });

  it('tries again at the place where it was', () => {
    const { retry } = open();
    video.currentTime = 400;
    retry('line');
    video.currentTime = 0;
    video.dispatchEvent(new Event('loadedmetadata'));
    expect(video.currentTime).toBe(400);
  });

  it('is silent once it was taken away', () => {
    open().destroy();
    expect(video.hasAttribute('src')).toBe(false);
    video.dispatchEvent(new Event('error'));
    expect(met).toEqual([]);
  });
});
