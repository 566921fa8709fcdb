import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { open, keyIdOf, seal } from './seal.js';

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

/** Master keys from the files of SECRETS_DIR; the one with the highest id wraps. */
@Injectable()
export class FileKms extends Kms {
  private readonly keys: ReadonlyMap<number, Buffer>;
  private readonly newest: number;

  constructor(@Inject(CONFIG) config: Config) {
    super();
    this.keys = config.secrets.masterKeys;
    this.newest = Math.max(...this.keys.keys());
  }

  async wrap(dataKey: Buffer, owner: string): Promise<Buffer> {
    return seal(this.key(this.newest), this.newest, dataKey, owner);
  }

  async unwrap(wrapped: Buffer, owner: string): Promise<Buffer> {
    return open(this.key(keyIdOf(wrapped)), wrapped, owner);
  }

  isCurrent(wrapped: Buffer): boolean {
    return keyIdOf(wrapped) === this.newest;
  }

  private key(id: number): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`Master key ${id} is not among the secrets`);
    return key;
  }
}
