import { Readable } from 'node:stream';
import { S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/server';
import { Problem } from '../platform/errors/problem.js';
import type { S3Storage } from '../platform/storage/s3-storage.js';
import { PendingWrites } from './pending-writes.js';
import { type UploadKeeper, type UploadStanding, type UploadStore, limitOf } from './upload-store.js';
import { uploadFiles, uploadKey } from './uploads.service.js';

const PART_BYTES = 8 * 1024 * 1024;
/** Of one chunk; each waits in a file of its own. */
const PARTS_AT_ONCE = 2;

/** Uploads as multipart uploads of an S3 bucket: any api process goes on with them, and the object appears when the last byte was taken. */
export class S3UploadStore extends S3Store implements UploadStore {
  private readonly pending = new PendingWrites();

  constructor(
    private readonly storage: S3Storage,
    private readonly keeper: UploadKeeper,
  ) {
    super({ partSize: PART_BYTES, maxConcurrentPartUploads: PARTS_AT_ONCE, useTags: false, s3ClientConfig: { ...storage.clientConfig, bucket: storage.bucket } });
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      await super.create(new Upload({ ...upload, id: this.objectOf(upload.id) }));
      return upload;
    } catch (error) {
      await this.keeper.discard(upload.id);
      throw error;
    }
  }

  /** An upload whose process died before it had begun it with the store begins with nothing. */
  override async getUpload(id: string): Promise<Upload> {
    try {
      return new Upload({ ...(await super.getUpload(this.objectOf(id))), id });
    } catch (error) {
      const facts = error === ERRORS.FILE_NOT_FOUND ? await this.keeper.factsOf(id) : null;
      if (facts === null) throw error;
      return this.create(new Upload({ id, size: facts.bytes, offset: 0, metadata: facts.metadata }));
    }
  }

  override async remove(id: string): Promise<void> {
    const key = this.objectOf(id);
    const begun = await this.getMetadata(key).catch(unlessGone);
    if (begun) await this.client.abortMultipartUpload({ Bucket: this.bucket, Key: key, UploadId: begun['upload-id'] }).catch(unlessGone);
    await this.clearCache(key);
    // One by one: removal of many at once wants a checksum that not every store knows.
    for (const stored of uploadFiles(id)) await this.storage.remove(stored);
    await this.keeper.discard(id);
  }

  async standing(id: string): Promise<UploadStanding | null> {
    const note = await this.storage.stat(`${uploadKey(id)}.info`);
    const parts = note && (await this.partsOf(id));
    if (!parts) return this.standingOfFile(id);
    const rest = await this.storage.stat(`${uploadKey(id)}.part`);
    const arrivals = [note.modifiedAt, rest?.modifiedAt, ...parts.map(({ LastModified }) => LastModified)];
    return {
      receivedBytes: parts.reduce((sum, { Size = 0 }) => sum + Size, rest?.bytes ?? 0),
      touchedAt: new Date(Math.max(...arrivals.map((at) => at?.getTime() ?? 0))),
    };
  }

  override write(body: Readable, id: string, offset: number): Promise<number> {
    return this.pending.track(id, this.receive(body, id, offset));
  }

  settled(id: string): Promise<void> {
    return this.pending.settled(id);
  }

  private async receive(body: Readable, id: string, offset: number): Promise<number> {
    const facts = await this.keeper.factsOf(id);
    if (facts === null) throw ERRORS.FILE_NO_LONGER_EXISTS;
    await this.keeper.assertRoom();
    const limit = limitOf(facts);
    const taking = new Taking(limit.bytes - offset);
    const position = await super.write(Readable.from(taking.from(body), { objectMode: false }), this.objectOf(id), offset);
    if (taking.heldBack) throw new Problem(limit.refusal);
    return position;
  }

  /** Null when the upload is whole, or was aborted. */
  private async partsOf(id: string): Promise<Awaited<ReturnType<S3Store['retrieveParts']>> | null> {
    const key = this.objectOf(id);
    try {
      return await this.retrieveParts(key);
    } catch (error) {
      return unlessGone(error);
    } finally {
      // Another process may begin it anew.
      await this.clearCache(key);
    }
  }

  private async standingOfFile(id: string): Promise<UploadStanding | null> {
    const file = await this.storage.stat(uploadKey(id));
    return file && { receivedBytes: file.bytes, touchedAt: file.modifiedAt };
  }

  private objectOf(id: string): string {
    return this.storage.objectKey(uploadKey(id));
  }
}

function unlessGone(error: unknown): null {
  if (!['NoSuchUpload', 'NoSuchKey'].includes((error as Error).name)) throw error;
  return null;
}

/** Takes so many bytes of a body, and drops the rest. */
class Taking {
  heldBack = false;

  constructor(private bytesLeft: number) {}

  async *from(body: Readable): AsyncGenerator<Buffer> {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const taken = chunk.subarray(0, this.bytesLeft);
      this.bytesLeft -= taken.length;
      if (taken.length < chunk.length) this.heldBack = true;
      if (taken.length > 0) yield taken;
    }
  }
}
