import { type KeyObject, createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { open, keyIdOf, seal } from './seal.js';

/** For whom a data key is wrapped: it unwraps for nobody else, so that keys cannot be exchanged between rows. */
export const keyOwner = {
  person: (id: string): string => `person|${id}`,
  import: (id: string): string => `import|${id}`,
  statementBatch: (id: string): string => `statement-batch|${id}`,
  creditDocument: (id: string): string => `credit-document|${id}`,
} as const;

/**
 * Keeps the master keys and never gives them away: it wraps and unwraps the data keys with which fields and files are
 * encrypted. The default reads its keys from files; an installation with a key service or an HSM provides its own.
 */
export abstract class Kms {
  /** Wraps a data key under the newest master key, for one owner only. */
  abstract wrap(dataKey: Buffer, owner: string): Promise<Buffer>;

  /** @throws Error when it was wrapped for another owner, changed, or its master key is gone */
  abstract unwrap(wrapped: Buffer, owner: string): Promise<Buffer>;

  /** Whether a data key is wrapped under the newest master key. */
  abstract isCurrent(wrapped: Buffer): boolean;
}

/** Master keys from the files of SECRETS_DIR; the one with the highest id wraps. Running processes learn of a new one by themselves. */
@Injectable()
export class FileKms extends Kms {
  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
  }

  async wrap(dataKey: Buffer, owner: string): Promise<Buffer> {
    const newest = this.newest();
    return seal(this.key(newest), newest, dataKey, owner);
  }

  async unwrap(wrapped: Buffer, owner: string): Promise<Buffer> {
    return open(this.key(keyIdOf(wrapped)), wrapped, owner);
  }

  isCurrent(wrapped: Buffer): boolean {
    return keyIdOf(wrapped) === this.newest();
  }

  private newest(): number {
    return Math.max(...this.config.secrets.masterKeys.all().keys());
  }

  private key(id: number): KeyObject {
    const key = this.config.secrets.masterKeys.all().get(id);
    if (!key) throw new Error(`Master key ${id} is not among the secrets`);
    return createSecretKey(key);
  }
}
