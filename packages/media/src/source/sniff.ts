import { open, stat } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { MediaError, type MediaErrorCode } from '../errors.js';
import { CONTAINERS, type Container } from './safe-input.js';

const HEAD_BYTES = 8192;
const PLAYLIST_MARKS = [
  /^#EXTM3U/,
  /^ffconcat\b/,
  /^\s*<(\?xml[^>]*>\s*<)?MPD\b/i,
  /^v=0\r?\n/,
  /^\[playlist\]/i,
  /^\s*<(\?xml[^>]*>\s*<)?smil\b/i,
];

/** What the first bytes say a file is. */
export type SourceKind =
  | 'media'
  | 'document'
  | 'unknown'
  | 'text'
  | 'playlist'
  | 'image'
  | 'live_photo'
  | 'office'
  | 'archive'
  | 'protected'
  | 'other_media'
  | 'other';

/** What a file is, and with which demuxers alone it may be opened. */
export interface Sniffed {
  kind: SourceKind;
  /** One where the first bytes leave no doubt. */
  containers: readonly Container[];
}

const REFUSALS: Partial<Record<SourceKind, MediaErrorCode>> = {
  text: 'source_is_text',
  playlist: 'source_is_playlist',
  image: 'source_is_image',
  live_photo: 'source_is_live_photo',
  office: 'source_is_office',
  archive: 'source_is_archive',
  protected: 'source_protected',
  other_media: 'source_format_unsupported',
  other: 'source_not_media',
};

/** An ID3 tag stands before any raw stream of sound. */
const RAW_SOUND: readonly Container[] = ['mp3', 'aac', 'flac', 'wav'];
const CONTAINERS_OF: [RegExp, readonly Container[]][] = [
  [/^(video|audio)\/(mp4|quicktime|x-m4[abpv]|3gpp2?)$/, ['mov']],
  [/^(video|audio)\/(matroska|webm)$/, ['matroska']],
  [/^video\/vnd\.avi$/, ['avi']],
  [/^video\/x-flv$/, ['flv']],
  [/^video\/mp2t$/, ['mpegts']],
  [/^audio\/(mpeg|aac)$/, RAW_SOUND],
  [/^audio\/wav$/, ['wav']],
  [/^(application|audio|video)\/ogg\b/, ['ogg']],
  [/^audio\/flac$/, ['flac']],
  [/^audio\/amr$/, ['amr']],
];

const OFFICE = /officedocument|opendocument|x-cfb|msword|ms-(excel|powerpoint)/;
const OFFICE_PARTS = /\[Content_Types\]\.xml|(word|ppt|xl)\/|mimetypeapplication\/vnd\.oasis/;
const LIVE_PHOTO_PARTS = /\.heic|\.HEIC|\.livp/;
const ZIP_MARK = 'PK\u0003\u0004';
const ARCHIVES = /zip|rar|7z|gzip|bzip|x-xz|x-tar|zstd|lzip|x-lzh/;
/** RealMedia; the music shops' encrypted sound. */
const REAL_MEDIA = '.RMF';
const ENCRYPTED_MUSIC = ['CTENFDAM', 'IFMT'];
const PDF_MARK = '%PDF-';
/** Readers accept a mark that comes a little late. */
const PDF_MARK_WITHIN = 1024;

const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27]);

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 32 && !TEXT_CONTROLS.has(byte))) return false;
  try {
    // `stream` forgives a character cut in two at the end of the head.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** By the names of its first parts; unpacking a hostile one is nobody's business here. */
function kindOfZip(letters: string): SourceKind {
  if (OFFICE_PARTS.test(letters)) return 'office';
  return LIVE_PHOTO_PARTS.test(letters) ? 'live_photo' : 'archive';
}

function kindOfMime(mime: string): SourceKind {
  if (mime.startsWith('image/')) return 'image';
  if (OFFICE.test(mime)) return 'office';
  if (ARCHIVES.test(mime)) return 'archive';
  return /^(video|audio)\/|asf/.test(mime) ? 'other_media' : 'other';
}

/** Tells what a file is from its first bytes; the name and its ending are never looked at. */
export async function sniff(head: Uint8Array): Promise<Sniffed> {
  const letters = Buffer.from(head).toString('latin1');
  const strange = (kind: SourceKind): Sniffed => ({ kind, containers: [] });
  if (letters.startsWith(PDF_MARK)) return strange('document');
  if (letters.startsWith(ZIP_MARK)) return strange(kindOfZip(letters));
  if (letters.startsWith(REAL_MEDIA)) return strange('other_media');
  if (ENCRYPTED_MUSIC.some((mark) => letters.startsWith(mark))) return strange('protected');
  if (isText(head)) {
    const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '');
    return strange(PLAYLIST_MARKS.some((mark) => mark.test(text)) ? 'playlist' : 'text');
  }
  // A file made to confuse a reader of file types is one of no known type.
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  if (!type) {
    if (letters.slice(0, PDF_MARK_WITHIN).includes(PDF_MARK)) return strange('document');
    return { kind: 'unknown', containers: CONTAINERS };
  }
  const containers = CONTAINERS_OF.find(([mime]) => mime.test(type.mime))?.[1];
  return containers ? { kind: 'media', containers } : strange(kindOfMime(type.mime));
}

async function readHead(file: string): Promise<Uint8Array> {
  // Asked before opening: opening a named pipe would wait for ever.
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new MediaError('source_missing');
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Refuses at the door what is surely no lesson, so that no tool ever opens it.
 *
 * @returns what it is: `media`, `document` or `unknown`
 * @throws MediaError `source_missing`, `source_empty`, `source_is_*`, `source_protected`, `source_format_unsupported`, `source_not_media`
 */
export async function refuseStrangers(file: string): Promise<Sniffed> {
  const head = await readHead(file);
  if (head.length === 0) throw new MediaError('source_empty');
  const found = await sniff(head);
  const refusal = REFUSALS[found.kind];
  if (refusal) throw new MediaError(refusal, `first bytes say: ${found.kind}`);
  return found;
}
