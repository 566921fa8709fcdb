import { formatCredits } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { LessonProgressDto } from '../catalog/catalog.dto.js';
import { CourseLearners, type CourseStars } from '../catalog/course-learners.js';
import { type Earned, Earnings, claimKey } from '../credits/earnings.js';
import { Enrolment } from './enrolment.entity.js';
import { LessonCompletion } from './lesson-completion.entity.js';
import { LessonProgressRow } from './lesson-progress.entity.js';
import { lessonClaims } from './standing.js';
import { loadedProgress } from './watch.repository.js';

/** Answers the catalogue's questions about learners. */
@Injectable()
export class EnrolledLearners extends CourseLearners {
  constructor(
    private readonly dataSource: DataSource,
    private readonly earnings: Earnings,
  ) {
    super();
  }

  async counts(courseIds: string[]): Promise<Map<string, number>> {
    if (courseIds.length === 0) return new Map();
    const rows: { course_id: string; n: number }[] = await this.dataSource.query('SELECT course_id, COUNT(*) AS n FROM enrolment WHERE course_id IN (?) GROUP BY course_id', [courseIds]);
    return new Map(rows.map((row) => [row.course_id, row.n]));
  }

  async stars(courseIds: string[]): Promise<Map<string, CourseStars>> {
    if (courseIds.length === 0) return new Map();
    const rows: { course_id: string; stars: string; n: number }[] = await this.dataSource.query('SELECT course_id, SUM(stars) AS stars, COUNT(*) AS n FROM course_rating WHERE course_id IN (?) GROUP BY course_id', [courseIds]);
    return new Map(rows.map((row) => [row.course_id, { stars: Number(row.stars), count: row.n }]));
  }

  async personsOf(tx: EntityManager, courseId: string): Promise<string[]> {
    const rows = await tx.find(Enrolment, { select: { personId: true }, where: { courseId } });
    return rows.map(({ personId }) => personId);
  }

  async versionOf(personId: string, courseId: string): Promise<string | null> {
    return (await this.dataSource.manager.findOneBy(Enrolment, { personId, courseId }))?.courseVersionId ?? null;
  }

  async progress(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressDto>> {
    if (lessonVersionIds.length === 0) return new Map();
    const rows = await this.dataSource.manager.findBy(LessonProgressRow, { personId, lessonVersionId: In(lessonVersionIds) });
    const earned = await this.earnings.of(this.dataSource.manager, rows.flatMap((row) => lessonClaims(loadedProgress(row))));
    return new Map(rows.map((row) => [row.lessonVersionId, progressOf(row, earned)]));
  }

  async completed(personId: string, lessonVersionIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    if (lessonVersionIds.length === 0) return new Set();
    const rows = await tx.find(LessonCompletion, { select: { lessonVersionId: true }, where: { personId, lessonVersionId: In(lessonVersionIds) } });
    return new Set(rows.map(({ lessonVersionId }) => lessonVersionId));
  }

  async passedQuizzes(personId: string, courseVersionIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    if (courseVersionIds.length === 0) return new Set();
    const rows: { course_version_id: string }[] = await tx.query('SELECT DISTINCT course_version_id FROM quiz_attempt WHERE person_id = ? AND course_version_id IN (?) AND passed = 1', [personId, courseVersionIds]);
    return new Set(rows.map((row) => row.course_version_id));
  }
}

function progressOf(row: LessonProgressRow, earnings: ReadonlyMap<string, Earned>): LessonProgressDto {
  const [earned] = lessonClaims(loadedProgress(row)).map((claim) => earnings.get(claimKey(claim)));
  const { units, corrected } = earned ?? { units: 0, corrected: false };
  return {
    coveredSeconds: row.coveredSeconds,
    resumeAt: row.position,
    completed: row.completedOn !== null,
    credited: row.completedOn === null || row.credited === null ? null : row.credited && !corrected,
    corrected,
    units,
    credits: formatCredits(units),
  };
}
