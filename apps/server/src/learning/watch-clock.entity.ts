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

  /** The play session whose report was answered last, and the `seq` of it; null before the first report, and in clocks of earlier versions. */
  @Column({ ...idColumn, nullable: true })
  answeredSessionId: string | null;

  @Column({ type: 'int', nullable: true })
  answeredSeq: number | null;
}
