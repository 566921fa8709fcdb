import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { MediaError } from '../errors.js';
import type { FilmFacts } from '../source/facts.js';
import { corruptions } from '../testing/corruptions.js';
import { decoded, inspectFilm, makeSource, testFolder } from '../testing/sources.js';
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

async function swap(a: string, b: string): Promise<void> {
  const [first, second] = await Promise.all([readFile(a), readFile(b)]);
  await writeFile(a, second);
  await writeFile(b, first);
}
/** Makes the media data of a segment say that it is 100 bytes longer, and be so. */
const widenMdat =
  (file: string): Harm =>
  async (dir) => {
    const bytes = await readFile(join(dir, file));
    const at = bytes.lastIndexOf('mdat') - 4;
    bytes.writeUInt32BE(bytes.readUInt32BE(at) + 100, at);
    await writeFile(join(dir, file), Buffer.concat([bytes, Buffer.alloc(100)]));
  };
/** Adds a box to ignore, as large as a second of film. */
async function fattenSlides(dir: string): Promise<void> {
  const box = Buffer.alloc(100_000);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  const file = join(dir, 'slides/00000.m4s');
  await writeFile(file, Buffer.concat([await readFile(file), box]));
}

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
      for (const name of ['480p', '240p', 'slides'])
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
  ['missing slides', (dir) => rm(join(dir, 'slides'), { recursive: true })],
  ['a missing sound', (dir) => rm(join(dir, 'sound'), { recursive: true })],
  ['a rendition the master does not name', rewrite('master.m3u8', (text) => text.replace('240p/index.m3u8\n', ''))],
  ['a missing master', (dir) => rm(join(dir, 'master.m3u8'))],
  ['an empty master', (dir) => truncate(join(dir, 'master.m3u8'), 0)],
  ['a cut poster', cutBy('poster.jpg', 2)],
  ['a missing poster', (dir) => rm(join(dir, 'poster.jpg'))],
  ['a missing sheet of previews', (dir) => rm(join(dir, 'previews.jpg'))],
  ['a cut sheet of previews', cutBy('previews.jpg', 100)],
  ['missing previews', (dir) => rm(join(dir, 'previews.vtt'))],
  ['cut previews', cutBy('previews.vtt', 5)],
  ['two segments in each other’s place', (dir) => swap(join(dir, '480p/00000.m4s'), join(dir, '480p/00001.m4s'))],
  ['a segment of another rendition in its place', (dir) => cp(join(dir, 'slides/00001.m4s'), join(dir, '240p/00001.m4s'))],
  ['a segment that is there twice', (dir) => cp(join(dir, 'sound/00000.m4s'), join(dir, 'sound/00001.m4s'))],
  ['a segment whose samples are fewer than it says', widenMdat('240p/00001.m4s')],
  ['slides that a poor line cannot carry', fattenSlides],
];

describe('verifyHls', () => {
  let folder: Awaited<ReturnType<typeof testFolder>>;
  let whole: string;
  let source: FilmFacts;

  beforeAll(async () => {
    folder = await testFolder();
    whole = join(folder.dir, 'whole');
    const input = await makeSource(join(folder.dir, 'source.mp4'), { size: '640x480', seconds: 6 });
    source = await inspectFilm(input);
    await transcode({ input, outputDir: whole, source, niceness: 0 });
  });
  afterAll(() => folder.remove());

  it('accepts what transcode made', async () => {
    const { renditions } = await verifyHls(whole, source);
    expect(renditions.map((rendition) => [rendition.name, rendition.kind, rendition.codecs.slice(0, 4)])).toEqual([
      ['480p', 'video', 'avc1'],
      ['240p', 'video', 'avc1'],
      ['slides', 'slides', 'avc1'],
      ['sound', 'sound', 'mp4a'],
      ['audio', 'audio-only', 'mp4a'],
    ]);
  });

  it('knows half a second from more', async () => {
    // The previews, which come last, were written for six seconds.
    await expect(verifyHls(whole, { ...source, durationMs: 6450 })).rejects.toMatchObject({ detail: 'previews.vtt is cut' });
    await expect(verifyHls(whole, { ...source, durationMs: 6600 })).rejects.toMatchObject({ code: 'source_damaged' });
  });

  it.each(HARMS)('catches %s', async (_what, harm) => {
    const dir = join(folder.dir, 'harmed');
    await cp(whole, dir, { recursive: true });
    try {
      await harm(dir);
      await expect(verifyHls(dir, source)).rejects.toMatchObject({ code: expect.stringMatching(/output_incomplete|source_damaged/) });
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('catches each of 255 corruptions, or it changes nothing that is seen and heard', async () => {
    const entries = await readdir(whole, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((entry) => relative(whole, join(entry.parentPath, entry.name)));
    const files = new Map(await Promise.all(names.sort().map(async (name) => [name, await readFile(join(whole, name))] as const)));
    const shown = (rendition: string): Promise<string> => decoded(join(whole, rendition, 'index.m3u8'));
    const asShown = new Map(await Promise.all(['480p', '240p', 'slides', 'sound', 'audio'].map(async (name) => [name, await shown(name)] as const)));
    const harmful: string[] = [];
    let caught = 0;
    for (const { what, corruption } of corruptions(files, 255)) {
      for (const [name, bytes] of corruption) await (bytes ? writeFile(join(whole, name), bytes) : rm(join(whole, name)));
      const error: unknown = await verifyHls(whole, source).then(() => null, (reason: unknown) => reason);
      const [rendition = ''] = [...corruption.keys()].map((name) => dirname(name));
      if (error instanceof MediaError) caught += 1;
      else if (error !== null || (await shown(rendition)) !== asShown.get(rendition)) harmful.push(what);
      for (const name of corruption.keys()) await writeFile(join(whole, name), files.get(name) ?? '');
    }
    expect(harmful).toEqual([]);
    expect(caught).toBeGreaterThanOrEqual(225);
    await expect(verifyHls(whole, source)).resolves.toBeDefined();
  });
});
