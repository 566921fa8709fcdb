import { type KeyObject, createSecretKey } from 'node:crypto';
import { open, seal } from './seal.js';

/** A person has one data key; its id in the header leaves room for another. */
const KEY_ID = 1;

/** Where a field stands. It is authenticated with the value. */
export interface FieldPlace {
  table: string;
  column: string;
  row: string;
}

/** Encrypts single fields with the data key of one person. */
export class FieldCipher {
  /** Made once: Node takes longer to look at the bytes of a key than to decrypt a field with it. */
  private readonly key: KeyObject;

  constructor(dataKey: Buffer) {
    this.key = createSecretKey(dataKey);
  }

  encrypt(plain: string, place: FieldPlace): Buffer {
    return seal(this.key, KEY_ID, Buffer.from(plain), contextOf(place));
  }

  /** @throws Error when the bytes were changed, moved to another row or made with another key. */
  decrypt(stored: Buffer, place: FieldPlace): string {
    return open(this.key, stored, contextOf(place)).toString('utf8');
  }
}

function contextOf(place: FieldPlace): string {
  return JSON.stringify([place.table, place.column, place.row]);
}
