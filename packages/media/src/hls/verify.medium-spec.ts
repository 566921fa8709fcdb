import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planLadder, type Ladder } from '../source/ladder.js';
import { inspectFilm, makeSource, testFolder } from '../testing/sources.js';
import { transcode } from '../transcode.js';
import { verifyHls } from './verify.js';

type Harm = (dir: string) => Promise<void>;

const rewrite =
  (file: string, change: (text: string) => string): Harm =>
  async (dir) =>
    writeFile(join(dir, file), change(await readFile(join(dir, file), 'utf8')));
const cutBy =
  (file: string, bytes: number): Harm =>
  async (dir) =>
    truncate(join(dir, file), (await stat(join(dir, file))).size - bytes);

const HARMS: [string, Harm][] = [
  ['an empty segment', (dir) => truncate(join(dir, '480p/00001.m4s'), 0)],
  ['a segment cut in the middle', (dir) => truncate(join(dir, '480p/00001.m4s'), 3000)],
  ['a segment that lacks its last byte', cutBy('240p/00000.m4s', 1)],
  ['a sound segment cut to its header', (dir) => truncate(join(dir, 'sound/00000.m4s'), 24)],
  ['a missing segment', (dir) => rm(join(dir, 'audio/00001.m4s'))],
  ['a segment full of zeros', async (dir) => writeFile(join(dir, '480p/00000.m4s'), Buffer.alloc(5000))],
  ['an empty init file', (dir) => truncate(join(dir, '480p/init.mp4'), 0)],
  ['a missing init file', (dir) => rm(join(dir, 'sound/init.mp4'))],
  ['a cut init file', cutBy('240p/init.mp4', 10)],
  ['a playlist without end', rewrite('240p/index.m3u8', (text) => text.replace('#EXT-X-ENDLIST', ''))],
  ['an empty playlist', (dir) => truncate(join(dir, '240p/index.m3u8'), 0)],
  ['a playlist cut in the middle', cutBy('sound/index.m3u8', 40)],
  [
    'a playlist that lost its last segment',
    rewrite('480p/index.m3u8', (text) => text.replace(/#EXTINF:[^\n]*\n00001.m4s\n/, '')),
  ],
  [
    'all video playlists shorter than the source',
    async (dir) => {
      for (const name of ['480p', '240p'])
        await rewrite(`${name}/index.m3u8`, (text) => text.replace(/#EXTINF:[^\n]*\n00001.m4s\n/, ''))(dir);
    },
  ],
  [
    'renditions cut at different moments',
    rewrite('240p/index.m3u8', (text) => text.replace('#EXTINF:4.000000', '#EXTINF:3.800000')),
  ],
  [
    'a playlist naming a file elsewhere',
    rewrite('480p/index.m3u8', (text) => text.replace('00001.m4s', '../240p/00001.m4s')),
  ],
  ['a missing rendition', (dir) => rm(join(dir, '240p'), { recursive: true })],
  ['a missing sound', (dir) => rm(join(dir, 'sound'), { recursive: true })],
  ['a rendition the master does not name', rewrite('master.m3u8', (text) => text.replace('240p/index.m3u8\n', ''))],
  ['a missing master', (dir) => rm(join(dir, 'master.m3u8'))],
  ['an empty master', (dir) => truncate(join(dir, 'master.m3u8'), 0)],
  ['a cut poster', cutBy('poster.jpg', 2)],
  ['a missing poster', (dir) => rm(join(dir, 'poster.jpg'))],
];

describe('verifyHls', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  let whole: string;
  let ladder: Ladder;

  beforeAll(async () => {
    folder = await testFolder();
    whole = join(folder.dir, 'whole');
    const input = await makeSource(join(folder.dir, 'source.mp4'), { size: '640x480', seconds: 6 });
    const source = await inspectFilm(input);
    ladder = planLadder(source.probe);
    await transcode({ input, outputDir: whole, source, niceness: 0 });
  });
  afterAll(() => folder.remove());

  it('accepts what transcode made', async () => {
    const renditions = await verifyHls(whole, { durationMs: 6000, ladder });
    expect(renditions.map((rendition) => [rendition.name, rendition.kind, rendition.codecs.slice(0, 4)])).toEqual([
      ['480p', 'video', 'avc1'],
      ['240p', 'video', 'avc1'],
      ['sound', 'sound', 'mp4a'],
      ['audio', 'audio-only', 'mp4a'],
    ]);
  });

  it('knows half a second from more', async () => {
    await expect(verifyHls(whole, { durationMs: 6450, ladder })).resolves.toHaveLength(4);
    await expect(verifyHls(whole, { durationMs: 6600, ladder })).rejects.toMatchObject({ code: 'output_incomplete' });
  });

  it.each(HARMS)('catches %s', async (_what, harm) => {
    const dir = join(folder.dir, 'harmed');
    await cp(whole, dir, { recursive: true });
    try {
      await harm(dir);
      await expect(verifyHls(dir, { durationMs: 6000, ladder })).rejects.toMatchObject({ code: 'output_incomplete' });
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
