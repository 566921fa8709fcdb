import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { type DataStore, ERRORS, Upload } from '@tus/server';
import { Problem } from '../platform/errors/problem.js';
import { PendingWrites } from './pending-writes.js';

const MIB = 1024 * 1024;
/** What may wait in memory, for each upload, while as much is on its way to the disk. */
const WAITING_BYTES = 2 * MIB;
/** After so much the room is looked at once more. */
const ROOM_EVERY_BYTES = 64 * MIB;
/** What a client still sends before it listens is taken and dropped, up to so much. */
const DROPPED_BYTES = 16 * MIB;

/** What is known of an upload under way. */
export interface UploadFacts {
  bytes: number;
  /** The SHA-256 of the whole file has been said. */
  verifiable: boolean;
  metadata: Record<string, string>;
}

/** How far an upload may go now, and what is said to more than that. */
export interface UploadLimit {
  bytes: number;
  refusal: 'upload_unverified' | 'upload_overrun';
}

/** Without the SHA-256 of the whole file its last byte is not taken. */
export function limitOf({ bytes, verifiable }: UploadFacts): UploadLimit {
  return verifiable ? { bytes, refusal: 'upload_overrun' } : { bytes: bytes - 1, refusal: 'upload_unverified' };
}

/** What a store asks about the uploads that it keeps. */
export interface UploadKeeper {
  /** Null unless it is under way. */
  factsOf(uploadId: string): Promise<UploadFacts | null>;
  /** @throws Problem upload_no_room when the storage is full up to what is kept free of uploads */
  assertRoom(): Promise<void>;
  /** An upload was given up. */
  discard(uploadId: string): Promise<void>;
}

/** The store of uploads of this process. */
export const UPLOAD_STORE = Symbol('UploadStore');

/** What has arrived of an upload. */
export interface UploadStanding {
  receivedBytes: number;
  /** When the last of it arrived, or the upload was begun with the store. */
  touchedAt: Date;
}

/** A store of uploads whose last byte is taken only once the SHA-256 of the whole file has been said. */
export interface UploadStore extends DataStore {
  /** Null when the store has nothing of it. */
  standing(id: string): Promise<UploadStanding | null>;
  /** Resolves once nothing is on its way to an upload any more. */
  settled(id: string): Promise<void>;
}

/**
 * Uploads as files of a folder that all api processes share. The size of a file is its true offset, and the file is on the disk before anybody hears that it is whole.
 */
export class LocalUploadStore extends FileStore implements UploadStore {
  private readonly pending = new PendingWrites();

  constructor(
    directory: string,
    private readonly keeper: UploadKeeper,
  ) {
    super({ directory });
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload);
    } catch (error) {
      await this.remove(upload.id);
      throw asNoRoom(error);
    }
  }

  /** An upload whose process died before it had made the file begins with nothing; what has arrived counts also when the note about it is gone or broken. */
  override async getUpload(id: string): Promise<Upload> {
    try {
      return await super.getUpload(id);
    } catch (error) {
      const facts = await this.keeper.factsOf(id);
      if (facts === null) throw error;
      const noted = { id, size: facts.bytes, metadata: facts.metadata };
      const file = await stat(`${this.directory}/${id}`).catch(absent);
      if (file === null) return this.create(new Upload({ ...noted, offset: 0 }));
      await this.configstore.set(id, new Upload({ ...noted, offset: 0 }));
      return new Upload({ ...noted, offset: file.size });
    }
  }

  override async remove(id: string): Promise<void> {
    await super.remove(id).catch((error: unknown) => {
      if (error !== ERRORS.FILE_NOT_FOUND) throw error;
    });
    await this.keeper.discard(id);
  }

  async standing(id: string): Promise<UploadStanding | null> {
    const file = await stat(`${this.directory}/${id}`).catch(absent);
    return file && { receivedBytes: file.size, touchedAt: file.mtime };
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
    await using file = await open(`${this.directory}/${id}`, 'r+');
    const writer = new EagerWriter(file, offset, limitOf(facts), this.keeper);
    try {
      await takeAll(body, writer);
    } catch (error) {
      throw asNoRoom(error);
    }
    if (writer.position === facts.bytes) await file.datasync();
    return writer.position;
  }
}

