import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';

const VERSION = 1;
const ALGORITHM = 1; // AES-256-GCM
const KEY_ID = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER = Buffer.from([VERSION, ALGORITHM, KEY_ID]);

/** Where a field stands. It is authenticated with the value, so that a cipher text moved elsewhere does not open. */
export interface FieldPlace {
  table: string;
  column: string;
  row: string;
}

/**
 * Encrypts single fields: `version|algorithm|key id|iv|cipher text|tag` (reliability.md, requirement 12).
 * The leading bytes let keys and algorithms be changed later without touching what is stored.
 */
@Injectable()
export class FieldCipher {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = config.secrets.fieldEncryption;
  }

  encrypt(plain: string, place: FieldPlace): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(aad(place));
    return Buffer.concat([HEADER, iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when the bytes were changed, moved to another row or made with another key. */
  decrypt(stored: Buffer, place: FieldPlace): string {
    if (!stored.subarray(0, HEADER.length).equals(HEADER)) throw new Error('Unknown field encryption header');
    const iv = stored.subarray(HEADER.length, HEADER.length + IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES })
      .setAAD(aad(place))
      .setAuthTag(stored.subarray(stored.length - TAG_BYTES));
    return decipher.update(stored.subarray(HEADER.length + IV_BYTES, stored.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }
}

function aad(place: FieldPlace): Buffer {
  return Buffer.from(`${place.table}|${place.column}|${place.row}`);
}
