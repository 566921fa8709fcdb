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
  constructor(private readonly dataKey: Buffer) {}

  encrypt(plain: string, place: FieldPlace): Buffer {
    return seal(this.dataKey, KEY_ID, Buffer.from(plain), contextOf(place));
  }

  /** @throws Error when the bytes were changed, moved to another row or made with another key. */
  decrypt(stored: Buffer, place: FieldPlace): string {
    return open(this.dataKey, stored, contextOf(place)).toString('utf8');
  }
}

function contextOf(place: FieldPlace): string {
  return JSON.stringify([place.table, place.column, place.row]);
}
