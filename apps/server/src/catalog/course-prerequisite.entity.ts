import { Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn } from '../platform/database/columns.js';

/** A course that must be finished before another one is begun. */
@Entity('course_prerequisite')
@Index('ix_course_prerequisite_required', ['requiredCourseId'])
export class CoursePrerequisite {
  @PrimaryColumn(idColumn)
  courseId: string;

  @PrimaryColumn(idColumn)
  requiredCourseId: string;
}
