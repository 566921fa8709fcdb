import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, dateColumn, idColumn, timeColumn } from '../../platform/database/columns.js';

/** A class or activity as a person attended it: evidence, only added (credit-rules.md 10). */
@Entity('attendance')
@Index('ix_attendance_recorded', ['recordedAt'])
@Index('uq_attendance_activity', ['personId', 'activityId'], { unique: true })
export class Attendance {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  /** Number of the class session or activity. */
  @Column(asciiColumn(60))
  activityId: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column(dateColumn)
  date: string;

  @Column({ type: 'int' })
  classHoursHundredths: number;

  @Column({ type: 'int' })
  scheduledMinutes: number;

  @Column({ type: 'int' })
  presentMinutes: number;

  @Column({ type: 'boolean' })
  signedOut: boolean;

  @Column(idColumn)
  recordedBy: string;

  @Column(timeColumn)
  recordedAt: Date;

  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(asciiColumn(255))
  regionPath: string;
}
