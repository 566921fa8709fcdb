import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** A part of a closing's persons: a region of the tree, or a range of ids within one. */
@Entity('closing_shard')
@Index('ix_closing_shard_state', ['state', 'heartbeatAt'])
export class ClosingShard {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  /** Null: persons without a region. */
  @Column({ ...asciiColumn(255), nullable: true })
  regionPath: string | null;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done';

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  processed: number;

  @Column({ ...idColumn, nullable: true })
  lastPersonId: string | null;

  /** Raised by every run; only the newest writes. */
  @Column({ type: 'int' })
  fence: number;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
