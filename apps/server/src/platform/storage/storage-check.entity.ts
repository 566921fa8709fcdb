import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, jsonColumn, timeColumn } from '../database/columns.js';

/** A file that is in one place only. */
export interface StorageFinding {
  kind: 'missing' | 'stray';
  key: string;
  /** Null where the file is missing. */
  bytes: number | null;
}

/** One comparison of the storage with the database, and what was done about it. */
@Entity('storage_check')
@Index('ix_storage_check_started', ['startedAt'])
export class StorageCheck {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  /** Null for the scheduled check. */
  @Column({ ...idColumn, nullable: true })
  requestedBy: string | null;

  @Column(timeColumn)
  startedAt: Date;

  @Column(timeColumn)
  heartbeatAt: Date;

  @Column({ ...timeColumn, nullable: true })
  endedAt: Date | null;

  @Column({ type: 'int' })
  files: number;

  @Column(bigintColumn)
  bytes: number;

  /** Listed in the database, absent from the storage. */
  @Column({ type: 'int' })
  missing: number;

  /** In the storage, but nothing in the database points there. */
  @Column({ type: 'int' })
  strays: number;

  @Column(bigintColumn)
  strayBytes: number;

  /** The first of them. */
  @Column(jsonColumn)
  findings: StorageFinding[];

  @Column({ ...timeColumn, nullable: true })
  repairedAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  repairedBy: string | null;

  @Column({ type: 'int' })
  repaired: number;
}
