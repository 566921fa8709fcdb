import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LessonAccess, type LessonPlace } from '../media/lesson-access.js';
import type { Principal } from '../platform/auth/principal.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { Course } from './course.entity.js';
import { mayReview } from './reviews.service.js';

/** Answers media's questions about lessons. */
@Injectable()
export class CatalogLessonAccess extends LessonAccess {
  constructor(private readonly outlines: CourseOutlineRepository) {
    super();
  }

  async beginUpload(tx: EntityManager, accountId: string, lessonId: string): Promise<void> {
    const found = await this.outlines.courseOfLesson(lessonId, tx);
    const course = found && (await tx.findOne(Course, { where: { id: found.id, ownerAccountId: accountId }, lock: { mode: 'pessimistic_write' } }));
    if (!course) throw new Problem('not_found');
    if (course.state === 'in_review') throw new Problem('course_not_editable');
    await reopen(tx, course);
  }

  async takeContent(tx: EntityManager, lessonId: string): Promise<boolean> {
    const course = await this.lock(tx, lessonId);
    if (course?.state === 'in_review') return false;
    if (course) await reopen(tx, course);
    return true;
  }

  async hold(tx: EntityManager, lessonId: string): Promise<boolean> {
    return (await this.lock(tx, lessonId)) !== null;
  }

  async holdForEditing(tx: EntityManager, lessonId: string): Promise<{ courseId: string; regionPath: string } | null> {
    const found = await this.outlines.courseOfLesson(lessonId, tx);
    const course = found && (await tx.findOne(Course, { where: { id: found.id }, lock: { mode: 'pessimistic_write' } }));
    if (course?.state === 'in_review') throw new Problem('course_not_editable');
    return course && { courseId: course.id, regionPath: course.regionPath };
  }

  publishedAmong(mediaIds: string[], tx?: EntityManager): Promise<Set<string>> {
    return this.outlines.publishedAmong(mediaIds, tx);
  }

  placesOf(lessonIds: string[]): Promise<Map<string, LessonPlace>> {
    return this.outlines.placesOf(lessonIds);
  }

  async courseOf(lessonId: string, tx?: EntityManager): Promise<{ courseId: string; regionPath: string } | null> {
    const course = await this.outlines.courseOfLesson(lessonId, tx);
    return course && { courseId: course.id, regionPath: course.regionPath };
  }

  async mayReview(caller: Principal, lessonId: string): Promise<boolean> {
    const course = await this.outlines.courseOfLesson(lessonId);
    return course !== null && mayReview(caller, course);
  }

  private async lock(tx: EntityManager, lessonId: string): Promise<Course | null> {
    const course = await this.outlines.courseOfLesson(lessonId, tx);
    return course && tx.findOne(Course, { where: { id: course.id }, lock: { mode: 'pessimistic_write' } });
  }
}

/** A published course whose content changes is a draft again; learners keep the published version. */
async function reopen(tx: EntityManager, { id, state }: Course): Promise<void> {
  if (state === 'published') await tx.update(Course, { id }, { state: 'draft' });
}
