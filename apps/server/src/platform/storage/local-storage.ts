import { createWriteStream } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '../ids.js';
import { filesBelow } from './files-below.js';
import { type ByteRange, FileAbsent, type ListedFile, type LocalFile, PARTIAL_END, Storage, type StoredFile, assertStorageKey, isStorageKey, playlistsLast } from './storage.js';

/** Folders of the platform that may lie beside the files, but are no stored files: work in progress, and anchors of the audit log. */
const NOT_STORED = new Set(['scratch', 'audit']);

/** Files in a local folder. What becomes visible does so by a rename, never half-written. */
export class LocalStorage extends Storage {
  readonly root: string;
  readonly location: { kind: 'local'; name: string };

  constructor(url: URL) {
    super();
    this.root = fileURLToPath(url);
    this.location = { kind: 'local', name: this.root };
  }

  /** Where a file or folder is on the disk, whether or not it exists. */
  localPath(key: string): string {
    assertStorageKey(key);
    return join(this.root, key);
  }

  async publishDirectory(localDir: string, prefix: string): Promise<void> {
    const target = this.localPath(prefix);
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { recursive: true, force: true });
    await moveInto(localDir, target);
  }

  async addDirectory(localDir: string, prefix: string): Promise<void> {
    const target = this.localPath(prefix);
    for (const file of playlistsLast(await filesBelow(localDir))) {
      await mkdir(dirname(join(target, file)), { recursive: true });
      await moveInto(join(localDir, file), join(target, file));
    }
    await rm(localDir, { recursive: true, force: true });
  }

  async write(key: string, data: string | Readable): Promise<void> {
    const target = this.localPath(key);
    const partial = partialOf(target);
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
    const found = await stat(this.localPath(key)).catch(absent);
    return found?.isFile() ? { bytes: found.size, modifiedAt: found.mtime } : null;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await open(this.localPath(key)).catch(absent);
    if (handle === null) throw new FileAbsent(key);
    if ((await handle.stat()).isFile()) return handle.createReadStream(range);
    await handle.close();
    throw new FileAbsent(key);
  }

  /** At once into memory of the file's size: a stream would leave as much again behind, chunk by chunk. */
  override async readWhole(key: string): Promise<Buffer> {
    const handle = await open(this.localPath(key)).catch(absent);
    if (handle === null) throw new FileAbsent(key);
    try {
      const { size } = await handle.stat();
      const content = Buffer.allocUnsafeSlow(size);
      let filled = 0;
      for (let bytesRead = -1; bytesRead !== 0 && filled < size; filled += bytesRead) ({ bytesRead } = await handle.read(content, filled, size - filled, filled));
      return content.subarray(0, filled);
    } finally {
      await handle.close();
    }
  }

  async localFile(key: string): Promise<LocalFile> {
    if ((await this.stat(key)) === null) throw new FileAbsent(key);
    return { path: this.localPath(key), [Symbol.asyncDispose]: () => Promise.resolve() };
  }

  async *list(prefix?: string): AsyncGenerator<ListedFile> {
    if (prefix !== undefined) {
      const file = await this.stat(prefix);
      if (file) yield { key: prefix, ...file };
      else yield* this.listFolder(prefix);
      return;
    }
    for (const entry of await entriesOf(this.root)) if (!NOT_STORED.has(entry.name)) yield* this.listEntry(entry.name, entry.isFolder);
  }

  async move(fromPrefix: string, toPrefix: string): Promise<void> {
    const [from, to] = [this.localPath(fromPrefix), this.localPath(toPrefix)];
    if ((await stat(from).catch(absent)) === null) return;
    await mkdir(dirname(to), { recursive: true });
    // What a move that was broken off, or an earlier one, left at the target stays there; the folder is moved as a whole where nothing did.
    if ((await stat(to).catch(absent)) === null) return rename(from, to);
    for (const file of await filesBelow(from)) {
      await mkdir(dirname(join(to, file)), { recursive: true });
      await rename(join(from, file), join(to, file));
    }
    await rm(from, { recursive: true, force: true });
  }

  async remove(prefix: string): Promise<void> {
    await rm(this.localPath(prefix), { recursive: true, force: true });
  }

  async freeBytes(): Promise<number> {
    await mkdir(this.root, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  private async *listFolder(prefix: string): AsyncGenerator<ListedFile> {
    for (const { name, isFolder } of await entriesOf(this.localPath(prefix))) yield* this.listEntry(`${prefix}/${name}`, isFolder);
  }

  private async *listEntry(key: string, isFolder: boolean): AsyncGenerator<ListedFile> {
    // What others have put there under names that no key can have is theirs.
    if (!isStorageKey(key)) return;
    if (isFolder) yield* this.listFolder(key);
    else {
      const file = await this.stat(key);
      if (file) yield { key, ...file };
    }
  }
}

/** Names of a folder in the order of the keys that lie below them: `a-b`, `a.b` and `a/b` differ after the `a`. */
async function entriesOf(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? [];
  const sortable = entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), sortedAs: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  return sortable.sort((a, b) => (a.sortedAs < b.sortedAs ? -1 : 1));
}

/** Moves a file or folder to where there is none, or a file in place of one; from another disk by a whole copy beside the target. */
async function moveInto(from: string, target: string): Promise<void> {
  try {
    await rename(from, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const partial = partialOf(target);
    try {
      await cp(from, partial, { recursive: true });
      await rename(partial, target);
    } catch (failure) {
      await rm(partial, { recursive: true, force: true });
      throw failure;
    }
    await rm(from, { recursive: true, force: true });
  }
}

/** What is being written, until it is whole; one that was left by a process that died is found by the check of the storage. */
function partialOf(target: string): string {
  return `${target}.${newId()}${PARTIAL_END}`;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
