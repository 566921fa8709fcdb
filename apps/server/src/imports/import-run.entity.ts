import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, hashColumn, idColumn, timeColumn } from '../platform/database/columns.js';
import { FollowsRegion } from '../platform/database/follows-region.js';
import type { ImportKindName } from './import-kind.js';

/**
 * uploading → uploaded → checking (the dry run) → checked → applying → done; failed and cancelled from everywhere before.
 */
export type ImportState = 'uploading' | 'uploaded' | 'checking' | 'checked' | 'applying' | 'done' | 'failed' | 'cancelled';

/** One table that was uploaded, and how far its rows are. The file itself is encrypted in storage and goes soon after. */
@FollowsRegion()
@Entity('import_run')
@Index('ix_import_run_region', ['regionPath', 'createdAt'])
@Index('ix_import_run_state', ['state', 'heartbeatAt'])
export class ImportRun {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(20))
  kind: ImportKindName;

  @Column(asciiColumn(12))
  state: ImportState;

  @Column({ type: 'varchar', length: 255 })
  fileName: string;

  @Column(bigintColumn)
  fileBytes: number;

  @Column(hashColumn)
  fileSha256: string;

  /** Storage key of the encrypted file; null once it is removed. */
  @Column({ ...asciiColumn(120), nullable: true })
  fileKey: string | null;

  /** The file's data key, wrapped under a master key. */
  @Column({ type: 'varbinary', length: 128, nullable: true })
  fileDataKey: Buffer | null;

  /** Null: the whole installation. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;

  @Column({ ...idColumn, nullable: true })
  organisationId: string | null;

  /** Why it failed, in Chinese. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  failure: string | null;

  /** Rows of the table; 0 until the dry run has seen them all. */
  @Column({ type: 'int' })
  totalRows: number;

  /** Rows of the pass at work whose outcome is committed: where an interrupted run goes on. */
  @Column({ type: 'int' })
  processedRows: number;

  @Column({ type: 'int' })
  createdRows: number;

  @Column({ type: 'int' })
  changedRows: number;

  @Column({ type: 'int' })
  unchangedRows: number;

  @Column({ type: 'int' })
  faultyRows: number;

  /** Of the faulty ones, rows whose person is known elsewhere: many of them in one table are somebody asking who is registered. */
  @Column({ type: 'int', default: 0 })
  atDeskRows: number;

  /** Raised by every run that takes the job; only the newest run's writes count. */
  @Column({ type: 'int' })
  fence: number;

  @Column(idColumn)
  startedBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
