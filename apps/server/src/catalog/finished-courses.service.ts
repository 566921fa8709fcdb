import { isCourseFinished } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type LessonContent, MediaService } from '../media/media.service.js';
import { CourseLearners } from './course-learners.js';
import { CourseVersion } from './course-version.entity.js';
import { PublishedRepository } from './published.repository.js';

/** Which courses a person has finished. The rule itself is `isCourseFinished`. */
@Injectable()
export class FinishedCoursesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: PublishedRepository,
    private readonly media: MediaService,
    private readonly learners: CourseLearners,
  ) {}

  /** Courses of which a person has finished any version, whether or not they are still enrolled. */
  async among(personId: string, courseIds: string[]): Promise<Set<string>> {
    if (courseIds.length === 0) return new Set();
    const versions = await this.dataSource.manager.find(CourseVersion, { select: { id: true, courseId: true, quiz: true }, where: { courseId: In(courseIds) } });
    const finished = await this.finished(personId, versions);
    return new Set(versions.filter(({ id }) => finished.has(id)).map(({ courseId }) => courseId));
  }

  /**
   * Which of these course versions a person has finished.
   * @param tx the transaction that will rely on what is read
   */
  async versionsAmong(personId: string, courseVersionIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Set<string>> {
    if (courseVersionIds.length === 0) return new Set();
    return this.finished(personId, await tx.find(CourseVersion, { select: { id: true, courseId: true, quiz: true }, where: { id: In(courseVersionIds) } }), tx);
  }

  private async finished(personId: string, versions: Pick<CourseVersion, 'id' | 'quiz'>[], tx?: EntityManager): Promise<Set<string>> {
    const ids = versions.map(({ id }) => id);
    const lessons = await this.repository.lessonsOf(ids, tx);
    const contents = await this.media.contentsOf(lessons.map(({ mediaId }) => mediaId), tx);
    const completed = await this.learners.completed(personId, lessons.map(({ lessonVersionId }) => lessonVersionId), tx);
    const passed = await this.learners.passedQuizzes(personId, ids, tx);
    const byVersion = Map.groupBy(lessons, ({ courseVersionId }) => courseVersionId);
    const done = versions.filter(({ id, quiz }) =>
      isCourseFinished({
        lessons: (byVersion.get(id) ?? []).map((lesson) => ({ ...lesson, takenDown: isTakenDown(contents.get(lesson.mediaId)) })),
        completed,
        quiz: quiz && { required: quiz.required, passed: passed.has(id) },
      }),
    );
    return new Set(done.map(({ id }) => id));
  }
}

/** Whether the content of a lesson is taken down now. */
export function isTakenDown(content: LessonContent | undefined): boolean {
  return content !== undefined && content.takenDown !== null;
}
