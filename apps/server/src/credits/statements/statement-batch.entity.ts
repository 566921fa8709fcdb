import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** A zip of the statements of a region and year, made by the worker and kept in the storage. */
@Entity('statement_batch')
@Index('ix_statement_batch_region', ['regionPath', 'createdAt'])
export class StatementBatch {
  @PrimaryColumn(idColumn)
  id: string;

  @Column({ type: 'smallint' })
  year: number;

  /** Null: the whole installation. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  processed: number;

  @Column({ ...asciiColumn(160), nullable: true })
  storageKey: string | null;

  @Column({ ...bigintColumn, nullable: true })
  bytes: number | null;

  @Column({ type: 'int' })
  fence: number;

  @Column(idColumn)
  requestedBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
