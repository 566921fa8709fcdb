import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg, inspectFilm, makeSource, testFolder, turnQuarter, HDR_PICTURE } from '../testing/sources.js';
import { probe } from './probe.js';

describe('probe', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  const at = (name: string): string => join(folder.dir, name);

  beforeAll(async () => {
    folder = await testFolder();
    await makeSource(at('plain.mp4'), { size: '320x180', seconds: 2 });
  });
  afterAll(() => folder.remove());

  it('reads an ordinary file', async () => {
    expect(await probe(at('plain.mp4'))).toMatchObject({
      container: 'mov',
      durationMs: 2000,
      video: {
        codec: 'h264',
        width: 320,
        height: 180,
        fps: { num: 25, den: 1 },
        variableFrameRate: false,
        hdr: false,
        interlaced: false,
        endMs: 2000,
      },
      audio: { codec: 'aac', channels: 1, sampleRate: 44_100 },
    });
  });

  it('refuses a clip that has not one whole second', async () => {
    const file = await makeSource(at('blink.mp4'), { size: '320x180', seconds: 0.4 });
    await expect(probe(file)).rejects.toMatchObject({ code: 'source_too_short', retryable: false });
  });

  it('sees a turned phone clip as the viewer does', async () => {
    const file = await turnQuarter(await makeSource(at('turned.mp4'), { size: '320x180', seconds: 1 }));
    expect((await probe(file)).video).toMatchObject({ width: 180, height: 320 });
  });

  it('sees pixels that are not square as the viewer does', async () => {
    const file = await makeSource(at('wide.mp4'), { size: '180x144', seconds: 1, extra: ['-vf', 'setsar=16/15'] });
    expect((await probe(file)).video).toMatchObject({ width: 192, height: 144 });
  });

  it('measures a recording whose header has no length', async () => {
    const file = await makeSource(at('live.webm'), {
      size: '160x90',
      seconds: 2,
      video: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'],
      audio: ['-c:a', 'libopus'],
      extra: ['-live', '1'],
    });
    const found = await probe(file);
    expect(found.container).toBe('matroska');
    expect(Math.abs(found.durationMs - 2000)).toBeLessThanOrEqual(60);
  });

  it.each([
    ['a.mkv', ['-c:v', 'libx264', '-preset', 'ultrafast'], 'h264'],
    ['a.avi', ['-c:v', 'mpeg4'], 'mpeg4'],
    ['a.flv', ['-c:v', 'flv'], 'flv1'],
    ['a.ts', ['-c:v', 'libx264', '-preset', 'ultrafast'], 'h264'],
    ['a.mov', ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'], 'hevc'],
  ])('reads %s', async (name, video, codec) => {
    const found = await probe(await makeSource(at(name), { size: '320x180', seconds: 2, video }));
    expect(found.video).toMatchObject({ codec, width: 320, height: 180 });
    expect(found.audio).not.toBeNull();
    expect(Math.abs(found.durationMs - 2000)).toBeLessThanOrEqual(100);
  });

  it('sees variable frame rate and high dynamic range', async () => {
    const phone = await makeSource(at('phone.mp4'), {
      size: '160x90',
      seconds: 3,
      rate: 30,
      extra: ['-vf', "select='lt(mod(n,10),4)+not(mod(n,3))'", '-fps_mode', 'vfr'],
    });
    expect((await probe(phone)).video?.variableFrameRate).toBe(true);
    expect(
      (await probe(await makeSource(at('hdr.mp4'), { size: '160x90', seconds: 1, video: HDR_PICTURE }))).video?.hdr,
    ).toBe(true);
  });

  it.each(['mkv', 'mp4'])('takes a film whose track of sound is empty as a silent one: %s', async (ending) => {
    const file = await makeSource(at(`unheard.${ending}`), { size: '160x90', seconds: 2, audio: ['-frames:a', '0'], extra: ending === 'mp4' ? ['-movflags', 'frag_keyframe+empty_moov'] : [] });
    expect(await probe(file)).toMatchObject({ durationMs: 2000, video: { endMs: 2000 }, audio: null });
  });

  it.each([
    ['tape.ts', ['-c:v', 'mpeg2video', '-flags', '+ilme+ildct']],
    ['tape.mp4', ['-c:v', 'libx264', '-preset', 'veryfast', '-flags', '+ilme+ildct', '-x264-params', 'tff=1']],
  ])('sees that a film has half pictures, and does not copy it: %s', async (name, video) => {
    const file = await makeSource(at(name), { size: '320x180', seconds: 2, video: [...video, '-pix_fmt', 'yuv420p', '-g', '25', '-bf', '0'] });
    expect(await inspectFilm(file)).toMatchObject({ probe: { video: { interlaced: true } }, copyable: false });
  });

  it('finds no picture in a song with a cover', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', '-frames:v', '1', '-f', 'mjpeg', at('cover.jpg'));
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'sine=d=2',
      '-f',
      'jpeg_pipe',
      '-i',
      at('cover.jpg'),
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'copy',
      '-disposition:v',
      'attached_pic',
      at('song.m4a'),
    );
    expect(await probe(at('song.m4a'))).toMatchObject({ video: null, audio: { codec: 'aac' } });
  });

  it.each(['bmp', 'gif'])('takes a song whose cover is a %s', async (encoder) => {
    const cover = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=1:d=1', '-map', '0', '-map', '1', '-c:v', encoder, '-disposition:v', 'attached_pic'];
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=2', ...cover, '-c:a', 'libmp3lame', at(`${encoder}.mp3`));
    expect(await probe(at(`${encoder}.mp3`))).toMatchObject({ video: null, audio: { codec: 'mp3' } });
  });

  it('takes the DV of an old camcorder inside AVI alone', async () => {
    const dv = ['-c:v', 'dvvideo', '-pix_fmt', 'yuv420p', '-s', '720x576'];
    const shape = { size: '720x576', seconds: 1, video: dv, audio: ['-c:a', 'pcm_s16le', '-ar', '48000', '-ac', '2'] };
    expect(await probe(await makeSource(at('tape.avi'), shape))).toMatchObject({ container: 'avi', video: { codec: 'dvvideo', height: 576, interlaced: true }, audio: { codec: 'pcm_s16le' } });
    await expect(probe(await makeSource(at('tape.dv'), shape))).rejects.toMatchObject({ code: 'source_not_media' });
  });

  it.each([
    ['a.mp3', ['-c:a', 'libmp3lame'], 'mp3', 'mp3'],
    ['a.m4a', ['-c:a', 'aac'], 'mov', 'aac'],
    ['b.aac', ['-c:a', 'aac'], 'aac', 'aac'],
    ['a.wav', [], 'wav', 'pcm_s16le'],
    ['ms.wav', ['-c:a', 'adpcm_ms'], 'wav', 'adpcm_ms'],
    ['ima.wav', ['-c:a', 'adpcm_ima_wav'], 'wav', 'adpcm_ima_wav'],
    ['a.ogg', ['-c:a', 'libvorbis'], 'ogg', 'vorbis'],
    ['a.opus', ['-c:a', 'libopus'], 'ogg', 'opus'],
    ['a.flac', ['-c:a', 'flac'], 'flac', 'flac'],
    ['a.mka', ['-c:a', 'ac3'], 'matroska', 'ac3'],
  ])('reads %s as sound only', async (name, encoder, container, codec) => {
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=3', ...encoder, at(name));
    const found = await probe(at(name));
    expect(found).toMatchObject({ container, video: null, audio: { codec } });
    expect(Math.abs(found.durationMs - 3000)).toBeLessThanOrEqual(100);
  });

  it('measures a song whose header lies about its length', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=4', '-c:a', 'libmp3lame', '-q:a', '9', at('long.mp3'));
    const bytes = await readFile(at('long.mp3'));
    await writeFile(at('cut.mp3'), bytes.subarray(0, bytes.length / 2));
    expect(Math.abs((await probe(at('cut.mp3'))).durationMs - 2000)).toBeLessThanOrEqual(200);
  });

  it('says of a bought film that it is protected', async () => {
    const bytes = await readFile(at('plain.mp4'));
    bytes.write('encv', bytes.indexOf('avc1', bytes.indexOf('stsd', 0, 'latin1'), 'latin1'), 'latin1');
    await writeFile(at('bought.mp4'), bytes);
    await expect(probe(at('bought.mp4'))).rejects.toMatchObject({ code: 'source_protected' });
  });

  it('takes a film whose companions are of another kind: subtitles, a second sound', async () => {
    await writeFile(at('words.srt'), '1\n00:00:00,000 --> 00:00:01,000\n你好\n');
    for (const [name, words] of [
      ['words.mp4', 'mov_text'],
      ['words.mkv', 'ass'],
    ] as const) {
      const second = name.endsWith('mkv') ? ['-map', '0:a', '-c:a:1', 'dca', '-strict', '-2'] : [];
      await ffmpeg(
        '-i',
        at('plain.mp4'),
        '-i',
        at('words.srt'),
        '-map',
        '0',
        '-map',
        '1',
        ...second,
        '-c:v',
        'copy',
        '-c:a:0',
        'copy',
        '-c:s',
        words,
        `file:${at(name)}`,
      );
      expect(await probe(at(name))).toMatchObject({ video: { codec: 'h264' }, audio: { codec: 'aac' } });
    }
  });

  it('refuses what no lesson can be made of', async () => {
    await writeFile(at('empty.mp4'), '');
    await writeFile(at('cut.mp4'), '');
    await ffmpeg('-i', at('plain.mp4'), '-c', 'copy', at('cut.mp4'));
    await truncate(at('cut.mp4'), 4000);
    await makeSource(at('tiny.mkv'), { size: '8x8', seconds: 1, video: ['-c:v', 'mpeg4'], audio: null });
    await makeSource(at('rare.mkv'), { size: '64x64', seconds: 1, video: ['-c:v', 'huffyuv'], audio: null });
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=d=1:s=64x64', at('dance.gif'));
    for (const [name, code] of [
      ['missing.mp4', 'source_missing'],
      ['.', 'source_missing'],
      ['empty.mp4', 'source_empty'],
      ['cut.mp4', 'source_damaged'],
      ['tiny.mkv', 'source_too_large'],
      ['rare.mkv', 'source_codec_unsupported'],
      ['dance.gif', 'source_is_image'],
    ] as const)
      await expect(probe(at(name))).rejects.toMatchObject({ code });
  });

  it('stops when asked to', async () => {
    await expect(probe(at('plain.mp4'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});
