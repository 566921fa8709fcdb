import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MediaDto } from '../media/media.dto.js';
import { MediaService } from '../media/media.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { CourseLearners } from './course-learners.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { CourseQuizzes, type FrozenLesson } from './course-quizzes.js';
import { CourseVersionLesson } from './course-version-lesson.entity.js';
import { CourseVersion } from './course-version.entity.js';
import { Course } from './course.entity.js';
import { LessonVersion } from './lesson-version.entity.js';

/** Freezes a course into a version that learners study. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly outlines: CourseOutlineRepository,
    private readonly media: MediaService,
    private readonly quizzes: CourseQuizzes,
    private readonly learners: CourseLearners,
    private readonly notices: NoticesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes a course as its next version within the transaction that holds its lock. Its learners stay on theirs, and are told.
   * @throws Problem course_not_ready when a video is not ready, no lesson is left, or the quiz lacks questions, since it was submitted
   */
  async publish(tx: EntityManager, course: Course, publishedBy: string): Promise<void> {
    const outline = (await this.outlines.outlines([course.id], tx)).get(course.id) ?? [];
    const media = await this.media.newestOf(outline.flatMap(({ lessons }) => lessons.map((lesson) => lesson.id)), tx);
    const version: CourseVersion = {
      id: newId(),
      courseId: course.id,
      number: ((await tx.maximum(CourseVersion, 'number', { courseId: course.id })) ?? 0) + 1,
      title: course.title,
      summary: course.summary,
      categoryCode: course.categoryCode,
      publishedAt: this.clock.date(),
      publishedBy,
      fixedUnits: course.fixedUnits,
      preventSkip: course.preventSkip,
      quiz: await this.quizzes.settings(course.id, tx),
    };
    await tx.insert(CourseVersion, version);
    const frozen: FrozenLesson[] = [];
    for (const [chapterIndex, { chapter, lessons }] of outline.entries()) {
      for (const lesson of lessons) {
        const video = media.get(lesson.id);
        const seconds = frozenLength(video);
        if (!video || seconds === null) throw new Problem('course_not_ready', [{ field: 'course', message: `“${lesson.title}”的文件还没有准备好` }]);
        const lessonVersionId = await lessonVersion(tx, lesson.id, video.id, seconds);
        frozen.push({ id: lesson.id, title: lesson.title, lessonVersionId, seconds });
        await tx.insert(CourseVersionLesson, {
          courseVersionId: version.id,
          position: frozen.length,
          lessonVersionId,
          chapterPosition: chapterIndex + 1,
          chapterTitle: chapter.title,
          title: lesson.title,
          required: lesson.required,
        });
      }
    }
    if (frozen.length === 0) throw new Problem('course_not_ready', [{ field: 'course', message: '课程里没有课时' }]);
    const missing = await this.quizzes.missing(course.id, frozen, tx);
    if (missing.length > 0) throw new Problem('course_not_ready', missing.map(({ sentence }) => ({ field: 'course', message: sentence })));
    await this.quizzes.freeze(tx, version, frozen);
    await tx.update(Course, { id: course.id }, { state: 'published', publishedVersionId: version.id, reviewNote: null });
    if (!course.withdrawnAt) await this.notices.sendToAll(tx, await this.learners.personsOf(tx, course.id), 'course_new_version', { courseId: course.id, courseTitle: version.title });
  }
}

/** The length in whole seconds that a lesson is published with: 0 for a document, and for nothing else; null when it is not ready. */
function frozenLength(media: MediaDto | undefined): number | null {
  if (!media?.complete || media.takenDown) return null;
  return media.kind === 'document' ? 0 : media.durationSeconds || null;
}

/** The version of a lesson with this content: the one there is, or a new one that freezes the length (credit-rules.md 1). */
async function lessonVersion(tx: EntityManager, lessonId: string, mediaId: string, durationSeconds: number): Promise<string> {
  const existing = await tx.findOneBy(LessonVersion, { lessonId, mediaId });
  if (existing) return existing.id;
  const id = newId();
  await tx.insert(LessonVersion, { id, lessonId, mediaId, durationSeconds });
  return id;
}
