import type { Coverage } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { dateColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

/** A completed round of a lesson version: the evidence that ledger entries are recomputed from. */
@Entity('lesson_completion')
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

  @Column(jsonColumn)
  coverage: Coverage;

  @Column({ type: 'boolean', nullable: true })
  credited: boolean | null;
}
