import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { isKeyOfItsId } from '../platform/crypto/signing-key.js';
import { CreditKey } from './credit-key.entity.js';
import type { PublicKeyDto } from './credit-keys.dto.js';
import { CreditSigning } from './credit-signing.js';

/** Every key that has signed credits here. Each process that signs puts its own on record before it does anything else. */
@Injectable()
export class CreditKeys implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signing: CreditSigning,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const { keyId, publicKey } = this.signing.key;
    // The account may add a row and change none.
    await this.dataSource.query('INSERT IGNORE INTO credit_key (key_id, public_key, first_used_at) VALUES (?, ?, ?)', [keyId, publicKey, this.clock.date()]);
  }

  /** The newest first. A row that holds no key of its id is none: `credits:verify` tells of it. */
  async all(): Promise<CreditKey[]> {
    const rows = await this.dataSource.manager.find(CreditKey, { order: { firstUsedAt: 'DESC', keyId: 'ASC' } });
    return rows.filter(isKeyOfItsId);
  }

  /** The same, as whoever verifies gets them: at an address of their own, and with what they have signed. */
  async published(): Promise<PublicKeyDto[]> {
    return (await this.all()).map(({ keyId, publicKey }) => ({ keyId, algorithm: 'Ed25519', publicKey }));
  }
}
