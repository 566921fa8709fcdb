import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';
import type { FilePart } from '../platform/storage/stored-file-owner.js';

export const FINDING_OUTCOMES = ['removed', 'kept', 'remade', 'noted'] as const;
/** Of strays: removed, or kept because something asks for them by now. Of missing files: made again, or somebody was told of them. */
export type FindingOutcome = (typeof FINDING_OUTCOMES)[number];

/** A file that is in one place only. */
export interface StorageFinding {
  kind: 'missing' | 'stray';
  part: FilePart;
  key: string;
  /** Null where the file is missing. */
  bytes: number | null;
  /** What a repair did about it; absent before one, and where it could do nothing. */
  outcome?: FindingOutcome;
}

/** How much of one kind is stored. */
export interface StoredShare {
  part: FilePart;
  files: number;
  bytes: number;
}

/** What a repair has done so far. */
export interface RepairResult {
  state: 'queued' | 'running' | 'done' | 'failed';
  removed: number;
  removedBytes: number;
  /** Missing files that will be made again. */
  remade: number;
  /** Missing files that somebody was told of. */
  noted: number;
}

/** One comparison of the storage with the database, and what was done about it. */
@Entity('storage_check')
@Index('uq_storage_check_active', ['active'], { unique: true })
@Index('ix_storage_check_started', ['startedAt'])
export class StorageCheck {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  /** 1 while it is compared or repaired, then NULL: one at a time. */
  @Column({ type: 'tinyint', nullable: true })
  active: 1 | null;

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

  @Column(jsonColumn)
  shares: StoredShare[];

  /** Asked for by the database, absent from the storage. */
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

  @Column({ ...jsonColumn, nullable: true })
  repair: RepairResult | null;
}
