import type { ClosingDifference, ClosingKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, hashColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';

/** One run of the annual closing (年度结算). */
@Entity('closing')
export class Closing {
  @PrimaryColumn(idColumn)
  id: string;

  @Index('ix_closing_year')
  @Column({ type: 'smallint' })
  year: number;

  /** True while the books of the year were still open when it started: it makes 预结算 statements. */
  @Column({ type: 'boolean' })
  preliminary: boolean;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done' | 'failed';

  /** Year while the run is queued or running, else null: at most one run of a year at a time. */
  @Index('uq_closing_active_year', { unique: true })
  @Column({ type: 'smallint', nullable: true })
  activeYear: number | null;

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  processed: number;

  /** Unused since closings run in shards; the previous version reads it. */
  @Column({ ...idColumn, nullable: true })
  lastPersonId: string | null;

  @Column(idColumn)
  startedBy: string;

  /** Null of what the previous version has begun: see {@link kindOf}. */
  @Column({ ...asciiColumn(12), nullable: true })
  kind: ClosingKind | null;

  /** The region that an amendment concerns; null: all. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column({ ...timeColumn, nullable: true })
  startedAt: Date | null;

  /** Whether nothing was stated of the year before it; null until it is divided. */
  @Column({ type: 'boolean', nullable: true })
  fresh: boolean | null;

  /** How many statements stand under its root. */
  @Column({ type: 'int', nullable: true })
  leaves: number | null;

  /** Merkle root over the leaves of its statements, in order of person id. */
  @Column({ ...hashColumn, nullable: true })
  root: string | null;

  @Column({ ...asciiColumn(64), nullable: true })
  keyId: string | null;

  /** Ed25519 over `closingText` of the domain, 128 hexadecimal digits. */
  @Column({ ...asciiColumn(128), nullable: true })
  signature: string | null;

  @Column({ ...timeColumn, nullable: true })
  signedAt: Date | null;

  /** What differs from the last run of the year. */
  @Column({ ...jsonColumn, nullable: true })
  difference: ClosingDifference | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}

/** What a closing does not have before it has run. */
export const NOT_RUN: Pick<Closing, 'regionId' | 'startedAt' | 'fresh' | 'leaves' | 'root' | 'keyId' | 'signature' | 'signedAt' | 'difference'> = {
  regionId: null,
  startedAt: null,
  fresh: null,
  leaves: null,
  root: null,
  keyId: null,
  signature: null,
  signedAt: null,
  difference: null,
};

/** The kind of a run, also of one that the previous version has begun, which knows none. {@link KIND} says the same in SQL. */
export function kindOf({ kind, preliminary }: Pick<Closing, 'kind' | 'preliminary'>): ClosingKind {
  return kind ?? (preliminary ? 'preliminary' : 'final');
}

/** The kind of a row of `closing`. */
export const KIND = "COALESCE(kind, IF(preliminary, 'preliminary', 'final'))";
