import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../../platform/database/columns.js';

/** What a learner wrote down at a second of a lesson; readable with the person's own key only. */
@Entity('lesson_note')
@Index('ix_lesson_note_person', ['personId', 'lessonVersionId', 'position'])
export class LessonNote {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(idColumn)
  courseId: string;

  @Column(idColumn)
  lessonVersionId: string;

  /** Media second. */
  @Column({ type: 'int' })
  position: number;

  @Column({ type: 'varbinary', length: 6144 })
  textCipher: Buffer;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  updatedAt: Date;
}
