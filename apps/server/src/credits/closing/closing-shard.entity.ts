import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/**
 * A part of a closing: the persons of the whole tree of regions whose ids lie in a range. Regions may be moved and people may move while it
 * runs without anyone being missed, and the ledger is read in the order in which it lies.
 */
@Entity('closing_shard')
@Index('ix_closing_shard_state', ['state', 'heartbeatAt'])
export class ClosingShard {
  @PrimaryColumn(idColumn)
  closingId: string;

  @PrimaryColumn({ type: 'int' })
  number: number;

  /** Its persons come after this id; empty: from the first. */
  @Column(idColumn)
  afterId: string;

  /** The last of its persons; null: to the end. */
  @Column({ ...idColumn, nullable: true })
  untilId: string | null;

  @Column(asciiColumn(12))
  state: 'queued' | 'running' | 'done';

  /** How many persons with a chain it had when it was made. */
  @Column({ type: 'int' })
  total: number;

  /** Raised by every run; only the newest writes. */
  @Column({ type: 'int' })
  fence: number;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
