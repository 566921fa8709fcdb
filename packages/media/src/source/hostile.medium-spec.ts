import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaError, type MediaErrorCode } from '../errors.js';
import { inspectFilm, makeSource, testFolder } from '../testing/sources.js';
import { transcode } from '../transcode.js';
import type { FilmFacts } from './facts.js';
import { probe } from './probe.js';

/** reliability.md, finding 5: an upload that names a neighbour's file must never bring a byte of it into any output. */
describe('hostile uploads', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  let neighbour: string;
  let honest: FilmFacts;

  /** A NUL byte hides a playlist from the look at its first bytes: the second line of defence must hold alone. */
  const disguises = (): [string, string, MediaErrorCode[]][] => [
    ['m3u8', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\n${neighbour}\n#EXT-X-ENDLIST\n`, ['source_is_playlist']],
    [
      'm3u8 with file:',
      `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\nfile://${neighbour}\n#EXT-X-ENDLIST\n`,
      ['source_is_playlist'],
    ],
    ['m3u8 with an address', '#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n', ['source_is_playlist']],
    [
      'm3u8 with a NUL',
      `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\n${neighbour}\n#EXT-X-ENDLIST\n#\0\n`,
      ['source_not_media'],
    ],
    ['ffconcat', 'ffconcat version 1.0\nfile neighbour.mp4\n', ['source_is_playlist']],
    ['ffconcat with a path', `ffconcat version 1.0\nfile '${neighbour}'\n`, ['source_is_playlist']],
    ['ffconcat with a NUL', 'ffconcat version 1.0\nfile neighbour.mp4\n#\0\n', ['source_not_media']],
    [
      'dash',
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>file://${neighbour}</BaseURL></MPD>`,
      ['source_is_playlist'],
    ],
    ['sdp', 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nm=video 9 RTP/AVP 96\r\n', ['source_is_playlist']],
    ['text', '八段锦第一式\n'.repeat(50), ['source_is_text']],
    ['zip', 'PK\u0003\u0004\u0014\0\0\0\b\0', ['source_is_archive']],
    ['noise', '\0\u0001\u0002\u0003'.repeat(2000), ['source_not_media']],
    ['half a header', '\0\0\0\u0018ftypisom\0\0\u0002\0isom', ['source_damaged']],
  ];

  beforeAll(async () => {
    folder = await testFolder();
    neighbour = await makeSource(join(folder.dir, 'neighbour.mp4'), { size: '320x180', seconds: 2 });
    honest = await inspectFilm(neighbour);
  });
  afterAll(() => folder.remove());

  async function plant(content: string, name: string): Promise<string> {
    const file = join(folder.dir, name);
    await writeFile(file, content, 'utf8');
    return file;
  }

  async function failureOf(work: Promise<unknown>): Promise<MediaError> {
    const error: unknown = await work.then(
      () => new Error('was accepted'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof MediaError)) throw error;
    return error;
  }

  it('are refused at the door, and the reason names no file', async () => {
    for (const [what, content, codes] of disguises()) {
      const error = await failureOf(probe(await plant(content, 'upload.mp4')));
      expect([what, error.code]).toEqual([what, codes[0]]);
      expect(error.detail).not.toContain(folder.dir);
      expect(error.detail).not.toContain('neighbour');
    }
  });

  it('are refused by ffmpeg itself, even with a forged probe; no output remains', async () => {
    await mkdir(join(folder.dir, 'out'));
    for (const [what, content] of disguises()) {
      const input = await plant(content, 'upload.mp4');
      const error = await failureOf(
        transcode({
          input,
          outputDir: join(folder.dir, 'out', what),
          source: honest,
          niceness: 0,
        }),
      );
      expect(['source_not_media', 'source_damaged', 'tool_failed']).toContain(error.code);
      expect(error.detail).not.toContain(folder.dir);
      expect(error.detail).not.toContain('neighbour');
    }
    expect(await readdir(join(folder.dir, 'out'))).toEqual([]);
  });

  it('cannot act through their name', async () => {
    const bytes = await readFile(neighbour);
    for (const name of [
      '-i.mp4',
      'concat:a|b.mp4',
      'http:x.mp4',
      '视频%05d.mp4',
      '`touch owned`.mp4',
      "it's.mp4",
      'a\nb.mp4',
    ]) {
      await writeFile(join(folder.dir, name), bytes);
      expect((await probe(join(folder.dir, name))).durationMs).toBe(2000);
    }
    const outputDir = join(folder.dir, '50%d $(touch owned) 讲');
    await transcode({
      input: join(folder.dir, '-i.mp4'),
      outputDir,
      source: honest,
      niceness: 0,
    });
    expect(await readdir(folder.dir)).not.toContain('owned');
    expect(await readdir(join(outputDir, '180p'))).toEqual(['00000.m4s', 'index.m3u8', 'init.mp4']);
  });
});
