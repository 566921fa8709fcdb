import { randomBytes } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { opening, sealing } from '../../platform/crypto/file-cipher.js';
import { Kms, keyOwner } from '../../platform/crypto/kms.js';
import { Storage } from '../../platform/storage/storage.js';
import type { StatementBatch } from './statement-batch.entity.js';

/** Where zips of statements lie. */
export const BATCH_FOLDER = 'statements';

/** The zips: whole names stand in them, so in the storage they are encrypted, each with a key of its own. */
@Injectable()
export class StatementBatchFiles {
  constructor(
    private readonly storage: Storage,
    private readonly kms: Kms,
  ) {}

  /** Where the run of a batch with a fence writes: no two runs write to one file. */
  keyOf(batchId: string, fence: number): string {
    return `${BATCH_FOLDER}/${batchId}-${fence}.zip`;
  }

  /** Stores a zip as it comes. @returns what the row must keep */
  async store(batchId: string, fence: number, zip: Readable): Promise<Pick<StatementBatch, 'storageKey' | 'dataKey' | 'bytes'>> {
    const storageKey = this.keyOf(batchId, fence);
    const dataKey = randomBytes(32);
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const sealed = sealing(dataKey, keyOwner.statementBatch(batchId));
    // Both to their end: when the zip breaks off, the storage still has to take away what it began.
    const [piped, written] = await Promise.allSettled([pipeline(zip, measured, sealed), this.storage.write(storageKey, sealed)]);
    for (const part of [piped, written]) if (part.status === 'rejected') throw part.reason;
    return { storageKey, dataKey: await this.kms.wrap(dataKey, keyOwner.statementBatch(batchId)), bytes };
  }

  /** The zip in the clear. @throws FileAbsent */
  async read({ id, storageKey, dataKey }: { id: string; storageKey: string; dataKey: Buffer }): Promise<Readable> {
    const opened = opening(await this.kms.unwrap(dataKey, keyOwner.statementBatch(id)), keyOwner.statementBatch(id));
    const stored = await this.storage.read(storageKey);
    pipeline(stored, opened).catch((error: Error) => opened.destroy(error));
    return opened;
  }

  /** None is no error. */
  async remove(storageKey: string): Promise<void> {
    await this.storage.remove(storageKey);
  }
}
