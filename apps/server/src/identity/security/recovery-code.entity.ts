import { Column, Entity, PrimaryColumn } from 'typeorm';
import { hashColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** A code that stands in for the second factor, once. Only its keyed digest is stored. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn(idColumn)
  accountId: string;

  @PrimaryColumn(hashColumn)
  codeHash: string;

  @Column({ ...timeColumn, nullable: true })
  usedAt: Date | null;
}
