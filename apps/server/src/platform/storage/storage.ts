import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A stored file as it can be served. */
export interface StoredFile {
  bytes: number;
  modifiedAt: Date;
}

/** A stored file as it is listed. */
export interface ListedFile extends StoredFile {
  key: string;
}

/** Bytes of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** A stored file on the local disk, until it is released. */
export interface LocalFile extends AsyncDisposable {
  /** To be read only. */
  path: string;
}

/**
 * Where uploads, videos and other files live: a local folder, or an S3 bucket. Keys are relative paths of [A-Za-z0-9._/-] that the application makes; never a user's own. A prefix is the key
 * of a folder, without a slash at its end. Work in progress is not here, but in `Scratch`.
 */
export abstract class Storage {
  /** Which one it is, for administrators. */
  abstract readonly location: { kind: 'local' | 's3'; name: string };
  /**
   * Makes a finished local folder visible under `prefix`, in place of what was there, and takes the local one away. Nobody sees it half: a local storage renames it; S3 has its playlists
   * last, and nothing may point to `prefix` before.
   */
  abstract publishDirectory(localDir: string, prefix: string): Promise<void>;
  /** Adds the files of a local folder to those under `prefix`, each whole and the playlists last, and takes the local folder away. */
  abstract addDirectory(localDir: string, prefix: string): Promise<void>;
  /** Stores a file whole or not at all, in place of the one under the key. */
  abstract write(key: string, data: string | Readable): Promise<void>;
  /** @returns null when there is no such file */
  abstract stat(key: string): Promise<StoredFile | null>;
  /** @throws FileAbsent when there is no such file */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;
  /**
   * A file as a whole in memory, for small ones.
   * @throws FileAbsent when there is no such file
   */
  async readWhole(key: string): Promise<Buffer> {
    return buffer(await this.read(key));
  }
  /**
   * A stored file for a tool that reads a local one; whoever asked releases it: `await using file = await storage.localFile(key)`.
   * @throws FileAbsent when there is no such file
   */
  abstract localFile(key: string, signal?: AbortSignal): Promise<LocalFile>;
  /** Every file under a prefix, or of the whole storage, sorted by the bytes of their keys; of a folder's files some thousands are held at a time. */
  abstract list(prefix?: string): AsyncIterable<ListedFile>;
  /** Moves everything under a prefix below another one, in place of files of the same name. One that was broken off is finished by doing it again. */
  abstract move(fromPrefix: string, toPrefix: string): Promise<void>;
  /** Removes the file with this key and everything under it as a prefix; nothing there is no error. */
  abstract remove(prefix: string): Promise<void>;
  /** What can still be stored, in bytes; null where there is no such limit. */
  abstract freeBytes(): Promise<number | null>;
}

/** There is no such file in the storage. */
export class FileAbsent extends Error {
  constructor(readonly key: string) {
    super(`${key} is not in the storage`);
  }
}

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Whether it is a key that cannot leave the storage. */
export function isStorageKey(key: string): boolean {
  return KEY.test(key);
}

/** What the name of a file or folder ends with while it is being written. */
export const PARTIAL_END = '.part';

/** Whether something was never written to its end, unless that is still going on. */
export function isPartial(key: string): boolean {
  return key.split('/').some((name) => name.endsWith(PARTIAL_END));
}

/** @throws RangeError for a key that could leave the storage */
export function assertStorageKey(key: string): void {
  if (!isStorageKey(key)) throw new RangeError('not a storage key');
}

/** Every kind of file that is stored under a name with an ending. docker/nginx serves the same ones with the same types; media-serving.e2e-spec.ts compares them. */
export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  vtt: 'text/vtt',
  json: 'application/json',
};

/** What a stored file is served as, by the end of its name. */
export function contentTypeOf(key: string): string {
  return CONTENT_TYPES[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/** Playlists are what players begin with: last, so that all they name is there. */
export function playlistsLast(files: readonly string[]): string[] {
  const isPlaylist = (file: string): boolean => file.endsWith('.m3u8');
  // Masters, which name other playlists, lie above them.
  const depth = (file: string): number => file.split('/').length;
  const playlists = files.filter(isPlaylist).sort((a, b) => depth(b) - depth(a));
  return [...files.filter((file) => !isPlaylist(file)), ...playlists];
}
