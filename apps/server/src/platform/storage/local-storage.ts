import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '../ids.js';
import { Storage, type StoredFile, assertStorageKey } from './storage.js';

/** Files in a local folder. What becomes visible does so by a rename, never half-written. */
export class LocalStorage extends Storage {
  readonly root: string;

  constructor(url: URL) {
    super();
    this.root = fileURLToPath(url);
  }

  async scratchDir(): Promise<string> {
    const parent = join(this.root, 'scratch');
    await mkdir(parent, { recursive: true });
    return mkdtemp(join(parent, 'work-'));
  }

  async clearScratch(untouchedSince: Date): Promise<void> {
    const parent = join(this.root, 'scratch');
    const names = await readdir(parent).catch(() => []);
    for (const dir of names.map((name) => join(parent, name))) {
      const touchedAt = await lastTouched(dir);
      if (touchedAt !== null && touchedAt < untouchedSince.getTime()) await rm(dir, { recursive: true, force: true });
    }
  }

  async localPath(key: string): Promise<string> {
    return this.path(key);
  }

  async publishDirectory(localDir: string, prefix: string): Promise<void> {
    const target = this.path(prefix);
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(localDir, target);
  }

  async write(key: string, data: string | Readable): Promise<void> {
    const target = this.path(key);
    const partial = `${target}.${newId()}.part`;
    await mkdir(dirname(target), { recursive: true });
    try {
      await pipeline(typeof data === 'string' ? Readable.from([data]) : data, createWriteStream(partial, { flush: true }));
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  async stat(key: string): Promise<StoredFile | null> {
    const found = await stat(this.path(key)).catch(() => null);
    return found?.isFile() ? { bytes: found.size, modifiedAt: found.mtime } : null;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Readable> {
    return createReadStream(this.path(key), range);
  }

  async remove(prefix: string): Promise<void> {
    await rm(this.path(prefix), { recursive: true, force: true });
  }

  private path(key: string): string {
    assertStorageKey(key);
    return join(this.root, key);
  }
}

/** When a file last came or went in a folder or those below it; null when its owner removes it meanwhile. */
async function lastTouched(dir: string): Promise<number | null> {
  try {
    const below = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isDirectory());
    const found = await Promise.all([dir, ...below.map((entry) => join(entry.parentPath, entry.name))].map((folder) => stat(folder)));
    return Math.max(...found.map(({ mtimeMs }) => mtimeMs));
  } catch {
    return null;
  }
}
