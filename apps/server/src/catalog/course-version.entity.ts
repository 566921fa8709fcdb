import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, idColumn, timeColumn } from '../platform/database/columns.js';

/** What learners study, frozen when it was published. */
@Entity('course_version')
@Index('uq_course_version_number', ['courseId', 'number'], { unique: true })
export class CourseVersion {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  courseId: string;

  @Column({ type: 'int' })
  number: number;

  @Column({ type: 'varchar', length: 60 })
  title: string;

  @Column({ type: 'varchar', length: 1000 })
  summary: string;

  @Column(asciiColumn(40))
  categoryCode: string;

  @Column(timeColumn)
  publishedAt: Date;

  @Column(idColumn)
  publishedBy: string;
}
