import { Injectable } from '@nestjs/common';
import { LessonAccess } from '../media/lesson-access.js';
import type { Principal } from '../platform/auth/principal.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { mayReview } from './reviews.service.js';

/** Answers media's questions about lessons. */
@Injectable()
export class CatalogLessonAccess extends LessonAccess {
  constructor(private readonly outlines: CourseOutlineRepository) {
    super();
  }

  async beginUpload(accountId: string, lessonId: string): Promise<void> {
    const course = await this.outlines.courseOfLesson(lessonId);
    if (course?.ownerAccountId !== accountId) throw new Problem('not_found');
    if (course.state === 'in_review') throw new Problem('course_not_editable');
    await this.outlines.reopen(course.id);
  }

  async mayReview(caller: Principal, lessonId: string): Promise<boolean> {
    const course = await this.outlines.courseOfLesson(lessonId);
    return course !== null && mayReview(caller, course);
  }
}
