import { Column, Entity, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, idColumn, jsonColumn, timeColumn } from '../../platform/database/columns.js';

/** One nightly comparison of balances, entries and evidence. */
@Entity('reconciliation')
export class Reconciliation {
  @PrimaryColumn(dateColumn)
  date: string;

  @Column(asciiColumn(12))
  state: 'running' | 'done' | 'failed';

  @Column({ ...idColumn, nullable: true })
  lastPersonId: string | null;

  @Column({ type: 'int' })
  persons: number;

  @Column({ type: 'int' })
  entries: number;

  @Column({ type: 'int' })
  differences: number;

  /** By check: how much was compared, how much differed. */
  @Column(jsonColumn)
  checks: Record<string, { compared: number; differences: number }>;

  @Column(timeColumn)
  startedAt: Date;

  @Column(timeColumn)
  heartbeatAt: Date;

  @Column({ ...timeColumn, nullable: true })
  finishedAt: Date | null;
}
