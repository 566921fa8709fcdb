import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NoticesService } from '../notices/notices.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { CourseLearners } from './course-learners.js';
import { CourseVersion } from './course-version.entity.js';
import { Course } from './course.entity.js';

/** Taking whole courses down (下架): nobody finds or joins them any more. What was learned and earned with them stays. */
@Injectable()
export class CourseWithdrawalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly learners: CourseLearners,
    private readonly notices: NoticesService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Its learners are told. Again changes nothing. @throws Problem not_found, also outside of the caller's regions */
  async withdraw(caller: Principal, id: string, reason: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { course, title } = await lock(tx, caller, id);
      if (course.withdrawnAt) return;
      await tx.update(Course, { id }, { withdrawnAt: this.clock.date(), withdrawnBy: caller.accountId, withdrawnReason: reason });
      await this.notices.sendToAll(tx, await this.learners.personsOf(tx, id), 'course_withdrawn', { courseId: id, courseTitle: title });
      await this.audit.record(tx, { action: 'course.withdraw', by: caller.accountId, regionPath: course.regionPath, reason, details: { course: id } });
    });
  }

  /** Makes it open again, to new learners and to those it had. @throws Problem not_found, also outside of the caller's regions */
  async restore(caller: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { course } = await lock(tx, caller, id);
      if (!course.withdrawnAt) return;
      await tx.update(Course, { id }, { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null });
      await this.audit.record(tx, { action: 'course.restore', by: caller.accountId, regionPath: course.regionPath, details: { course: id } });
    });
  }
}

async function lock(tx: EntityManager, caller: Principal, id: string): Promise<{ course: Course; title: string }> {
  const course = await tx.findOne(Course, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const version = course?.publishedVersionId && (await tx.findOneBy(CourseVersion, { id: course.publishedVersionId }));
  if (!course || !version || !isWithinScope(course.regionPath, caller.scope('course.withdraw'))) throw new Problem('not_found');
  return { course, title: version.title };
}
