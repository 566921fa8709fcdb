import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { type SigningKey, signingKey } from '../platform/crypto/signing-key.js';

/** The key that signs the ledger's days, closings and statements. */
@Injectable()
export class CreditSigning {
  readonly key: SigningKey;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = signingKey(config.secrets.creditSigning);
  }
}
