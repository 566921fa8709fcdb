import { createHash, randomBytes } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LIMITS } from '@xuexi/tables';
import { Injectable } from '@nestjs/common';
import { Kms, keyOwner } from '../platform/crypto/kms.js';
import { Problem } from '../platform/errors/problem.js';
import { Storage } from '../platform/storage/storage.js';
import { opening, sealing } from '../platform/crypto/file-cipher.js';

/** What is known of a file once it is stored. */
export interface StoredImport {
  fileKey: string;
  /** Wrapped under a master key. */
  fileDataKey: Buffer;
  fileBytes: number;
  fileSha256: string;
}

/** The uploaded tables: in storage only encrypted, each with a key of its own, and never in the clear on a disk. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly storage: Storage,
    private readonly kms: Kms,
  ) {}

  /** Where the file of a run lies. */
  keyOf(importId: string): string {
    return `imports/${importId}`;
  }

  /** Stores a file as it comes. @throws Problem payload_too_large; whatever `source` throws */
  async store(importId: string, source: Readable): Promise<StoredImport> {
    const dataKey = randomBytes(32);
    const digest = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > LIMITS.fileBytes) return done(new Problem('payload_too_large'));
        digest.update(chunk);
        return done(null, chunk);
      },
    });
    const sealed = sealing(dataKey, keyOwner.import(importId));
    await Promise.all([pipeline(source, measured, sealed), this.storage.write(this.keyOf(importId), sealed)]);
    return { fileKey: this.keyOf(importId), fileDataKey: await this.kms.wrap(dataKey, keyOwner.import(importId)), fileBytes: bytes, fileSha256: digest.digest('hex') };
  }

  /** The file of a run in the clear. The stream fails when the stored bytes are not those that were stored. */
  async read(importId: string, { fileKey, fileDataKey }: { fileKey: string; fileDataKey: Buffer }): Promise<Readable> {
    const dataKey = await this.kms.unwrap(fileDataKey, keyOwner.import(importId));
    const opened = opening(dataKey, keyOwner.import(importId));
    const stored = await this.storage.read(fileKey);
    pipeline(stored, opened).catch((error: Error) => opened.destroy(error));
    return opened;
  }

  /** Removes the file of a run; none is no error. */
  async remove(importId: string): Promise<void> {
    await this.storage.remove(this.keyOf(importId));
  }
}
