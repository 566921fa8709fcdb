import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/** A question that a lesson stops for at a second of its video. */
@Entity('lesson_checkpoint')
@Index('ix_lesson_checkpoint_question', ['questionId'])
export class LessonCheckpoint {
  @PrimaryColumn(idColumn)
  lessonId: string;

  @PrimaryColumn({ type: 'int' })
  atSecond: number;

  @Column(idColumn)
  questionId: string;
}
