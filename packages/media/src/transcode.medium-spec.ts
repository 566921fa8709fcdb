import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TranscodeProgress } from './hls/progress.js';
import { verifyHls } from './index.js';
import {
  colourAt,
  combedFrames,
  ffmpeg,
  firstStream,
  contents,
  inspectFilm,
  loudnessOf,
  pictureHash,
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
    await verifyHls(out, await inspectFilm(at(name)));
    return { result, out };
  }

  const sizes = (result: TranscodeResult): string[] =>
    result.renditions.map((rendition) => `${rendition.name} ${rendition.width}x${rendition.height}`);

  it('makes a whole lesson of a landscape video: aligned renditions, sound, listening, poster, progress', async () => {
    const seen: TranscodeProgress[] = [];
    const input = await makeSource(at('课程 第一讲.mp4'), { size: '960x540', seconds: 9 });
    const out = at('landscape.hls');
    const result = await run(input, out, { onProgress: (progress) => seen.push(progress) });

    expect(sizes(result)).toEqual(['480p 854x480', '240p 426x240', 'slides 854x480', 'sound 0x0', 'audio 0x0']);
    expect(result).toMatchObject({
      durationMs: 9000,
      masterFile: 'master.m3u8',
      posterFile: 'poster.jpg',
      previewsFile: 'previews.vtt',
      audioOnlyFile: 'audio/index.m3u8',
      complete: true,
    });
    expect((await readdir(out)).sort()).toEqual(['240p', '480p', 'audio', 'first.m3u8', 'master.m3u8', 'poster.jpg', 'previews.jpg', 'previews.vtt', 'slides', 'sound']);
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
  });

  it('adds a rest shorter than a second to the last segment', async () => {
    const { out } = await convert('rest.mp4', { size: '160x90', seconds: 8.04 });
    const playlist = await readFile(join(out, '90p', 'index.m3u8'), 'utf8');
    expect(playlist.match(/#EXTINF:[\d.]+/g)).toEqual(['#EXTINF:4.000000', '#EXTINF:4.040000']);
  });

  it('lets the first rendition be watched before the others, under names that stay', async () => {
    const input = await makeSource(at('early.mp4'), { size: '960x540', seconds: 5 });
    const out = at('early.hls');
    const early: { first: TranscodeResult; files: Map<string, string> }[] = [];
    const result = await run(input, out, {
      onPlayable: async (first) => void early.push({ first, files: await contents(out) }),
    });
    expect(early).toHaveLength(1);
    const [{ first, files } = { first: result, files: new Map<string, string>() }] = early;
    expect(first).toMatchObject({ complete: false, masterFile: 'first.m3u8', posterFile: 'poster.jpg', previewsFile: null, audioOnlyFile: 'audio/index.m3u8' });
    expect(sizes(first)).toEqual(['240p 426x240', 'sound 0x0', 'audio 0x0']);
    expect(new Set([...files.keys()].map((file) => file.split('/')[0]))).toEqual(new Set(['240p', 'sound', 'audio', 'first.m3u8', 'poster.jpg']));
    const later = await contents(out);
    for (const [file, bytes] of files) expect(later.get(file)).toBe(bytes);
    expect(result).toMatchObject({ complete: true, masterFile: 'master.m3u8' });
    expect(await readdir(folder.dir)).not.toContain('early.hls.work');
  });

  it('ends when the first rendition cannot be published, and leaves nothing behind', async () => {
    const input = await makeSource(at('refused.mp4'), { size: '640x480', seconds: 4 });
    const refused = new Error('somebody else has published');
    await expect(run(input, at('refused.hls'), { onPlayable: () => Promise.reject(refused) })).rejects.toBe(refused);
    expect((await readdir(folder.dir)).filter((name) => name.startsWith('refused.hls'))).toEqual([]);
  });

  it('copies a picture that fits, and cuts all others at its key frames', async () => {
    const input = await makeSource(at('fits.mp4'), {
      size: '426x240',
      // A last segment of one second has two slides.
      seconds: 11.4,
      video: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '65', '-bf', '2', '-maxrate', '300k', '-bufsize', '300k'],
    });
    const source = await inspectFilm(input);
    expect(source.copyable).toBe(true);
    const out = at('fits.hls');
    const first: TranscodeResult[] = [];
    await run(input, out, { onPlayable: async (result) => void first.push(result) });
    expect(first.map((result) => sizes(result))).toEqual([['240p 426x240', 'sound 0x0', 'audio 0x0']]);
    for (const name of ['240p', 'slides']) {
      const cuts = (await readFile(join(out, name, 'index.m3u8'), 'utf8')).match(/#EXTINF:[\d.]+/g);
      expect(cuts).toHaveLength(3);
      expect(cuts?.slice(0, 2)).toEqual(['#EXTINF:5.200000', '#EXTINF:5.200000']);
    }
    // The very bits of the source.
    expect(await pictureHash(join(out, '240p', 'index.m3u8'))).toBe(await pictureHash(input));
    const encoded = await run(input, at('encoded.hls'), { source: { ...source, copyable: false } });
    expect(await pictureHash(join(at('encoded.hls'), '240p', 'index.m3u8'))).not.toBe(await pictureHash(input));
    expect(sizes(encoded)).toEqual(['240p 426x240', 'slides 426x240', 'sound 0x0', 'audio 0x0']);
  });

  it('encodes what turns out not to be what it promised', async () => {
    const input = await makeSource(at('promised.mp4'), { size: '160x90', seconds: 2, video: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'] });
    const seen: number[] = [];
    const result = await run(input, at('promised.hls'), { source: { ...(await inspectFilm(input)), copyable: true }, onProgress: ({ percent }) => seen.push(percent) });
    expect(result.renditions[0]?.codecs).toMatch(/^avc1/);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('says that a copy is unusable which turns out after it was shown, so that the next run encodes', async () => {
    const input = await makeSource(at('shown.mp4'), { size: '160x90', seconds: 12, video: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-sc_threshold', '0'] });
    const source = { ...(await inspectFilm(input)), copyable: true };
    // Within what a playlist may be away from its segments, but not where the other renditions were cut.
    const onPlayable = async (): Promise<void> => {
      const playlist = join(at('shown.hls'), '90p', 'index.m3u8');
      const moved = (await readFile(playlist, 'utf8')).replace('#EXTINF:4.000000', '#EXTINF:3.910000').replace('#EXTINF:4.000000', '#EXTINF:4.090000');
      await writeFile(playlist, moved);
    };
    await expect(run(input, at('shown.hls'), { source, onPlayable })).rejects.toMatchObject({
      code: 'copy_unusable',
      retryable: true,
      detail: 'output_incomplete: slides is not cut like 90p',
    });
    expect((await readdir(folder.dir)).filter((name) => name.startsWith('shown.hls'))).toEqual([]);
    await expect(run(input, at('shown.hls'), { source: { ...source, copyable: false } })).resolves.toMatchObject({ complete: true });
  });

  it.each([
    ['an open group', ['-x264-params', 'open-gop=1:keyint=50', '-bf', '2']],
    ['key frames ten seconds apart', ['-g', '250', '-sc_threshold', '0']],
    ['ten bits', ['-pix_fmt', 'yuv420p10le']],
    ['interlaced pictures', ['-flags', '+ildct+ilme', '-x264-params', 'tff=1']],
  ])('copies no picture with %s', async (_what, video) => {
    const input = await makeSource(at('unfit.mp4'), {
      size: '426x240',
      seconds: 8,
      audio: null,
      video: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-maxrate', '300k', '-bufsize', '300k', ...video],
    });
    expect((await inspectFilm(input)).copyable).toBe(false);
  });

  it('shows a film of half pictures without combs', async () => {
    const half = ['-vf', 'tinterlace=interleave_top', '-flags', '+ildct+ilme', '-x264-params', 'tff=1'];
    const { result, out } = await convert('tape.mp4', { size: '160x120', rate: 50, seconds: 3, audio: null, video: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', ...half] });
    expect(await combedFrames(at('tape.mp4'))).toBeGreaterThan(70);
    expect(await combedFrames(join(out, `${result.renditions[0]?.name}/index.m3u8`))).toBeLessThan(15);
  });

  it.each([
    ['quiet', '0.2', 1],
    ['loud', '8', 2],
    ['loud, in six channels', '4', 6],
  ])('brings a %s sound to the loudness of all lessons', async (_what, volume, channels) => {
    const input = at('voice.mka');
    await ffmpeg(...['-f', 'lavfi', '-i', `anoisesrc=c=pink:r=48000:a=0.5:d=4,bandpass=f=800:width_type=o:w=2,tremolo=f=3:d=0.8,volume=${volume}`, '-ac', String(channels), '-c:a', 'flac'], input);
    const out = at(`voice ${volume} ${channels}.hls`);
    const result = await run(input, out);
    expect(result).toMatchObject({ posterFile: null, previewsFile: null, masterFile: 'master.m3u8', audioOnlyFile: 'audio/index.m3u8' });
    expect(sizes(result)).toEqual(['sound 0x0', 'audio 0x0']);
    for (const name of ['sound', 'audio']) {
      const heard = await loudnessOf(join(out, name, 'index.m3u8'));
      expect(Math.abs((heard.integrated ?? 0) + 16)).toBeLessThanOrEqual(1.5);
      expect(heard.truePeak).toBeLessThanOrEqual(0);
    }
  });

  it('leaves silence silent', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo:d=3', '-c:a', 'flac', at('silence.mka'));
    await run(at('silence.mka'), at('silence.hls'));
    expect(await loudnessOf(join(at('silence.hls'), 'sound', 'index.m3u8'))).toMatchObject({ integrated: null });
  });

  it('keeps a portrait clip upright', async () => {
    const { result } = await convert('portrait.mp4', { size: '270x480', seconds: 2 });
    expect(sizes(result)).toEqual(['240p 240x426', 'slides 270x480', 'sound 0x0', 'audio 0x0']);
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
    expect(sizes(result)).toEqual(['240p 320x240', 'slides 320x240']);
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

  it.each([
    ['hdr.mp4', HDR_PICTURE],
    ['hdr-colours-unsaid.mp4', HDR_PICTURE.slice(0, HDR_PICTURE.indexOf('-color_primaries'))],
  ])('shows high dynamic range on ordinary screens: %s', async (name, video) => {
    const { out } = await convert(name, { size: '160x90', seconds: 1, video });
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
