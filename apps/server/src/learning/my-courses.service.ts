import { courseRequirements, isDocument } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { CatalogService, type CourseStanding } from '../catalog/catalog.service.js';
import { FinishedCoursesService, isTakenDown } from '../catalog/finished-courses.service.js';
import type { PublishedLesson } from '../catalog/published.repository.js';
import { type LessonContent, MediaService } from '../media/media.service.js';
import { Enrolment } from './enrolment.entity.js';
import type { MyCourseDto } from './learning.dto.js';
import { LessonProgressRow } from './lesson-progress.entity.js';

/** The courses a learner has joined, and how far they are. */
@Injectable()
export class MyCoursesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly finished: FinishedCoursesService,
    private readonly media: MediaService,
  ) {}

  /** Last watched first. */
  async coursesOf(personId: string): Promise<MyCourseDto[]> {
    const enrolments = await this.dataSource.manager.find(Enrolment, { where: { personId }, order: { enrolledAt: 'DESC', courseId: 'ASC' } });
    const cards = await this.catalog.cardsOf(enrolments.map((enrolment) => enrolment.courseVersionId));
    const lessons = Map.groupBy(await this.catalog.lessonsOf(enrolments.map((enrolment) => enrolment.courseVersionId)), (lesson) => lesson.courseVersionId);
    const all = [...lessons.values()].flat();
    const progress = await this.progressOf(personId, all.map((lesson) => lesson.lessonVersionId));
    const contents = await this.media.contentsOf(all.map((lesson) => lesson.mediaId));
    const standings = await this.catalog.standings(enrolments.map((enrolment) => enrolment.courseId));
    const finished = await this.finished.versionsAmong(personId, enrolments.map((enrolment) => enrolment.courseVersionId));
    return enrolments
      .flatMap((enrolment) => {
        const [course, standing] = [cards.get(enrolment.courseId), standings.get(enrolment.courseId)];
        if (!course || !standing) return [];
        const standsSo = { finished: finished.has(enrolment.courseVersionId), withdrawn: standing.withdrawn, newVersion: hasNewVersion(enrolment, standing), dueOn: standing.dueOn };
        return [{ ...standsSo, ...describe(enrolment, course, standing, lessons.get(enrolment.courseVersionId) ?? [], progress, contents) }];
      })
      .sort((a, b) => (b.lastWatchedAt ?? b.enrolledAt).localeCompare(a.lastWatchedAt ?? a.enrolledAt));
  }

  private async progressOf(personId: string, lessonVersionIds: string[]): Promise<Map<string, LessonProgressRow>> {
    if (lessonVersionIds.length === 0) return new Map();
    const rows = await this.dataSource.manager.findBy(LessonProgressRow, { personId, lessonVersionId: In(lessonVersionIds) });
    return new Map(rows.map((row) => [row.lessonVersionId, row]));
  }
}

function hasNewVersion({ courseVersionId }: Enrolment, { versionId, withdrawn }: CourseStanding): boolean {
  return !withdrawn && courseVersionId !== versionId;
}

function describe(
  enrolment: Enrolment,
  course: MyCourseDto['course'],
  { withdrawn }: CourseStanding,
  lessons: PublishedLesson[],
  progress: Map<string, LessonProgressRow>,
  contents: Map<string, LessonContent>,
): Omit<MyCourseDto, 'finished' | 'withdrawn' | 'newVersion' | 'dueOn'> {
  const rows = lessons.map((lesson) => progress.get(lesson.lessonVersionId));
  const watched = rows.flatMap((row) => (row ? [row.updatedAt] : [])).sort((a, b) => b.getTime() - a.getTime());
  // Going on means the lesson watched last, unless it is complete; then the first that is not. What is taken down is passed over.
  const places = lessons.map((lesson, i) => ({ lesson, row: rows[i], number: i + 1 }));
  const watchable = places.filter(({ lesson }) => !isDocument(lesson));
  const open = watchable.filter(({ lesson, row }) => !row?.completedOn && !isTakenDown(contents.get(lesson.mediaId)));
  const next = open.find(({ row }) => row && row.updatedAt === watched[0]) ?? open[0] ?? (watchable.length === 0 ? places[0] : undefined);
  const content = next && contents.get(next.lesson.mediaId);
  const countable = toComplete(watchable.map(({ lesson, row }) => ({ ...lesson, done: row?.completedOn !== null && row !== undefined, takenDown: isTakenDown(contents.get(lesson.mediaId)) })));
  return {
    course,
    enrolledAt: enrolment.enrolledAt.toISOString(),
    lastWatchedAt: watched[0]?.toISOString() ?? null,
    lessonsToComplete: countable.length,
    completedLessons: countable.filter(({ done }) => done).length,
    next: next && !withdrawn
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

/** The lessons that the bar of a course goes by: those it requires and those taken down after they were completed; in a course that requires none, all. */
function toComplete<Lesson extends Parameters<typeof courseRequirements>[0][number] & { done: boolean }>(lessons: Lesson[]): Lesson[] {
  const required = new Set(courseRequirements(lessons));
  const counted = lessons.filter((lesson) => required.has(lesson) || (lesson.required && lesson.done));
  return counted.length > 0 ? counted : lessons;
}
