import type { IncomingMessage } from 'node:http';
import { extname } from 'node:path';
import { MEDIA_LIMITS } from '@xuexi/domain';
import type { MediaFile } from './media-cache.js';
import { CONTENT_TYPES } from '../platform/storage/storage.js';

/** On every answer of media, as docker/nginx/media-headers.conf says them. */
export const MEDIA_HEADERS = {
  'cache-control': `private, max-age=${MEDIA_LIMITS.addressSeconds}, immutable`,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** What is sent of a file: its first and last byte. */
export interface Part {
  start: number;
  end: number;
}

/** An answer without its body: status, headers in turns of name and value, and the part of the file that follows; null for none. */
export interface Head {
  status: 200 | 206 | 304 | 416;
  headers: readonly string[];
  part: Part | null;
}

const COMMON = Object.entries(MEDIA_HEADERS).flat();

/** The headers of an answer with all of a file. */
export function wholeHeaders({ key, bytes, etag, lastModified }: Pick<MediaFile, 'key' | 'bytes' | 'etag' | 'lastModified'>): string[] {
  return ['content-type', CONTENT_TYPES[extname(key).slice(1)]!, 'content-length', String(bytes), 'etag', etag, 'last-modified', lastModified, 'accept-ranges', 'bytes', ...COMMON];
}

/** How a file is answered to a request: whole, a part of it, or not at all because the caller has it (RFC 9110). */
export function headOf({ headers: asked, method }: Pick<IncomingMessage, 'headers' | 'method'>, file: MediaFile): Head {
  const { key, bytes, etag, lastModified } = file;
  if (isKnownToCaller(asked, file)) return { status: 304, headers: ['etag', etag, 'last-modified', lastModified, ...COMMON], part: null };
  const range = asked.range !== undefined && holdsFor(asked['if-range'], file) ? rangeOf(asked.range, bytes) : 'whole';
  if (range === 'beyond') return { status: 416, headers: ['content-range', `bytes */${bytes}`, 'content-length', '0', 'cache-control', 'no-store'], part: null };
  const sendsBody = method !== 'HEAD' && bytes > 0;
  if (range === 'whole') return { status: 200, headers: file.headers, part: sendsBody ? { start: 0, end: bytes - 1 } : null };
  const { start, end } = range;
  const headers = wholeHeaders({ key, bytes: end - start + 1, etag, lastModified });
  return { status: 206, headers: [...headers, 'content-range', `bytes ${start}-${end}/${bytes}`], part: sendsBody ? range : null };
}

function isKnownToCaller(asked: IncomingMessage['headers'], { etag, lastModified }: MediaFile): boolean {
  const tags = asked['if-none-match'];
  if (tags === undefined) return asked['if-modified-since'] === lastModified;
  return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** Whether a part fits to what the caller has of the file. */
function holdsFor(condition: string | string[] | undefined, { etag, lastModified }: MediaFile): boolean {
  return condition === undefined || condition === etag || condition === lastModified;
}

/** One range; several at once are answered whole, as is what is no range. */
function rangeOf(header: string, bytes: number): Part | 'whole' | 'beyond' {
  const [, first, last] = /^bytes= *(\d{0,15}) *- *(\d{0,15}) *$/.exec(header) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  const end = first !== '' && last !== '' ? Math.min(Number(last), bytes - 1) : bytes - 1;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole';
  return start > end ? 'beyond' : { start, end };
}
