import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { probe } from '../source/probe.js';
import { colourAt, testFolder } from '../testing/sources.js';
import { findSlideFonts } from './fonts.js';
import { generateSlideVideo, type SlideVideo } from './slide-video.js';

describe('generateSlideVideo', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  const PATH = process.env['PATH'];
  const lesson = (output: string): SlideVideo => ({
    output,
    title: '八段锦：两手托天理三焦',
    subtitle: '养生保健 · 王秀兰',
    lines: [
      '两脚分开，与肩同宽。',
      '十指交叉，掌心向上，慢慢托起。',
      '抬头看手，停两秒，再慢慢放下。',
      '{\\p1}每天早晨做八次。',
    ],
    seconds: 12,
    seed: 4,
  });

  beforeAll(async () => {
    folder = await testFolder();
  });
  afterAll(() => folder.remove());

  it('makes a lesson of exactly the length asked for, with slides on paper and sound', async () => {
    const output = join(folder.dir, '示例 1.mp4');
    await generateSlideVideo(lesson(output));
    expect(await probe(output)).toMatchObject({
      durationMs: 12_000,
      video: { codec: 'h264', width: 1280, height: 720 },
      audio: { codec: 'aac' },
    });
    expect(await readdir(folder.dir)).toEqual(['示例 1.mp4']);
    const [paper, title] = [await colourAt(output, '30:30:0:0'), await colourAt(output, '700:100:96:250')];
    // Paper #faf8f3, a little off after the way through video colours; the title puts cobalt on it.
    [250, 248, 243].forEach((value, i) => expect(Math.abs((paper[i] ?? 0) - value)).toBeLessThanOrEqual(3));
    expect((paper[0] ?? 0) - (title[0] ?? 0)).toBeGreaterThan(15);
    expect((title[2] ?? 0) - (title[0] ?? 0)).toBeGreaterThan(3);
  });

  it('says that a machine has no Chinese font, and leaves nothing', async () => {
    process.env['PATH'] = folder.dir;
    await expect(findSlideFonts()).rejects.toMatchObject({ code: 'font_missing' });
    process.env['PATH'] = PATH;
    const output = join(folder.dir, 'stopped.mp4');
    await expect(generateSlideVideo({ ...lesson(output), signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await readdir(folder.dir)).toEqual(['示例 1.mp4']);
  });
});
