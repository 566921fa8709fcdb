import { isDocument } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { type LessonContent, MediaService } from '../media/media.service.js';
import type { PublishedLesson } from '../catalog/published.repository.js';
import { Clock } from '../platform/clock.js';
import { Enrolment } from './enrolment.entity.js';
import type { MyCourseDto } from './learning.dto.js';
import { LessonProgressRow } from './lesson-progress.entity.js';

/** Which courses a learner has joined, and how far they are. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly media: MediaService,
    private readonly clock: Clock,
  ) {}

  /** 加入课程, at its present version; again changes nothing. @throws Problem not_found */
  async enrol(personId: string, courseId: string): Promise<void> {
    await this.ensure(this.dataSource.manager, personId, courseId, await this.catalog.currentVersion(courseId));
  }

  /** Enrols where that is missing. A learner stays on the version they began. */
  async ensure(tx: EntityManager, personId: string, courseId: string, courseVersionId: string): Promise<void> {
    await tx.query(
      'INSERT INTO enrolment (person_id, course_id, course_version_id, enrolled_at) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE person_id = person_id',
      [personId, courseId, courseVersionId, this.clock.date()],
    );
  }

  /** The course version, among those the person studies, in which a lesson version stands; null when in none. */
  async versionFor(personId: string, lessonVersionId: string): Promise<string | null> {
    const enrolments = await this.dataSource.manager.findBy(Enrolment, { personId });
    const lessons = await this.catalog.lessonsOf(enrolments.map((enrolment) => enrolment.courseVersionId));
    return lessons.find((lesson) => lesson.lessonVersionId === lessonVersionId)?.courseVersionId ?? null;
  }

  /** Last watched first. */
  async coursesOf(personId: string): Promise<MyCourseDto[]> {
    const enrolments = await this.dataSource.manager.find(Enrolment, { where: { personId }, order: { enrolledAt: 'DESC' } });
    const cards = await this.catalog.cardsOf(enrolments.map((enrolment) => enrolment.courseVersionId));
    const lessons = Map.groupBy(await this.catalog.lessonsOf(enrolments.map((enrolment) => enrolment.courseVersionId)), (lesson) => lesson.courseVersionId);
    const all = [...lessons.values()].flat();
    const progress = await this.progressOf(personId, all.map((lesson) => lesson.lessonVersionId));
    const contents = await this.media.contentsOf(all.map((lesson) => lesson.mediaId));
    return enrolments
      .flatMap((enrolment) => {
        const card = cards.get(enrolment.courseId);
        return card ? [describe(enrolment, card, lessons.get(enrolment.courseVersionId) ?? [], progress, contents)] : [];
      })
      .sort((a, b) => (b.lastWatchedAt ?? b.enrolledAt).localeCompare(a.lastWatchedAt ?? a.enrolledAt));
  }

  private async progressOf(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressRow>> {
    if (lessonVersionIds.length === 0) return new Map();
    const rows = await this.dataSource.manager.findBy(LessonProgressRow, { personId, lessonVersionId: In(lessonVersionIds) });
    return new Map(rows.map((row) => [row.lessonVersionId, row]));
  }
}

function describe(
  enrolment: Enrolment,
  course: MyCourseDto['course'],
  lessons: PublishedLesson[],
  progress: Map<string, LessonProgressRow>,
  contents: Map<string, LessonContent>,
): MyCourseDto {
  const rows = lessons.map((lesson) => progress.get(lesson.lessonVersionId));
  const watched = rows.flatMap((row) => (row ? [row.updatedAt] : [])).sort((a, b) => b.getTime() - a.getTime());
  // Going on means the lesson watched last, unless it is complete; then the first that is not. What is taken down is passed over.
  const places = lessons.map((lesson, i) => ({ lesson, row: rows[i], number: i + 1 }));
  const toComplete = places.filter(({ lesson }) => !isDocument(lesson));
  const open = toComplete.filter(({ lesson, row }) => !row?.completedOn && !contents.get(lesson.mediaId)?.takenDown);
  const next = open.find(({ row }) => row && row.updatedAt === watched[0]) ?? open[0] ?? (toComplete.length === 0 ? places[0] : undefined);
  const content = next && contents.get(next.lesson.mediaId);
  return {
    course,
    enrolledAt: enrolment.enrolledAt.toISOString(),
    lastWatchedAt: watched[0]?.toISOString() ?? null,
    lessonsToComplete: toComplete.length,
    completedLessons: rows.filter((row) => row?.completedOn).length,
    next: next
      ? {
          lessonVersionId: next.lesson.lessonVersionId,
          title: next.lesson.title,
          number: next.number,
          kind: content?.kind ?? 'video',
          resumeAt: next.row?.position ?? 0,
          durationSeconds: next.lesson.durationSeconds,
          ready: content?.ready ?? false,
        }
      : null,
  };
}
