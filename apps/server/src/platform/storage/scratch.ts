import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of this machine for work in progress, apart from the storage; on its disk, where that is a local one, so that finished work is only renamed. */
export class Scratch {
  /** @param root made when it is first needed */
  constructor(private readonly root: string) {}

  /** A new, empty folder; the caller removes it. */
  async folder(): Promise<string> {
    await mkdir(this.root, { recursive: true });
    return mkdtemp(join(this.root, 'work-'));
  }

  /** What can still be written there, in bytes. */
  async freeBytes(): Promise<number> {
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  /** Removes the folders of callers that died: those where nothing has come or gone since `untouchedSince`. */
  async clear(untouchedSince: Date): Promise<void> {
    const names = await readdir(this.root).catch(() => []);
    for (const dir of names.map((name) => join(this.root, name))) {
      const touchedAt = await lastTouched(dir);
      if (touchedAt !== null && touchedAt < untouchedSince.getTime()) await rm(dir, { recursive: true, force: true });
    }
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
