import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planLadder, type Ladder } from './ladder.js';
import type { AudioTrack, SourceProbe, VideoTrack } from './probe.js';

function source(
  width: number,
  height: number,
  rest: Partial<VideoTrack> = {},
  audio: Partial<AudioTrack> | null = {},
): SourceProbe {
  return {
    container: 'mov',
    durationMs: 60_000,
    video: {
      index: 0,
      codec: 'h264',
      width,
      height,
      fps: { num: 25, den: 1 },
      variableFrameRate: false,
      hdr: false,
      interlaced: false,
      endMs: 60_000,
      ...rest,
    },
    audio: audio && { index: 1, codec: 'aac', channels: 2, sampleRate: 48_000, endMs: 60_000, ...audio },
  };
}

const sizes = (ladder: Ladder): string[] => ladder.video.map(({ name, width, height }) => `${name} ${width}x${height}`);

describe('planLadder', () => {
  it.each([
    ['4K is capped', 3840, 2160, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '240p 426x240']],
    ['full HD', 1920, 1080, ['1080p 1920x1080', '720p 1280x720', '480p 854x480', '240p 426x240']],
    ['HD', 1280, 720, ['720p 1280x720', '480p 854x480', '240p 426x240']],
    ['portrait clip', 1080, 1920, ['1080p 1080x1920', '720p 720x1280', '480p 480x854', '240p 240x426']],
    ['clip sent through a chat, 544 lines', 960, 544, ['480p 848x480', '240p 424x240']],
    ['360 lines keep their own size', 640, 360, ['360p 640x360', '240p 426x240']],
    ['900 lines keep 720', 1600, 900, ['720p 1280x720', '480p 854x480', '240p 426x240']],
    ['1000 lines keep their own size', 1000, 1000, ['1000p 1000x1000', '720p 720x720', '480p 480x480', '240p 240x240']],
    ['odd size', 641, 361, ['360p 640x360', '240p 426x240']],
    ['smaller than the smallest step', 176, 144, ['144p 176x144']],
    ['very wide', 4000, 400, ['400p 1920x192']],
  ])('%s: %i×%i', (_what, width, height, expected) => {
    expect(sizes(planLadder(source(width, height)))).toEqual(expected);
  });

  it('never upscales, keeps the shape, uses even sizes and falls strictly, whatever the source', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 8192 }), fc.integer({ min: 16, max: 8192 }), (width, height) => {
        const { video } = planLadder(source(width, height));
        expect(video.length).toBeGreaterThanOrEqual(1);
        expect(new Set(video.map((rendition) => rendition.name)).size).toBe(video.length);
        video.forEach((rendition, i) => {
          expect(rendition.width % 2 === 0 && rendition.height % 2 === 0).toBe(true);
          expect(rendition.width >= 2 && rendition.height >= 2).toBe(true);
          expect(rendition.width <= width && rendition.height <= height).toBe(true);
          expect(Math.max(rendition.width, rendition.height)).toBeLessThanOrEqual(1920);
          // One even pixel of rounding on either side.
          expect(Math.abs(rendition.width * height - rendition.height * width)).toBeLessThanOrEqual(
            2 * (width + height),
          );
          const before = video[i - 1];
          if (before)
            expect(
              rendition.height * rendition.width < before.height * before.width &&
                rendition.maxBitrate < before.maxBitrate,
            ).toBe(true);
        });
      }),
    );
  });

  it('bounds the bit rate step by step', () => {
    expect(planLadder(source(1920, 1080)).video.map((rendition) => rendition.maxBitrate)).toEqual([
      3_500_000, 1_800_000, 800_000, 300_000,
    ]);
    expect(planLadder(source(640, 360)).video.map((rendition) => rendition.maxBitrate)).toEqual([550_000, 300_000]);
  });

  it('gives a silent film no sound and a mono source mono sound', () => {
    expect(planLadder(source(640, 360, {}, null))).toMatchObject({ sound: null, audioOnly: null });
    expect(planLadder(source(640, 360, {}, { channels: 1 })).sound).toMatchObject({ channels: 1, bitrate: 64_000 });
    expect(planLadder(source(640, 360, {}, { channels: 6 })).sound).toMatchObject({ channels: 2, bitrate: 96_000 });
    expect(planLadder(source(640, 360)).audioOnly).toMatchObject({ channels: 1, bitrate: 32_000 });
  });

  it('plans nothing but sound for a recording', () => {
    expect(planLadder({ ...source(640, 360), video: null })).toMatchObject({ video: [], sound: { channels: 2 } });
  });
});