/**
 * Hands a body over to a writer. After a piece that is not taken, what the client is still sending is dropped, because it listens only when it has sent it. What arrived before that, or before
 * the line broke, stays.
 * @throws what refused a piece
 */
async function takeAll(body: Readable, writer: EagerWriter): Promise<void> {
  let fault: { error: unknown } | null = null;
  let droppedBytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (fault === null) fault = await writer.add(chunk).then(() => null, (error: unknown) => ({ error }));
      else if ((droppedBytes += chunk.length) > DROPPED_BYTES) break;
    }
  } finally {
    await writer.end();
  }
  if (fault !== null) throw fault.error;
}

/** Writes what arrives while the next is received, up to an end that may not be reached yet. On a slow line each piece is on its way to the disk at once, on a fast one many go together. */
class EagerWriter {
  position: number;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private accepted: number;
  private writing: Promise<void> | null = null;
  /** What of it is on its way now; what waits follows. */
  private batch: Promise<void> | null = null;
  private unlooked = ROOM_EVERY_BYTES;

  constructor(
    private readonly file: FileHandle,
    offset: number,
    private readonly limit: UploadLimit,
    private readonly keeper: UploadKeeper,
  ) {
    this.position = offset;
    this.accepted = offset;
  }

  /** @throws Problem upload_unverified, upload_overrun, upload_no_room, and what failed of the pieces before */
  async add(chunk: Buffer): Promise<void> {
    this.unlooked += chunk.length;
    if (this.unlooked >= ROOM_EVERY_BYTES) await this.lookForRoom();
    const taken = chunk.subarray(0, Math.max(0, this.limit.bytes - this.accepted));
    this.accepted += taken.length;
    this.waitingBytes += taken.length;
    if (taken.length > 0) this.waiting.push(taken);
    if (taken.length < chunk.length) throw new Problem(this.limit.refusal);
    if (this.waitingBytes === 0) return;
    if (this.writing === null) {
      this.writing = this.write();
      // Whoever waits for it next hears of its failure.
      this.writing.catch(() => undefined);
    }
    if (this.waitingBytes >= WAITING_BYTES) await this.batch;
  }

  /** Writes what waits. */
  async end(): Promise<void> {
    await this.writing;
    await this.write();
  }

  private async write(): Promise<void> {
    while (this.waitingBytes > 0) {
      const batch = this.waiting;
      this.waiting = [];
      this.waitingBytes = 0;
      this.batch = this.writeAll(batch);
      await this.batch;
    }
    this.writing = null;
  }

  private async writeAll(batch: Buffer[]): Promise<void> {
    let left = batch;
    while (left.length > 0) {
      const { bytesWritten } = await this.file.writev(left, this.position);
      this.position += bytesWritten;
      // A disk that is nearly full takes a part.
      left = without(left, bytesWritten);
    }
    batch.forEach(release);
  }

  private async lookForRoom(): Promise<void> {
    this.unlooked = 0;
    await this.keeper.assertRoom();
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** A full disk, or a full share of it, is a refusal that passes. */
function asNoRoom(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Problem('upload_no_room', [], { cause: error }) : error;
}

/** Gives the memory of a piece back at once where it shares it with nothing: left to the garbage collector, a fast upload has it go through the whole heap several times a second. */
function release({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** What is left of buffers whose first bytes were written. */
function without(buffers: Buffer[], bytes: number): Buffer[] {
  let passed = 0;
  return buffers.flatMap((buffer) => {
    const begin = Math.min(buffer.length, Math.max(0, bytes - passed));
    passed += buffer.length;
    return begin < buffer.length ? [buffer.subarray(begin)] : [];
  });
}
