import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/** Where a published lesson stops for which question. */
@Entity('course_version_checkpoint')
export class CourseVersionCheckpoint {
  @PrimaryColumn(idColumn)
  courseVersionId: string;

  @PrimaryColumn(idColumn)
  lessonVersionId: string;

  @PrimaryColumn({ type: 'int' })
  atSecond: number;

  @Column(idColumn)
  questionId: string;
}
