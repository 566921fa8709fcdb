import type { Coverage, Refusals, Sitting } from '@xuexi/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dateColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** Which seconds of a lesson version a person has covered in the current round. */
@Entity('lesson_progress')
export class LessonProgressRow {
  @PrimaryColumn(idColumn)
  personId: string;

  @PrimaryColumn(idColumn)
  lessonVersionId: string;

  @Column({ type: 'int' })
  round: number;

  @Column(jsonColumn)
  coverage: Coverage;

  @Column({ type: 'int' })
  coveredSeconds: number;

  /** Seconds that were reported and refused by the clock, the lease or the presence check; for 为什么. */
  @Column({ type: 'int' })
  refusedSeconds: number;

  /** Media second where the player stood last. */
  @Column({ type: 'int' })
  position: number;

  /** Date on which the current round was completed. */
  @Column({ ...dateColumn, nullable: true })
  completedOn: string | null;

  /** See LessonProgress of the domain. */
  @Column({ type: 'boolean', nullable: true })
  credited: boolean | null;

  @Column(timeColumn)
  updatedAt: Date;

  /** When and on what this round was watched; null in rounds of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  sittings: Sitting[] | null;

  /** Seconds of this round that were refused, by why; null in rounds of earlier versions. */
  @Column({ ...jsonColumn, nullable: true })
  refusals: Refusals | null;
}
