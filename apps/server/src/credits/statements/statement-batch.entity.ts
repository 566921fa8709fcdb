import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, timeColumn } from '../../platform/database/columns.js';
import { FollowsRegion } from '../../platform/database/follows-region.js';

/** A zip of the statements of a region and year, made by the worker; encrypted in the storage, and gone after 30 days. */
@FollowsRegion()
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

  /** Year and region while it is queued or running, else null: at most one at a time of each. */
  @Index('uq_statement_batch_active', { unique: true })
  @Column({ ...asciiColumn(60), nullable: true })
  activeKey: string | null;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  processed: number;

  @Column({ ...asciiColumn(160), nullable: true })
  storageKey: string | null;

  /** The key of the file, wrapped under a master key. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  dataKey: Buffer | null;

  /** Of the zip, before it was encrypted. */
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
