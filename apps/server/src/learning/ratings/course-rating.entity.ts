import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../../platform/database/columns.js';

/** One to five stars that a learner gives a course, with a comment for everyone where they wrote one. One per person and course. */
@Entity('course_rating')
@Index('uq_course_rating_person', ['personId', 'courseId'], { unique: true })
@Index('ix_course_rating_course', ['courseId', 'updatedAt'])
export class CourseRating {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  personId: string;

  @Column(idColumn)
  courseId: string;

  @Column({ type: 'tinyint' })
  stars: number;

  @Column({ type: 'varchar', length: 500, nullable: true })
  comment: string | null;

  @Column(timeColumn)
  createdAt: Date;

  @Column(timeColumn)
  updatedAt: Date;

  /** Set while a comment is hidden; the stars still count. */
  @Column({ ...timeColumn, nullable: true })
  hiddenAt: Date | null;

  @Column({ ...idColumn, nullable: true })
  hiddenBy: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  hiddenReason: string | null;
}
