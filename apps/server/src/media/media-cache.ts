import { LRUCache } from 'lru-cache';
import { wholeHeaders } from './media-answer.js';
import type { Clock } from '../platform/clock.js';
import type { Storage, StoredFile } from '../platform/storage/storage.js';

const MIB = 1024 ** 2;

/** How much of the memory the files may take, in bytes. */
export interface CacheLimits {
  /** Of files that are kept for the next request. */
  kept: number;
  /** Of files that are being read, or still sent to someone after they ceased to be kept. */
  passing: number;
  /** Larger files are never held in memory. */
  file: number;
}

/** Together with what garbage lags behind, the process grows by 256 MiB at most (`npm run bench media`). */
const LIMITS: CacheLimits = { kept: 96 * MIB, passing: 32 * MIB, file: 8 * MIB };

/** What a file without its content takes. */
const FACTS_BYTES = 1024;

/** Whether a file is still in the storage is asked again after this time, so that a takedown is seen within its minute. */
const TRUSTED_MS = 20_000;

/** A file as it is served. */
export interface MediaFile {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  /** In the form of nginx's. */
  readonly etag: string;
  readonly lastModified: string;
  /** Null for a file that is to be streamed from the storage. */
  readonly content: Buffer | null;
  /** The headers of a whole answer, in turns of name and value. */
  readonly headers: readonly string[];
}

/**
 * Keeps the files that are asked for most in memory, within fixed bounds whatever is asked: files that do not fit are
 * streamed. Files never change under their key, but they may go, and with a restoration come back.
 */
export class MediaCache {
  private readonly files: LRUCache<string, MediaFile>;
  private readonly seenAt = new WeakMap<MediaFile, number>();
  private readonly looking = new Map<string, Promise<MediaFile | null>>();
  /** Files that are being sent, with the number of requests that wait for them. */
  private readonly lent = new Map<MediaFile, number>();
  private reading = 0;

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
    private readonly limits: CacheLimits = LIMITS,
  ) {
    this.files = new LRUCache({ maxSize: limits.kept, sizeCalculation: (file) => (file.content?.length ?? 0) + FACTS_BYTES });
  }

  /** Bytes of all contents in memory. */
  get bytes(): number {
    return this.files.calculatedSize + this.reading + this.lentOnly;
  }

  /** A file that was seen in the storage a moment ago; undefined where the storage has to be asked (`find`). */
  known(key: string): MediaFile | undefined {
    const file = this.files.get(key);
    return file && this.isTrusted(file) ? file : undefined;
  }

  /** The file of a key, or null where there is none; requests that ask at the same time wait for one look. */
  find(key: string): Promise<MediaFile | null> {
    const running = this.looking.get(key);
    if (running) return running;
    const looking = this.look(key).finally(() => this.looking.delete(key));
    this.looking.set(key, looking);
    return looking;
  }

  /** Counts a file as in use until the function that it returns was called; small ones need not be. */
  lend(file: MediaFile): () => void {
    this.lent.set(file, (this.lent.get(file) ?? 0) + 1);
    return () => {
      const left = this.lent.get(file)! - 1;
      if (left > 0) this.lent.set(file, left);
      else this.lent.delete(file);
    };
  }

  private isTrusted(file: MediaFile): boolean {
    const age = this.clock.now() - (this.seenAt.get(file) ?? -Infinity);
    return age >= 0 && age < TRUSTED_MS;
  }

  private async look(key: string): Promise<MediaFile | null> {
    const askedAt = this.clock.now();
    const stored = await this.storage.stat(key);
    if (!stored) {
      this.files.delete(key);
      return null;
    }
    const kept = this.files.peek(key);
    const file = kept && isSame(kept, stored) ? kept : await this.load(key, stored);
    this.seenAt.set(file, askedAt);
    return file;
  }

  private async load(key: string, stored: StoredFile): Promise<MediaFile> {
    const large = stored.bytes > this.limits.file;
    if (!large && this.reading + this.lentOnly + stored.bytes > this.limits.passing) return describe(key, stored, null);
    const file = describe(key, stored, large ? null : await this.read(key, stored.bytes));
    this.files.set(key, file);
    return file;
  }

  private async read(key: string, bytes: number): Promise<Buffer> {
    this.reading += bytes;
    try {
      const content = await this.storage.readWhole(key);
      if (content.length !== bytes) throw new Error(`${key} has ${content.length} of ${bytes} bytes`);
      return content;
    } finally {
      this.reading -= bytes;
    }
  }

  /** Bytes of files that are sent and no longer kept. */
  private get lentOnly(): number {
    let bytes = 0;
    for (const file of this.lent.keys()) if (file.content && this.files.peek(file.key) !== file) bytes += file.content.length;
    return bytes;
  }
}

function isSame(kept: MediaFile, stored: StoredFile): boolean {
  return kept.bytes === stored.bytes && kept.modifiedAt.getTime() === stored.modifiedAt.getTime();
}

function describe(key: string, { bytes, modifiedAt }: StoredFile, content: Buffer | null): MediaFile {
  const etag = `"${Math.floor(modifiedAt.getTime() / 1000).toString(16)}-${bytes.toString(16)}"`;
  const lastModified = modifiedAt.toUTCString();
  return { key, bytes, modifiedAt, etag, lastModified, content, headers: wholeHeaders({ key, bytes, etag, lastModified }) };
}
