import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/** The place of a lesson version in a course version, with the titles of that time. */
@Entity('course_version_lesson')
export class CourseVersionLesson {
  @PrimaryColumn(idColumn)
  courseVersionId: string;

  @PrimaryColumn({ type: 'int' })
  position: number;

  @Index('ix_course_version_lesson_version')
  @Column(idColumn)
  lessonVersionId: string;

  @Column({ type: 'int' })
  chapterPosition: number;

  @Column({ type: 'varchar', length: 60 })
  chapterTitle: string;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'boolean', default: true })
  required: boolean;
}
