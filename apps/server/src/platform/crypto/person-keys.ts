import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from './field-cipher.js';
import { Kms, keyOwner } from './kms.js';

const DATA_KEY_BYTES = 32;

/** Whoever has a data key: a row of `person`. Null: the key was shredded, and what it encrypted is gone for good. */
export interface KeyHolder {
  id: string;
  dataKey: Buffer | null;
}

/** The data key of each person, stored wrapped beside the person. Without it nothing personal of theirs can be read. */
@Injectable()
export class PersonKeys {
  constructor(private readonly kms: Kms) {}

  /** A new key for a person. @returns the wrapped key to store in `person.data_key`, and the cipher that uses it */
  async issue(personId: string): Promise<{ dataKey: Buffer; cipher: FieldCipher }> {
    const dataKey = randomBytes(DATA_KEY_BYTES);
    return { dataKey: await this.kms.wrap(dataKey, keyOwner.person(personId)), cipher: new FieldCipher(dataKey) };
  }

  /** @throws Error when the person's key was shredded */
  async open(holder: KeyHolder): Promise<FieldCipher> {
    if (!holder.dataKey) throw new Error(`The data key of person ${holder.id} is gone`);
    return new FieldCipher(await this.kms.unwrap(holder.dataKey, keyOwner.person(holder.id)));
  }

  /** Ciphers by person id; who has no key is left out. */
  async openAll(holders: readonly KeyHolder[]): Promise<Map<string, FieldCipher>> {
    const withKey = holders.filter((holder) => holder.dataKey !== null);
    return new Map(await Promise.all(withKey.map(async (holder) => [holder.id, await this.open(holder)] as const)));
  }
}
