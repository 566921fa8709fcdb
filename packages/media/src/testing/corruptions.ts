import { seededNumbers } from './mutate.js';

/** The files of a folder by their relative names. */
export type Files = ReadonlyMap<string, Buffer>;
/** Files of the folder that are otherwise than they were; null for one that is gone. */
export type Corruption = Map<string, Buffer | null>;
type Kind = (files: Files, number: (below: number) => number) => Corruption;

const SEGMENT = /\.m4s$/;
const PLAYLIST = /\/index\.m3u8$/;

function pick(files: Files, pattern: RegExp, number: (below: number) => number): [string, Buffer] {
  const fitting = [...files].filter(([name]) => pattern.test(name));
  const picked = fitting[number(fitting.length)];
  if (!picked) throw new Error(`no file is like ${pattern.source}`);
  return picked;
}

const cut =
  (pattern: RegExp): Kind =>
  (files, number) => {
    const [name, bytes] = pick(files, pattern, number);
    return new Map([[name, bytes.subarray(0, number(bytes.length))]]);
  };

const rewritten =
  (pattern: RegExp, change: (text: string, number: (below: number) => number) => string): Kind =>
  (files, number) => {
    const [name, bytes] = pick(files, pattern, number);
    return new Map([[name, Buffer.from(change(bytes.toString('utf8'), number))]]);
  };

/** Turns one bit of the first so many bytes. */
const turned =
  (pattern: RegExp, places: (bytes: Buffer) => number): Kind =>
  (files, number) => {
    const [name, bytes] = pick(files, pattern, number);
    const damaged = Buffer.from(bytes);
    const at = number(places(bytes));
    damaged[at] = (damaged[at] ?? 0) ^ (1 << number(8));
    return new Map([[name, damaged]]);
  };

const fattened: Kind = (files, number) => {
  const [name, bytes] = pick(files, /^slides\/.*\.m4s$/, number);
  const box = Buffer.alloc(50_000 + number(50_000));
  box.writeUInt32BE(box.length);
  box.write('free', 4, 'latin1');
  return new Map([[name, Buffer.concat([bytes, box])]]);
};

const swapped: Kind = (files, number) => {
  const [one, bytes] = pick(files, SEGMENT, number);
  const others = new Map([...files].filter(([name]) => name !== one));
  const [other, otherBytes] = pick(others, SEGMENT, number);
  return new Map([
    [one, otherBytes],
    [other, bytes],
  ]);
};

/** What happens to finished folders. */
export const CORRUPTIONS: Record<string, Kind> = {
  cut: cut(/./),
  'segment cut': cut(SEGMENT),
  'init cut': cut(/init\.mp4$/),
  'sheet cut': cut(/^previews\.jpg$/),
  'previews cut': cut(/^previews\.vtt$/),
  'poster cut': cut(/^poster\.jpg$/),
  'first master cut': cut(/^first\.m3u8$/),
  'master cut': cut(/^master\.m3u8$/),
  zeros: (files, number) => {
    const [name, bytes] = pick(files, /./, number);
    return new Map([[name, Buffer.alloc(bytes.length)]]);
  },
  gone: (files, number) => new Map([[pick(files, /./, number)[0], null]]),
  'rendition gone': (files, number) => {
    const [playlist] = pick(files, PLAYLIST, number);
    const folder = playlist.slice(0, playlist.indexOf('/') + 1);
    return new Map([...files.keys()].filter((name) => name.startsWith(folder)).map((name) => [name, null]));
  },
  swapped,
  'no end': rewritten(PLAYLIST, (text) => text.replace('#EXT-X-ENDLIST', '')),
  'other length': rewritten(PLAYLIST, (text, number) =>
    text.replace(/#EXTINF:([\d.]+)/, (_line, seconds: string) => `#EXTINF:${(Number(seconds) + (number(2) ? 1 : -1) * (0.15 + number(100) / 50)).toFixed(6)}`),
  ),
  'segment header turned': turned(SEGMENT, (bytes) => bytes.indexOf('mdat', 0, 'latin1') + 4),
  // Not what the decoder itself reads, like the samples.
  'init turned': turned(/init\.mp4$/, (bytes) => (bytes.includes('avcC') ? bytes.indexOf('avcC') + 8 : bytes.length)),
  'slides fattened': fattened,
};

/** So many corruptions of a folder, the same every time, of every kind equally many. */
export function corruptions(files: Files, count: number): { what: string; corruption: Corruption }[] {
  const kinds = Object.entries(CORRUPTIONS);
  return Array.from({ length: count }, (_, i) => {
    const [what, kind] = kinds[i % kinds.length]!;
    const corruption = kind(files, seededNumbers(i + 1));
    return { what: `${i} ${what} ${[...corruption.keys()].join(' ')}`, corruption };
  });
}
