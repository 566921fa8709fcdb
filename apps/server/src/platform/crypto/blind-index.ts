import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';

/** What is looked up by its digest. Equal values of different purposes have different digests. */
export type BlindIndexPurpose = 'phone' | 'id_number' | 'document' | 'name' | 'sms_code' | 'recovery_code' | 'rate_limit' | 'check_code';

/**
 * Keyed digests that let an encrypted value be found and kept unique without telling it.
 * A plain hash of an ID number can be reversed by trying all of them (reliability.md, finding 10).
 */
@Injectable()
export class BlindIndex {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = config.secrets.blindIndex;
  }

  /** @returns 64 hexadecimal digits. */
  of(purpose: BlindIndexPurpose, value: string): string {
    return createHmac('sha256', this.key).update(`${purpose}|${value}`).digest('hex');
  }
}
