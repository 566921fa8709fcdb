import type { QuizSettings } from '@xuexi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { asciiColumn, bigintColumn, idColumn, jsonColumn, timeColumn } from '../platform/database/columns.js';

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

  /** Units declared for the whole course; null: none. */
  @Column({ ...bigintColumn, nullable: true })
  fixedUnits: number | null;

  @Column({ type: 'boolean', default: false })
  preventSkip: boolean;

  /** Its quiz as it was set then; null: it has none. */
  @Column({ ...jsonColumn, nullable: true })
  quiz: QuizSettings | null;
}
