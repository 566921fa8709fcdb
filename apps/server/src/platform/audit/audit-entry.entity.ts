import type { AuditDetails } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../database/columns.js';

/** One act that someone must be able to answer for. Rows are only added; each carries the hash of the one before. */
@Entity('audit_entry')
@Index('ix_audit_entry_at', ['at', 'sequence'])
@Index('ix_audit_entry_region', ['regionId', 'sequence'])
@Index('ix_audit_entry_account', ['accountId', 'sequence'])
@Index('ix_audit_entry_subject', ['subjectId', 'sequence'])
@Index('ix_audit_entry_action', ['action', 'sequence'])
export class AuditEntry {
  /** Place in the one chain of the installation, from 1. */
  @PrimaryColumn(bigintColumn)
  sequence: number;

  @Index('uq_audit_entry_id', { unique: true })
  @Column(idColumn)
  id: string;

  @Column(timeColumn)
  at: Date;

  /** Who; null: the platform itself. */
  @Column({ ...idColumn, nullable: true })
  accountId: string | null;

  /** What, see AUDIT_ACTIONS. */
  @Column(asciiColumn(60))
  action: string;

  /** On whom or on what. */
  @Column({ ...asciiColumn(30), nullable: true })
  subjectKind: string | null;

  @Column({ ...asciiColumn(64), nullable: true })
  subjectId: string | null;

  /** Region of the subject, as it lay at that time. Null: the installation's auditors only. */
  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  /** The last region of that path: who audits it now sees the entry, wherever it has moved since. Not hashed, but verified against the path. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  /** From where. */
  @Column({ ...asciiColumn(45), nullable: true })
  address: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  device: string | null;

  /** Why, in the words of who did it. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  reason: string | null;

  /** Never a name, a phone number or an ID number. */
  @Column(jsonColumn)
  details: AuditDetails;

  @Column(hashColumn)
  previousHash: string;

  @Column(hashColumn)
  hash: string;
}
