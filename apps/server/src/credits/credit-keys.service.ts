import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CreditKey } from './credit-key.entity.js';
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
    await this.dataSource.query('INSERT INTO credit_key (key_id, public_key, first_used_at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE key_id = key_id', [keyId, publicKey, this.clock.date()]);
  }

  /** The newest first. */
  all(): Promise<CreditKey[]> {
    return this.dataSource.manager.find(CreditKey, { order: { firstUsedAt: 'DESC', keyId: 'ASC' } });
  }
}
