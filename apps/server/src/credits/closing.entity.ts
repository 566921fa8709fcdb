import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

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

  /** The last person done, in order of id: where an interrupted run goes on. */
  @Column({ ...idColumn, nullable: true })
  lastPersonId: string | null;

  @Column(idColumn)
  startedBy: string;

  @Column(timeColumn)
  createdAt: Date;

  @Column({ ...timeColumn, nullable: true })
  heartbeatAt: Date | null;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
