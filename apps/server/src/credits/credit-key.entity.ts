import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, timeColumn } from '../platform/database/columns.js';

/** The public part of a key that has signed credits. Rows are only added: what an earlier key has signed is verified with it for good. */
@Entity('credit_key')
export class CreditKey {
  /** SHA-256 of the public key in DER, 64 hexadecimal digits. */
  @PrimaryColumn(asciiColumn(64))
  keyId: string;

  /** PEM. */
  @Column({ type: 'varchar', length: 200 })
  publicKey: string;

  @Column(timeColumn)
  firstUsedAt: Date;
}
