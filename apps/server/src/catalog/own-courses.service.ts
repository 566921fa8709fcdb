import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { Course } from './course.entity.js';

/** Whose course it is, and whether it may be changed. What is not the caller's is not found. */
@Injectable()
export class OwnCourses {
  constructor(
    private readonly outlines: CourseOutlineRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found */
  async find(accountId: string, id: string): Promise<Course> {
    const course = await this.outlines.course(id);
    if (course?.ownerAccountId !== accountId) throw new Problem('not_found');
    return course;
  }

  /**
   * Keeps a course of the caller for a change until the transaction ends. It thereby is a draft again, and must be
   * submitted again; learners keep the published version.
   * @throws Problem not_found, course_not_editable (it is in review)
   */
  async hold(tx: EntityManager, accountId: string, id: string): Promise<Course> {
    const course = await tx.findOne(Course, { where: { id, ownerAccountId: accountId }, lock: { mode: 'pessimistic_write' } });
    if (!course) throw new Problem('not_found');
    if (course.state === 'in_review') throw new Problem('course_not_editable');
    await tx.update(Course, { id }, { state: course.state === 'returned' ? 'returned' : 'draft', updatedAt: this.clock.date() });
    return course;
  }

  /** The caller's course that a lesson belongs to, with the lesson's title. @throws Problem not_found */
  async ofLesson(accountId: string, lessonId: string): Promise<{ courseId: string; title: string }> {
    const place = (await this.outlines.placesOf([lessonId])).get(lessonId);
    if (!place) throw new Problem('not_found');
    await this.find(accountId, place.courseId);
    return { courseId: place.courseId, title: place.title };
  }
}
