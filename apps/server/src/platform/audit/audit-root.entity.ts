import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, hashColumn, timeColumn } from '../database/columns.js';

/** The signed root of one finished Shanghai day of the audit log. Rows are only added. */
@Entity('audit_root')
export class AuditRoot {
  @PrimaryColumn(dateColumn)
  date: string;

  @Column(bigintColumn)
  firstSequence: number;

  /** One less than `firstSequence` on a day without entries. */
  @Column(bigintColumn)
  lastSequence: number;

  /** Merkle root over the hashes of the day's entries. */
  @Column(hashColumn)
  root: string;

  /** Which key signed: SHA-256 of its public part. */
  @Column(asciiColumn(64))
  keyId: string;

  /** Ed25519 over `auditDayText`, 128 hexadecimal digits. */
  @Column(asciiColumn(128))
  signature: string;

  @Column(timeColumn)
  signedAt: Date;
}
