import type { EntryKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, dateColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** An entry of the credit ledger. Rows are only ever inserted (credit-rules.md 11, 13). */
@Entity('credit_entry')
@Index('uq_credit_entry_sequence', ['personId', 'sequence'], { unique: true })
@Index('ix_credit_entry_day', ['personId', 'date', 'kind', 'units'])
@Index('ix_credit_entry_year', ['year', 'personId', 'units'])
// Holds all that a statement is computed from.
@Index('ix_credit_entry_statement', ['year', 'personId', 'sequence', 'kind', 'date', 'units', 'policyVersion', 'hash'])
@Index('ix_credit_entry_region', ['year', 'regionPath', 'personId', 'units'])
export class CreditEntry {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column({ type: 'int' })
  sequence: number;

  @Column(asciiColumn(12))
  kind: EntryKind;

  @Column(asciiColumn(80))
  sourceId: string;

  /** Idempotency key; NOT NULL and unique, so that no race can post twice. */
  @Index('uq_credit_entry_key', { unique: true })
  @Column({ ...asciiColumn(160), name: 'idempotency_key' })
  key: string;

  @Column(bigintColumn)
  units: number;

  @Column(dateColumn)
  date: string;

  @Column({ type: 'smallint' })
  year: number;

  @Column(asciiColumn(60))
  policyVersion: string;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  /** Path of the region at that time, so that subtree totals are one range of an index. */
  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Column({ ...idColumn, nullable: true })
  organisationId: string | null;

  @Column({ ...idColumn, nullable: true })
  reverses: string | null;

  @Column(jsonColumn)
  evidence: object;

  @Column(hashColumn)
  evidenceHash: string;

  @Column(hashColumn)
  previousHash: string;

  @Column(hashColumn)
  hash: string;

  @Column(timeColumn)
  recordedAt: Date;
}
