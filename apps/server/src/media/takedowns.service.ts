import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { isWithinScope } from '../platform/auth/scope.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { OutboxService } from '../platform/queue/outbox.service.js';
import { askToMoveFiles } from './files-to-move.js';
import { LessonAccess } from './lesson-access.js';
import { Media } from './media.entity.js';

/** Taking down and restoring what a lesson is made of. What learners have earned with it stays. */
@Injectable()
export class TakedownsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lessons: LessonAccess,
    private readonly outbox: OutboxService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * From the commit on nothing opens it anew; the worker then moves its files to where no address leads.
   * @throws Problem not_found, also outside of the caller's regions
   */
  async takeDown(caller: Principal, id: string, reason: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { media, details, regionPath } = await this.lock(tx, caller, id);
      if (media.takenDownAt) return;
      await askToMoveFiles(tx, this.outbox, { id }, this.clock.date(), { takenDownAt: this.clock.date(), takenDownBy: caller.accountId, takenDownReason: reason });
      await this.audit.record(tx, { action: 'media.take_down', by: caller.accountId, regionPath, reason, details });
    });
  }

  /** @throws Problem not_found, also outside of the caller's regions */
  async restore(caller: Principal, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { media, details, regionPath } = await this.lock(tx, caller, id);
      if (!media.takenDownAt) return;
      await askToMoveFiles(tx, this.outbox, { id }, this.clock.date(), { takenDownAt: null, takenDownBy: null, takenDownReason: null });
      await this.audit.record(tx, { action: 'media.restore', by: caller.accountId, regionPath, details });
    });
  }

  private async lock(tx: EntityManager, caller: Principal, id: string) {
    const media = await tx.findOne(Media, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const place = media && (await this.lessons.courseOf(media.lessonId, tx));
    if (!media || !place || !isWithinScope(place.regionPath, caller.scope('media.take_down'))) throw new Problem('not_found');
    return { media, regionPath: place.regionPath, details: { media: id, lesson: media.lessonId, course: place.courseId } };
  }
}
