import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranscodeProgress } from './hls/progress.js';
import { planLadder, verifyHls } from './index.js';
import {
  colourAt,
  ffmpeg,
  firstStream,
  inspectFilm,
  makeSource,
  testFolder,
  turnQuarter,
  type SourceShape,
  HDR_PICTURE,
} from './testing/sources.js';
import { transcode, type TranscodeJob, type TranscodeResult } from './transcode.js';

describe('transcode', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  const at = (name: string): string => join(folder.dir, name);

  beforeAll(async () => {
    folder = await testFolder();
  });
  afterAll(() => folder.remove());

  async function run(input: string, outputDir: string, more: Partial<TranscodeJob> = {}): Promise<TranscodeResult> {
    return transcode({ input, outputDir, source: await inspectFilm(input), niceness: 0, ...more });
  }

  async function convert(name: string, shape: SourceShape): Promise<{ result: TranscodeResult; out: string }> {
    const out = at(`${name}.hls`);
    const result = await run(await makeSource(at(name), shape), out);
    const { probe, durationMs } = await inspectFilm(at(name));
    await verifyHls(out, { durationMs, ladder: planLadder(probe) });
    return { result, out };
  }

  const sizes = (result: TranscodeResult): string[] =>
    result.renditions.map((rendition) => `${rendition.name} ${rendition.width}x${rendition.height}`);

  it('makes a whole lesson of a landscape video: aligned renditions, sound, listening, poster, progress', async () => {
    const seen: TranscodeProgress[] = [];
    const input = await makeSource(at('课程 第一讲.mp4'), { size: '960x540', seconds: 9 });
    const out = at('landscape.hls');
    const result = await run(input, out, { onProgress: (progress) => seen.push(progress) });

    expect(sizes(result)).toEqual(['480p 854x480', '240p 426x240', 'sound 0x0', 'audio 0x0']);
    expect(result).toMatchObject({
      durationMs: 9000,
      masterFile: 'master.m3u8',
      posterFile: 'poster.jpg',
      audioOnlyFile: 'audio/index.m3u8',
    });
    expect((await readdir(out)).sort()).toEqual(['240p', '480p', 'audio', 'master.m3u8', 'poster.jpg', 'sound']);
    for (const name of ['480p', '240p']) {
      const lengths = (await readFile(join(out, name, 'index.m3u8'), 'utf8')).match(/#EXTINF:[\d.]+/g);
      expect(lengths).toEqual(['#EXTINF:4.000000', '#EXTINF:4.000000', '#EXTINF:1.000000']);
      expect(await firstStream(join(out, name, 'index.m3u8'))).toMatchObject({
        codec_name: 'h264',
        start_time: '0.000000',
        r_frame_rate: '25/1',
      });
    }
    expect(await firstStream(join(out, 'sound', 'index.m3u8'))).toMatchObject({ start_time: '0.000000' });

    expect(seen.at(-1)).toEqual({ percent: 100, speed: null, outTimeMs: 9000 });
    expect(seen.map((progress) => progress.percent)).toEqual(
      seen.map((progress) => progress.percent).sort((a, b) => a - b),
    );
    expect(seen.filter((progress) => progress.percent < 100).length).toBeGreaterThan(1);
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const bytes = (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))))).reduce(
      (sum, file) => sum + file.length,
      0,
    );
    expect(Math.abs(bytes - result.bytes)).toBe(
      (
        await Promise.all(['480p', '240p', 'sound', 'audio'].map((name) => readFile(join(out, name, 'index.m3u8'))))
      ).reduce((sum, file) => sum + file.length, 0),
    );
  });

  it('adds a rest shorter than a second to the last segment', async () => {
    const { out } = await convert('rest.mp4', { size: '160x90', seconds: 8.04 });
    const playlist = await readFile(join(out, '90p', 'index.m3u8'), 'utf8');
    expect(playlist.match(/#EXTINF:[\d.]+/g)).toEqual(['#EXTINF:4.000000', '#EXTINF:4.040000']);
  });

  it('keeps a portrait clip upright', async () => {
    const { result } = await convert('portrait.mp4', { size: '270x480', seconds: 2 });
    expect(sizes(result)).toEqual(['240p 240x426', 'sound 0x0', 'audio 0x0']);
  });

  it('turns a clip the phone filmed sideways', async () => {
    // Left half red, right half blue: turned by a quarter, the halves lie above one another.
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=red:s=160x180:d=1:r=25',
      '-f',
      'lavfi',
      '-i',
      'color=blue:s=160x180:d=1:r=25',
      '-filter_complex',
      'hstack',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      at('sideways.mp4'),
    );
    await turnQuarter(at('sideways.mp4'));
    const result = await run(at('sideways.mp4'), at('sideways.hls'));
    expect(result.renditions[0]).toMatchObject({ name: '180p', width: 180, height: 320 });
    const poster = join(at('sideways.hls'), 'poster.jpg');
    const [above, below] = [await colourAt(poster, 'iw:ih/4:0:0'), await colourAt(poster, 'iw:ih/4:0:3*ih/4')];
    expect((above[0] ?? 0) > 200 && (above[2] ?? 0) < 60).toBe(true);
    expect((below[2] ?? 0) > 200 && (below[0] ?? 0) < 60).toBe(true);
  });

  it('makes a silent lesson of a silent film', async () => {
    const { result, out } = await convert('silent.mp4', { size: '320x240', seconds: 2, audio: null });
    expect(sizes(result)).toEqual(['240p 320x240']);
    expect(result.audioOnlyFile).toBeNull();
    expect(await readFile(join(out, 'master.m3u8'), 'utf8')).not.toContain('AUDIO');
  });

  it('rounds odd sizes down to even ones', async () => {
    const { result } = await convert('odd.mp4', {
      size: '321x241',
      seconds: 1,
      video: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'],
    });
    expect(sizes(result)[0]).toBe('240p 320x240');
  });

  it('gives a phone clip of variable frame rate a steady one', async () => {
    const { out } = await convert('phone.mp4', {
      size: '320x180',
      seconds: 6,
      rate: 30,
      extra: ['-vf', "select='lt(mod(n,10),4)+not(mod(n,3))'", '-fps_mode', 'vfr'],
    });
    const stream = await firstStream(join(out, '180p', 'index.m3u8'));
    expect(stream['r_frame_rate']).toBe(stream['avg_frame_rate']);
  });

  it('halves sixty frames a second', async () => {
    const { out } = await convert('sixty.mp4', { size: '320x180', seconds: 2, rate: 60 });
    expect(await firstStream(join(out, '180p', 'index.m3u8'))).toMatchObject({ r_frame_rate: '30/1' });
  });

  it.each([
    ['sound shorter than the picture', 'short-sound.mp4', 4, 2],
    ['sound longer than the picture', 'long-sound.mkv', 2, 4],
  ])('fills up %s', async (_what, name, seconds, audioSeconds) => {
    const { result } = await convert(name, { size: '160x90', seconds, audioSeconds });
    for (const rendition of result.renditions) expect(Math.abs(rendition.durationMs - 4000)).toBeLessThanOrEqual(100);
  });

  it('shows high dynamic range on ordinary screens', async () => {
    const { out } = await convert('hdr.mp4', { size: '160x90', seconds: 1, video: HDR_PICTURE });
    expect(await firstStream(join(out, '90p', 'index.m3u8'))).toMatchObject({
      pix_fmt: 'yuv420p',
      color_transfer: 'bt709',
    });
  });

  it('takes a poster that shows something, not the black beginning', async () => {
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=black:s=320x180:d=3:r=10',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:d=2:r=10',
      '-filter_complex',
      'concat',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      at('dark.mp4'),
    );
    await run(at('dark.mp4'), at('dark.hls'));
    expect(Math.max(...(await colourAt(join(at('dark.hls'), 'poster.jpg'), 'iw:ih:0:0')))).toBeGreaterThan(50);
  });

  it('finds out that a source ends before its header says, and leaves nothing behind', async () => {
    await makeSource(at('cut.mp4'), { size: '320x180', seconds: 8, extra: ['-movflags', '+faststart'] });
    await truncate(at('cut.mp4'), Math.floor((await readFile(at('cut.mp4'))).length / 2));
    await expect(run(at('cut.mp4'), at('cut.hls'))).rejects.toMatchObject({ code: 'source_damaged', retryable: false });
    await expect(readdir(at('cut.hls'))).rejects.toThrow('ENOENT');
  });

  it('touches no folder that holds something', async () => {
    const input = await makeSource(at('plain.mp4'), { size: '160x90', seconds: 1 });
    await mkdir(at('full'));
    await writeFile(join(at('full'), 'kept.txt'), 'kept');
    await expect(run(input, at('full'))).rejects.toMatchObject({ code: 'output_not_empty' });
    await expect(run(input, join(at('full'), 'kept.txt'))).rejects.toMatchObject({ code: 'output_not_empty' });
    expect(await readFile(join(at('full'), 'kept.txt'), 'utf8')).toBe('kept');
  });
});
