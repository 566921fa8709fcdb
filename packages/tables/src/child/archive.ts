import type { Readable } from 'node:stream';
import { type Entry, type ZipFile, fromBuffer } from 'yauzl';
import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';

/** An xlsx as the archive that it is. No size that it tells is believed. */
export class Archive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws TableError damaged, unpacked_too_large, old_format (encrypted) */
  static async open(file: Buffer): Promise<Archive> {
    const zip = await new Promise<ZipFile>((resolve, reject) =>
      fromBuffer(file, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }, (error, opened) => (error ? reject(new TableError('damaged', { cause: error })) : resolve(opened))),
    );
    if (zip.entryCount > LIMITS.entries) throw new TableError('unpacked_too_large');
    const entries = new Map<string, Entry>();
    let told = 0;
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        if (entry.generalPurposeBitFlag & 1) return reject(new TableError('old_format'));
        if (entries.has(entry.fileName)) return reject(new TableError('damaged'));
        told += entry.uncompressedSize;
        if (told > LIMITS.unpackedBytes) return reject(new TableError('unpacked_too_large'));
        entries.set(entry.fileName, entry);
        return zip.readEntry();
      });
      zip.on('error', (error: Error) => reject(new TableError('damaged', { cause: error })));
      zip.on('end', resolve);
      zip.readEntry();
    });
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The text of an entry, piece by piece. @throws TableError damaged, unpacked_too_large */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name);
    if (!entry) throw new TableError('damaged');
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(new TableError('damaged', { cause: error })) : resolve(opened))),
    );
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.unpacked += chunk.length;
        const inflated = bytes > LIMITS.ratioFromBytes && bytes > entry.compressedSize * LIMITS.ratio;
        if (inflated || this.unpacked > LIMITS.unpackedBytes) throw new TableError('unpacked_too_large');
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof TableError ? error : new TableError('damaged', { cause: error });
    } finally {
      stream.destroy();
    }
  }
}
