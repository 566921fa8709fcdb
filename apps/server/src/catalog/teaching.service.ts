import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MediaService } from '../media/media.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { RegionsService } from '../regions/regions.service.js';
import { Category } from './category.entity.js';
import { Chapter } from './chapter.entity.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { CourseQuizzes } from './course-quizzes.js';
import { Course } from './course.entity.js';
import { Lesson } from './lesson.entity.js';
import { OwnCourses } from './own-courses.service.js';
import { TaughtCoursePresenter } from './taught-course.presenter.js';
import type { CourseChangeDto, LessonChangeDto, NewCourseDto, TaughtCourseDetailDto, TaughtCourseDto } from './teaching.dto.js';

/** An instructor's own courses. What is not the caller's is not found. */
@Injectable()
export class TeachingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outlines: CourseOutlineRepository,
    private readonly ownCourses: OwnCourses,
    private readonly quizzes: CourseQuizzes,
    private readonly presenter: TaughtCoursePresenter,
    private readonly media: MediaService,
    private readonly regions: RegionsService,
    private readonly clock: Clock,
  ) {}

  async coursesOf(accountId: string): Promise<TaughtCourseDto[]> {
    return this.presenter.list(await this.outlines.coursesOf(accountId));
  }

  async course(accountId: string, id: string): Promise<TaughtCourseDetailDto> {
    return this.presenter.detail(await this.ownCourses.find(accountId, id));
  }

  async createCourse(caller: Principal, input: NewCourseDto): Promise<TaughtCourseDetailDto> {
    await this.assertCategory(input.categoryCode);
    const school = caller.grants.find((grant) => grant.role === 'instructor');
    const id = newId();
    const now = this.clock.date();
    await inTransaction(this.dataSource, async (tx) => tx.insert(Course, {
      id,
      ownerAccountId: caller.accountId,
      ...(await this.placeOf(tx, school?.regionId ?? null)),
      title: input.title,
      summary: input.summary,
      categoryCode: input.categoryCode,
      state: 'draft',
      reviewNote: null,
      submittedAt: null,
      publishedVersionId: null,
      createdAt: now,
      updatedAt: now,
    }));
    return this.course(caller.accountId, id);
  }

  /** Where a school's new course belongs: held, so that a region that moves meanwhile takes it along. */
  private async placeOf(tx: EntityManager, regionId: string | null): Promise<{ regionId: string | null; regionPath: string }> {
    const region = regionId === null ? null : await this.regions.hold(tx, regionId);
    return { regionId: region?.id ?? null, regionPath: region?.path ?? '' };
  }

  async changeCourse(accountId: string, id: string, { declaredCredits, ...rest }: CourseChangeDto): Promise<TaughtCourseDetailDto> {
    if (rest.categoryCode) await this.assertCategory(rest.categoryCode);
    const change = { ...rest, ...(declaredCredits !== undefined && { fixedUnits: declaredCredits }) };
    return this.edit(accountId, id, async (tx) => {
      if (Object.keys(change).length > 0) await tx.update(Course, { id }, change);
    });
  }

  /** @throws Problem course_incomplete, with what is missing as its fields */
  async submit(accountId: string, id: string): Promise<TaughtCourseDetailDto> {
    return this.edit(accountId, id, async (tx) => {
      const missing = await this.presenter.missing(id, tx);
      if (missing.length > 0) throw new Problem('course_incomplete', missing.map(({ sentence }) => ({ field: 'course', message: sentence })));
      await tx.update(Course, { id }, { state: 'in_review', submittedAt: this.clock.date(), reviewNote: null });
    });
  }

  addChapter(accountId: string, courseId: string, title: string): Promise<TaughtCourseDetailDto> {
    return this.edit(accountId, courseId, async (tx) => {
      await tx.insert(Chapter, { id: newId(), courseId, title, position: await nextPosition(tx, Chapter, { courseId }) });
    });
  }

  async renameChapter(accountId: string, id: string, title: string): Promise<TaughtCourseDetailDto> {
    const { courseId } = await this.chapter(id);
    return this.edit(accountId, courseId, async (tx) => void (await tx.update(Chapter, { id }, { title })));
  }

  /** Removes a chapter with its lessons. What was published stays as it is. */
  async removeChapter(accountId: string, id: string): Promise<TaughtCourseDetailDto> {
    const { courseId } = await this.chapter(id);
    return this.edit(accountId, courseId, async (tx) => {
      const lessons = await tx.findBy(Lesson, { chapterId: id });
      await this.quizzes.forgetLessons(tx, lessons.map((lesson) => lesson.id));
      await tx.delete(Lesson, { chapterId: id });
      await tx.delete(Chapter, { id });
    });
  }

  async addLesson(accountId: string, chapterId: string, title: string): Promise<TaughtCourseDetailDto> {
    const { courseId } = await this.chapter(chapterId);
    return this.edit(accountId, courseId, async (tx) => {
      await tx.insert(Lesson, { id: newId(), chapterId, title, position: await nextPosition(tx, Lesson, { chapterId }) });
    });
  }

  async changeLesson(accountId: string, id: string, change: LessonChangeDto): Promise<TaughtCourseDetailDto> {
    return this.edit(accountId, await this.courseIdOfLesson(id), async (tx) => {
      if (Object.keys(change).length > 0) await tx.update(Lesson, { id }, change);
    });
  }

  async removeLesson(accountId: string, id: string): Promise<TaughtCourseDetailDto> {
    return this.edit(accountId, await this.courseIdOfLesson(id), async (tx) => {
      await this.quizzes.forgetLessons(tx, [id]);
      await tx.delete(Lesson, { id });
    });
  }

  /** Courses of an instructor that a reviewer sent back. */
  async countReturned(accountId: string): Promise<number> {
    return this.dataSource.manager.countBy(Course, { ownerAccountId: accountId, state: 'returned' });
  }

  /** Lessons of an instructor whose newest video could not be processed, with the reason. */
  async failedVideos(accountId: string): Promise<{ courseId: string; lessonTitle: string; sentence: string }[]> {
    const courses = await this.outlines.coursesOf(accountId);
    const outlines = await this.outlines.outlines(courses.map((course) => course.id));
    const lessons = [...outlines].flatMap(([courseId, outline]) => outline.flatMap((part) => part.lessons.map((lesson) => ({ courseId, lesson }))));
    const media = await this.media.newestOf(lessons.map(({ lesson }) => lesson.id));
    return lessons.flatMap(({ courseId, lesson }) => {
      const newest = media.get(lesson.id);
      const failure = newest?.complete ? null : newest?.failure;
      return failure ? [{ courseId, lessonTitle: lesson.title, sentence: failure.sentence }] : [];
    });
  }

  /** Changes the caller's course, which thereby is a draft again, unless it is in review. */
  private async edit(accountId: string, id: string, change: (tx: EntityManager) => Promise<void>): Promise<TaughtCourseDetailDto> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.ownCourses.hold(tx, accountId, id);
      await change(tx);
    });
    return this.course(accountId, id);
  }

  private async chapter(id: string): Promise<Chapter> {
    const chapter = await this.outlines.chapter(id);
    if (!chapter) throw new Problem('not_found');
    return chapter;
  }

  private async courseIdOfLesson(id: string): Promise<string> {
    const course = await this.outlines.courseOfLesson(id);
    if (!course) throw new Problem('not_found');
    return course.id;
  }

  private async assertCategory(code: string): Promise<void> {
    const known = await this.dataSource.manager.existsBy(Category, { code });
    if (!known) throw new Problem('invalid_input', [{ field: 'categoryCode', message: '请选择列出的分类' }]);
  }
}

/** One more than the highest position among the siblings; the course row is locked by then. */
async function nextPosition(tx: EntityManager, entity: typeof Chapter | typeof Lesson, siblings: object): Promise<number> {
  const last = await tx.maximum(entity, 'position', siblings);
  return (last ?? 0) + 1;
}
