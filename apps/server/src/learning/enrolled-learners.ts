import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { LessonProgressDto } from '../catalog/catalog.dto.js';
import { CourseLearners } from '../catalog/course-learners.js';
import { Enrolment } from './enrolment.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';

/** Answers the catalogue's questions about learners. */
@Injectable()
export class EnrolledLearners extends CourseLearners {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async counts(courseIds: string[]): Promise<Map<string, number>> {
    if (courseIds.length === 0) return new Map();
    const rows: { course_id: string; n: number }[] = await this.dataSource.query('SELECT course_id, COUNT(*) AS n FROM enrolment WHERE course_id IN (?) GROUP BY course_id', [courseIds]);
    return new Map(rows.map((row) => [row.course_id, row.n]));
  }

  async versionOf(personId: string, courseId: string): Promise<string | null> {
    return (await this.dataSource.manager.findOneBy(Enrolment, { personId, courseId }))?.courseVersionId ?? null;
  }

  async progress(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressDto>> {
    if (lessonVersionIds.length === 0) return new Map();
    const rows = await this.dataSource.manager.findBy(LessonProgressRow, { personId, lessonVersionId: In(lessonVersionIds) });
    return new Map(
      rows.map((row) => [
        row.lessonVersionId,
        { coveredSeconds: row.coveredSeconds, resumeAt: row.position, completed: row.completedOn !== null, credited: row.completedOn === null ? null : row.credited },
      ]),
    );
  }
}
