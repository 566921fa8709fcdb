import type { AlarmKind } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, jsonColumn, timeColumn } from '../database/columns.js';

/** Something that somebody must look at. The same thing is open at most once. */
@Entity('alarm')
@Index('uq_alarm_open', ['openKey'], { unique: true })
@Index('ix_alarm_raised', ['resolvedAt', 'raisedAt'])
export class Alarm {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(asciiColumn(40))
  kind: AlarmKind;

  @Column(asciiColumn(160))
  subjectId: string;

  /** `kind:subject` while it is open, else null. */
  @Column({ ...asciiColumn(200), nullable: true })
  openKey: string | null;

  /** Ids and figures; never anything personal. */
  @Column(jsonColumn)
  details: object;

  /** How often it was raised while open. */
  @Column({ type: 'int' })
  times: number;

  @Column(timeColumn)
  raisedAt: Date;

  @Column(timeColumn)
  lastRaisedAt: Date;

  @Column({ ...timeColumn, nullable: true })
  resolvedAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  resolvedBy: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  resolution: string | null;
}
