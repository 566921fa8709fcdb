import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope, withinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseOutlineRepository } from './course-outline.repository.js';
import { Course } from './course.entity.js';
import { PublishingService } from './publishing.service.js';
import { TaughtCoursePresenter } from './taught-course.presenter.js';
import type { DecisionDto, TaughtCourseDetailDto, TaughtCourseDto } from './teaching.dto.js';

/** Courses that wait for a decision, within the reviewer's regions. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outlines: CourseOutlineRepository,
    private readonly presenter: TaughtCoursePresenter,
    private readonly publishing: PublishingService,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  async waiting(caller: Principal): Promise<TaughtCourseDto[]> {
    return this.presenter.list(await this.waitingCourses(caller));
  }

  async waitingSummary(caller: Principal): Promise<{ count: number; oldestAt: Date | null }> {
    const courses = await this.waitingCourses(caller);
    return { count: courses.length, oldestAt: courses[0]?.submittedAt ?? null };
  }

  /** A course in review. @throws Problem not_found outside the scope or the review */
  async course(caller: Principal, id: string): Promise<TaughtCourseDetailDto> {
    return this.presenter.detail(await this.reviewable(caller, id));
  }

  /** The course itself. @throws Problem not_found outside the scope or the review */
  async reviewable(caller: Principal, id: string): Promise<Course> {
    const course = await this.outlines.course(id);
    if (!course || !mayReview(caller, course)) throw new Problem('not_found');
    return course;
  }

  /** @throws Problem not_found, course_not_in_review (someone else was quicker), course_not_ready */
  async decide(caller: Principal, id: string, input: DecisionDto): Promise<TaughtCourseDetailDto> {
    await inTransaction(this.dataSource, async (tx) => {
      const course = await tx.findOne(Course, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!course || !isWithinScope(course.regionPath, caller.scope('course.review'))) throw new Problem('not_found');
      if (course.state !== 'in_review') throw new Problem('course_not_in_review');
      if (input.decision === 'approve') await this.publishing.publish(tx, course, caller.accountId);
      else await tx.update(Course, { id }, { state: 'returned', reviewNote: input.note });
      await tx.update(Course, { id }, { updatedAt: this.clock.date() });
    });
    return this.presenter.detail((await this.outlines.course(id))!);
  }

  private waitingCourses(caller: Principal): Promise<Course[]> {
    const scope = withinScope('course.region_path', caller.scope('course.review'));
    const named = Object.fromEntries(scope.params.map((value, i) => [`scope${i}`, value]));
    let i = 0;
    return this.dataSource.manager
      .createQueryBuilder(Course, 'course')
      .where("course.state = 'in_review'")
      .andWhere(scope.sql.replace(/\?/g, () => `:scope${i++}`), named)
      .orderBy('course.submittedAt', 'ASC')
      .addOrderBy('course.id', 'ASC')
      .getMany();
  }
}

/** What a reviewer may look at: courses of their regions that are or were submitted. */
export function mayReview(caller: Principal, course: Course): boolean {
  return course.submittedAt !== null && isWithinScope(course.regionPath, caller.scope('course.review'));
}
