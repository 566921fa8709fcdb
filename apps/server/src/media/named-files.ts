import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Storage, isStorageKey } from '../platform/storage/storage.js';

/** Hours of segments with a line each stay far below it. */
const LARGEST_LIST = 8 * 1024 * 1024;

/** The keys that a playlist or the list of previews names, in the folder of the storage where it lies. */
export async function filesNamedBy(storage: Storage, listKey: string): Promise<string[]> {
  const file = await storage.stat(listKey);
  if (!file || file.bytes > LARGEST_LIST) return [];
  const content = await text(await storage.read(listKey));
  const names = listKey.endsWith('.vtt') ? namedInPreviews(content) : namedInPlaylist(content);
  const folder = posix.dirname(listKey);
  const keys = names.map((name) => posix.join(folder, name.replace(/[?#].*$/, '')));
  return [...new Set(keys)].filter(isStorageKey);
}

/** Whether a file names others. */
export function namesOthers(key: string): boolean {
  return key.endsWith('.m3u8') || key.endsWith('.vtt');
}

function namedInPlaylist(content: string): string[] {
  return content.split(/\r?\n/).flatMap((line) => (line.startsWith('#') ? [...line.matchAll(/URI="([^"]+)"/g)].map(([, uri = '']) => uri) : line === '' ? [] : [line]));
}

/** Cues whose text is the address of a picture and a place in it. */
function namedInPreviews(content: string): string[] {
  return content.split(/\r?\n/).filter((line) => /^\S+\.(?:jpg|png|webp)(?:#xywh=\S+)?$/.test(line));
}
