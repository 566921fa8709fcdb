import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { CatalogService } from '../../catalog/catalog.service.js';
import { PersonsService } from '../../identity/persons.service.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Principal } from '../../platform/auth/principal.js';
import { isWithinScope } from '../../platform/auth/scope.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Problem } from '../../platform/errors/problem.js';
import type { PageQuery } from '../../platform/http/schemas.js';
import { newId } from '../../platform/ids.js';
import { PointsService } from '../../points/points.service.js';
import { LessonCompletion } from '../lesson-completion.entity.js';
import { CourseRating } from './course-rating.entity.js';
import type { JudgedRatingDto, RatingInputDto, RatingPageDto } from './ratings.dto.js';

/** Comments of a course that its staff see at once. */
const JUDGED = 500;

/** Stars and comments of learners. Who gave them is shown masked. */
@Injectable()
export class RatingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly persons: PersonsService,
    private readonly points: PointsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Comments that are not hidden, newest first; stars without words count only in the average. @throws Problem not_found */
  async page(courseId: string, personId: string | null, { page, pageSize }: PageQuery): Promise<RatingPageDto> {
    const versionId = await this.offered(courseId);
    const { manager } = this.dataSource;
    const [rows, total] = await manager.findAndCount(CourseRating, {
      where: { courseId, comment: Not(IsNull()), hiddenAt: IsNull() },
      order: { updatedAt: 'DESC', id: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const names = await this.persons.maskedNames(rows.map((row) => row.personId));
    const mine = personId === null ? null : await manager.findOneBy(CourseRating, { personId, courseId });
    return {
      rating: (await this.catalog.cardsOf([versionId])).get(courseId)?.rating ?? null,
      mayRate: personId !== null && (await this.mayRate(personId, courseId)),
      mine: mine && { stars: mine.stars, comment: mine.comment ?? '', hiddenReason: mine.hiddenAt && (mine.hiddenReason ?? '') },
      items: rows.map((row) => ({ id: row.id, stars: row.stars, comment: row.comment ?? '', name: names.get(row.personId) ?? '*', at: row.updatedAt.toISOString(), own: row.personId === personId })),
      total,
      page,
      pageSize,
    };
  }

  /** Gives or changes the person's rating. A comment that was hidden stays hidden, whatever it says now. @throws Problem not_found, rating_too_early */
  async rate(personId: string, courseId: string, { stars, comment }: RatingInputDto): Promise<void> {
    await this.offered(courseId);
    if (!(await this.mayRate(personId, courseId))) throw new Problem('rating_too_early');
    const now = this.clock.date();
    await inTransaction(this.dataSource, async (tx) => {
      await tx.query(
        `INSERT INTO course_rating (id, person_id, course_id, stars, comment, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON DUPLICATE KEY UPDATE stars = VALUES(stars), comment = VALUES(comment), updated_at = VALUES(updated_at)`,
        [newId(), personId, courseId, stars, comment === '' ? null : comment, now, now],
      );
      if (comment !== '') await this.points.commented(tx, personId, courseId);
    });
  }

  /** The comments of a course for whoever may hide them, newest first. @throws Problem not_found, also outside of the caller's regions */
  async judged(caller: Principal, courseId: string): Promise<JudgedRatingDto[]> {
    await this.assertWithin(caller, courseId);
    const rows = await this.dataSource.manager.find(CourseRating, { where: { courseId, comment: Not(IsNull()) }, order: { updatedAt: 'DESC', id: 'ASC' }, take: JUDGED });
    const names = await this.persons.maskedNames(rows.map(({ personId }) => personId));
    return rows.map((row) => ({
      id: row.id,
      stars: row.stars,
      comment: row.comment ?? '',
      name: names.get(row.personId) ?? '*',
      at: row.updatedAt.toISOString(),
      hidden: row.hiddenAt && { at: row.hiddenAt.toISOString(), reason: row.hiddenReason ?? '' },
    }));
  }

  /** Again changes nothing. @throws Problem not_found, also outside of the caller's regions */
  async hide(caller: Principal, id: string, reason: string): Promise<void> {
    await this.judge(caller, id, async (tx, rating, regionPath) => {
      if (rating.hiddenAt) return;
      await tx.update(CourseRating, { id }, { hiddenAt: this.clock.date(), hiddenBy: caller.accountId, hiddenReason: reason });
      await this.audit.record(tx, { action: 'rating.hide', by: caller.accountId, regionPath, reason, details: { rating: id, course: rating.courseId } });
    });
  }

  /** Again changes nothing. @throws Problem not_found, also outside of the caller's regions */
  async show(caller: Principal, id: string): Promise<void> {
    await this.judge(caller, id, async (tx, rating, regionPath) => {
      if (!rating.hiddenAt) return;
      await tx.update(CourseRating, { id }, { hiddenAt: null, hiddenBy: null, hiddenReason: null });
      await this.audit.record(tx, { action: 'rating.show', by: caller.accountId, regionPath, details: { rating: id, course: rating.courseId } });
    });
  }

  private async judge(caller: Principal, id: string, decide: (tx: EntityManager, rating: CourseRating, regionPath: string) => Promise<void>): Promise<void> {
    const found = await this.dataSource.manager.findOneBy(CourseRating, { id });
    if (!found) throw new Problem('not_found');
    const regionPath = await this.assertWithin(caller, found.courseId);
    await inTransaction(this.dataSource, async (tx) => {
      const rating = await tx.findOne(CourseRating, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (rating) await decide(tx, rating, regionPath);
    });
  }

  private async assertWithin(caller: Principal, courseId: string): Promise<string> {
    const course = (await this.catalog.standings([courseId])).get(courseId);
    if (!course || !isWithinScope(course.regionPath, caller.scope('course.withdraw'))) throw new Problem('not_found');
    return course.regionPath;
  }

  /** @returns the newest version */
  private async offered(courseId: string): Promise<string> {
    const course = (await this.catalog.standings([courseId])).get(courseId);
    if (!course || course.withdrawn) throw new Problem('not_found');
    return course.versionId;
  }

  /** Who has completed a lesson of any version of the course. */
  private async mayRate(personId: string, courseId: string): Promise<boolean> {
    const lessonVersionIds = await this.catalog.lessonVersionsOf(courseId);
    return this.dataSource.manager.existsBy(LessonCompletion, { personId, lessonVersionId: In(lessonVersionIds) });
  }
}
