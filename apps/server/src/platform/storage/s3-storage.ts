import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound, S3Client, type S3ClientConfig, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { filesBelow } from './files-below.js';
import { inParallel } from './in-parallel.js';
import type { Scratch } from './scratch.js';
import type { S3Access, S3Location } from './storage-location.js';
import { type ByteRange, FileAbsent, type ListedFile, type LocalFile, Storage, type StoredFile, assertStorageKey, contentTypeOf, isStorageKey, playlistsLast } from './storage.js';

const MIB = 1024 * 1024;
/** At most 10 000 parts of a file: up to 78 GiB. */
const PART_BYTES = 8 * MIB;
const PARTS_AT_ONCE = 2;
/** Segments that are sent at once; each holds a part in memory. */
const FILES_AT_ONCE = 8;
/** Requests that carry no files. */
const REQUESTS_AT_ONCE = 32;
const ATTEMPTS = 5;
const CONNECT_MS = 5_000;
/** Without a byte for so long, a connection is given up. */
const SILENCE_MS = 60_000;
/** What S3 copies by itself in one request. */
const COPIED_IN_ONE = 5 * 1024 * MIB;

/** Files in an S3-compatible bucket. A file becomes visible when its last part has arrived. */
export class S3Storage extends Storage {
  readonly location: { kind: 's3'; name: string };
  readonly bucket: string;
  /** For other clients of the same bucket. */
  readonly clientConfig: S3ClientConfig;
  private readonly prefix: string;
  private readonly client: S3Client;

  constructor(
    location: S3Location,
    access: S3Access,
    private readonly scratch: Scratch,
  ) {
    super();
    this.location = { kind: 's3', name: `${location.endpoint ?? 'https://s3.amazonaws.com'} ${location.bucket}/${location.prefix}` };
    this.bucket = location.bucket;
    this.prefix = location.prefix;
    this.clientConfig = {
      region: location.region,
      ...(location.endpoint === null ? {} : { endpoint: location.endpoint }),
      forcePathStyle: location.pathStyle,
      credentials: access,
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS, httpAgent: { maxSockets: 2 * REQUESTS_AT_ONCE }, httpsAgent: { maxSockets: 2 * REQUESTS_AT_ONCE } },
      // Checksums in trailers are Amazon's alone; every store knows the signature, and what was stored is compared by its size.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    };
    this.client = new S3Client(this.clientConfig);
  }

  /** The name of a stored file in the bucket. */
  objectKey(key: string): string {
    assertStorageKey(key);
    return this.prefix + key;
  }

  async publishDirectory(localDir: string, prefix: string): Promise<void> {
    const files = await filesBelow(localDir);
    const published = new Set(files.map((file) => `${prefix}/${file}`));
    await this.addDirectory(localDir, prefix);
    await inParallel(this.list(prefix), REQUESTS_AT_ONCE, async ({ key }) => {
      if (!published.has(key)) await this.removeFile(key);
    });
  }

  async addDirectory(localDir: string, prefix: string): Promise<void> {
    assertStorageKey(prefix);
    const files = playlistsLast(await filesBelow(localDir));
    const send = (file: string): Promise<void> => this.write(`${prefix}/${file}`, createReadStream(join(localDir, file)));
    const playlistsFrom = files.findIndex((file) => file.endsWith('.m3u8'));
    const others = playlistsFrom === -1 ? files : files.slice(0, playlistsFrom);
    await inParallel(others, FILES_AT_ONCE, send);
    for (const playlist of files.slice(others.length)) await send(playlist);
    await rm(localDir, { recursive: true, force: true });
  }

  async write(key: string, data: string | Readable): Promise<void> {
    const upload = new Upload({
      client: this.client,
      params: { ...this.object(key), Body: data, ContentType: contentTypeOf(key) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
    });
    await upload.done();
  }

  async stat(key: string): Promise<StoredFile | null> {
    try {
      const found = await this.client.send(new HeadObjectCommand(this.object(key)));
      return { bytes: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ ...this.object(key), ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }));
      if (!(Body instanceof Readable)) throw new Error('the store answered without a file');
      return Body;
    } catch (error) {
      throw error instanceof NoSuchKey ? new FileAbsent(key) : error;
    }
  }

  async localFile(key: string, signal?: AbortSignal): Promise<LocalFile> {
    const stored = await this.read(key);
    const folder = await this.scratch.folder();
    const release = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      const path = join(folder, basename(key));
      await pipeline(stored, createWriteStream(path), { signal });
      return { path, [Symbol.asyncDispose]: release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  async *list(prefix?: string): AsyncGenerator<ListedFile> {
    if (prefix !== undefined) {
      const file = await this.stat(prefix);
      if (file) yield { key: prefix, ...file };
    }
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: prefix === undefined ? this.prefix : `${this.objectKey(prefix)}/` });
    for await (const { Contents = [] } of pages) {
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of Contents) {
        const key = Key.slice(this.prefix.length);
        // What others have put there under names that no key can have, such as markers of folders, is theirs.
        if (isStorageKey(key)) yield { key, bytes: Size, modifiedAt: LastModified };
      }
    }
  }

  async move(fromPrefix: string, toPrefix: string): Promise<void> {
    assertStorageKey(toPrefix);
    await inParallel(this.list(fromPrefix), REQUESTS_AT_ONCE, async ({ key, bytes }) => {
      const target = toPrefix + key.slice(fromPrefix.length);
      if (bytes > COPIED_IN_ONE) await this.write(target, await this.read(key));
      else await this.client.send(new CopyObjectCommand({ ...this.object(target), CopySource: `${this.bucket}/${this.objectKey(key)}` }));
      await this.removeFile(key);
    });
  }

  async remove(prefix: string): Promise<void> {
    await inParallel(this.list(prefix), REQUESTS_AT_ONCE, ({ key }) => this.removeFile(key));
  }

  async freeBytes(): Promise<null> {
    return null;
  }

  private async removeFile(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(key)));
  }

  private object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.objectKey(key) };
  }
}
