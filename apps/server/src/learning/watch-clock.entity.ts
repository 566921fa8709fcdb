import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../platform/database/columns.js';

/** The one watch clock of a person (credit-rules.md 4, 5). */
@Entity('watch_clock')
export class WatchClockRow {
  @PrimaryColumn(idColumn)
  personId: string;

  @Column({ type: 'int' })
  parts: number;

  @Column(timeColumn)
  lastAt: Date;

  @Column({ ...idColumn, nullable: true })
  sessionId: string | null;

  @Column({ ...timeColumn, nullable: true })
  leaseAt: Date | null;
}
