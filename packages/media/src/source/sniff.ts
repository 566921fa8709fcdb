import { open, stat } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { MediaError, type MediaErrorCode } from '../errors.js';

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
export type SourceKind = 'media' | 'unknown' | 'text' | 'playlist' | 'image' | 'other';

const REFUSALS: Partial<Record<SourceKind, MediaErrorCode>> = {
  text: 'source_not_media',
  playlist: 'source_is_playlist',
  image: 'source_is_image',
  other: 'source_not_media',
};

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

/** Tells what a file is from its first bytes; the name and its ending are never looked at. */
export async function sniff(head: Uint8Array): Promise<SourceKind> {
  if (isText(head)) {
    const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '');
    return PLAYLIST_MARKS.some((mark) => mark.test(text)) ? 'playlist' : 'text';
  }
  const type = await fileTypeFromBuffer(head);
  if (!type) return 'unknown';
  const family = type.mime.split('/')[0];
  if (family === 'image') return 'image';
  // Ogg and ASF are named application/* though they hold sound and pictures.
  return family === 'video' || family === 'audio' || /ogg|asf/.test(type.mime) ? 'media' : 'other';
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
 * Refuses at the door what is surely no video, so that ffmpeg never opens it.
 *
 * @returns the kind: `media` or `unknown`
 * @throws MediaError `source_missing`, `source_empty`, `source_is_playlist`, `source_is_image`, `source_not_media`
 */
export async function refuseStrangers(file: string): Promise<SourceKind> {
  const head = await readHead(file);
  if (head.length === 0) throw new MediaError('source_empty');
  const kind = await sniff(head);
  const refusal = REFUSALS[kind];
  if (refusal) throw new MediaError(refusal, `first bytes say: ${kind}`);
  return kind;
}
