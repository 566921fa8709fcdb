import type { Coverage, Refusals, Sitting } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { dateColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** A completed round of a lesson version: the evidence that ledger entries are recomputed from. */
@Entity('lesson_completion')
@Index('ix_lesson_completion_completed', ['completedAt'])
@Index('ix_lesson_completion_recorded', ['recordedAt'])
@Index('ix_lesson_completion_date', ['personId', 'date'])
export class LessonCompletion {
  @PrimaryColumn(idColumn)
  personId: string;

  @PrimaryColumn(idColumn)
  lessonVersionId: string;

  @PrimaryColumn({ type: 'int' })
  round: number;

  @Column(timeColumn)
  completedAt: Date;

  @Column(dateColumn)
  date: string;

  @Column(idColumn)
  playSessionId: string;

  /** Course version in which the lesson was played. */
  @Column(idColumn)
  courseVersionId: string;

  /** Region of the person at that time; later moves do not change it. */
  @Column({ ...idColumn, nullable: true })
  regionId: string | null;

  @Column(jsonColumn)
  coverage: Coverage;

  /** Seconds of this round that were reported and refused. */
  @Column({ type: 'int' })
  refusedSeconds: number;

  @Column({ type: 'boolean', nullable: true })
  credited: boolean | null;

  /** When and on what this round was watched; null in rounds of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  sittings: Sitting[] | null;

  /** Seconds of this round that were refused, by why; null in rounds of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  refusals: Refusals | null;

  /** When a merge has brought it from another record; absent: it was recorded when it was completed. */
  @Column({ ...timeColumn, nullable: true })
  recordedAt?: Date | null;
}
