import type { Readable } from 'node:stream';

/** A stored file as it can be served. */
export interface StoredFile {
  bytes: number;
  modifiedAt: Date;
}

/** Where video files live. Keys are relative paths of [A-Za-z0-9._/-] that the application makes; never a user's own. */
export abstract class Storage {
  /** A folder on the same disk for work in progress; the caller removes it. */
  abstract scratchDir(): Promise<string>;
  /** Removes the work folders of callers that died: those where nothing has come or gone since `untouchedSince`. */
  abstract clearScratch(untouchedSince: Date): Promise<void>;
  /** A local path of a stored file, to be read by a tool. */
  abstract localPath(key: string): Promise<string>;
  /** Makes a finished local folder visible under `prefix` in one step, in place of what was there. */
  abstract publishDirectory(localDir: string, prefix: string): Promise<void>;
  abstract write(key: string, data: string | Readable): Promise<void>;
  /** @returns null when there is no such file */
  abstract stat(key: string): Promise<StoredFile | null>;
  abstract read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Removes everything under `prefix`; nothing there is no error. */
  abstract remove(prefix: string): Promise<void>;
}

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** @throws RangeError for a key that could leave the storage */
export function assertStorageKey(key: string): void {
  if (!KEY.test(key)) throw new RangeError('not a storage key');
}
