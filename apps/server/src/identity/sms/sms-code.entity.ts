import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, timeColumn } from '../../platform/database/columns.js';
import type { SmsPurpose } from '../sign-in/sign-in.dto.js';

/** A code that was sent to a phone. Only keyed digests of phone and code are stored. */
@Entity('sms_code')
@Index('ix_sms_code_phone', ['phoneIndex', 'purpose', 'createdAt'])
export class SmsCode {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(hashColumn)
  phoneIndex: string;

  @Column(asciiColumn(20))
  purpose: SmsPurpose;

  @Column(hashColumn)
  codeHash: string;

  /** How often a wrong code was given. */
  @Column({ type: 'tinyint' })
  tries: number;

  @Column(timeColumn)
  createdAt: Date;

  /** Moved back to now by a newer code for the same purpose. */
  @Index('ix_sms_code_expires')
  @Column(timeColumn)
  expiresAt: Date;

  @Column({ ...timeColumn, nullable: true })
  usedAt: Date | null;
}
