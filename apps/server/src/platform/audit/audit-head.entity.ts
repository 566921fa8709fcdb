import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn, hashColumn } from '../database/columns.js';

/** The end of the audit chain; its one row is locked by whoever adds to it. */
@Entity('audit_head')
export class AuditHead {
  @PrimaryColumn({ type: 'tinyint' })
  id: number;

  @Column(bigintColumn)
  sequence: number;

  @Column(hashColumn)
  hash: string;
}
