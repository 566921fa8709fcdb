import { POINT_RANKS, POINT_RULES, type PointKind, pointKey, rankOf, shanghaiDate, signInPoints, streakOn } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { PointEntry } from './point-entry.entity.js';
import type { EarnedPointsDto, MyPointsDto, SharedPointsDto } from './points.dto.js';

/** Entries that a learner sees of their own. */
const RECENT = 20;

/** 积分, by the rules of points.ts of the domain. Nothing of credits reads or writes here. */
@Injectable()
export class PointsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: CatalogService,
    private readonly clock: Clock,
  ) {}

  async of(personId: string): Promise<MyPointsDto> {
    const { manager } = this.dataSource;
    const today = this.today();
    const dates = await this.signInDates(manager, personId);
    const total = (await manager.sum(PointEntry, 'points', { personId })) ?? 0;
    const entries = await manager.find(PointEntry, { where: { personId }, order: { date: 'DESC', recordedAt: 'DESC', id: 'DESC' }, take: RECENT });
    return {
      total: Number(total),
      rank: rankOf(Number(total)),
      streak: streakOn(today, dates),
      signedInToday: dates.includes(today),
      entries: entries.map(({ kind, points, date }) => ({ kind, points, date })),
      rules: POINT_RULES,
      ranks: [...POINT_RANKS],
    };
  }

  /** The first visit of a Shanghai date. Whoever comes for the first time since there are points gets those for the registration. */
  async signIn(personId: string): Promise<EarnedPointsDto> {
    const today = this.today();
    const key = pointKey.signIn(personId, today);
    if (await this.dataSource.manager.existsBy(PointEntry, { idempotencyKey: key })) return { earned: 0 };
    return inTransaction(this.dataSource, async (tx) => {
      const registered = await this.hold(tx, personId);
      if (await tx.existsBy(PointEntry, { idempotencyKey: key })) return { earned: registered };
      const streak = streakOn(today, [today, ...(await this.signInDates(tx, personId))]);
      return { earned: registered + (await this.add(tx, personId, 'sign_in', key, signInPoints(streak))) };
    });
  }

  /** A rating with words, in the transaction that writes it: once for each course. */
  async commented(tx: EntityManager, personId: string, courseId: string): Promise<void> {
    await this.hold(tx, personId);
    const key = pointKey.comment(personId, courseId);
    if (!(await tx.existsBy(PointEntry, { idempotencyKey: key }))) await this.add(tx, personId, 'comment', key, POINT_RULES.comment);
  }

  /** A course that was shared: once for each course and date, a few a date. @throws Problem not_found */
  async share(personId: string, courseId: string): Promise<SharedPointsDto> {
    const course = (await this.catalog.standings([courseId])).get(courseId);
    if (!course || course.withdrawn) throw new Problem('not_found');
    const { points, perDay } = POINT_RULES.share;
    return inTransaction(this.dataSource, async (tx) => {
      await this.hold(tx, personId);
      const today = this.today();
      const key = pointKey.share(personId, today, courseId);
      const keys = (await tx.findBy(PointEntry, { personId, date: today, kind: 'share' })).map(({ idempotencyKey }) => idempotencyKey);
      if (keys.includes(key) || keys.length >= perDay) return { earned: 0, leftToday: Math.max(perDay - keys.length, 0) };
      return { earned: await this.add(tx, personId, 'share', key, points), leftToday: perDay - keys.length - 1 };
    });
  }

  /**
   * What one person earns at once is decided in turn: the entry of their registration, which everyone has from their first
   * points on, is held until the commit. @returns what it has earned just now
   */
  private async hold(tx: EntityManager, personId: string): Promise<number> {
    const key = pointKey.registration(personId);
    const lock = { mode: 'pessimistic_write' } as const;
    if (await tx.findOne(PointEntry, { where: { idempotencyKey: key }, lock })) return 0;
    const id = newId();
    await tx.query(
      `INSERT INTO point_entry (id, person_id, kind, idempotency_key, points, date, recorded_at) VALUES (?, ?, 'registration', ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE kind = kind`,
      [id, personId, key, POINT_RULES.registration, this.today(), this.clock.date()],
    );
    const held = await tx.findOneOrFail(PointEntry, { where: { idempotencyKey: key }, lock });
    return held.id === id ? held.points : 0;
  }

  private async add(tx: EntityManager, personId: string, kind: PointKind, idempotencyKey: string, points: number): Promise<number> {
    await tx.insert(PointEntry, { id: newId(), personId, kind, idempotencyKey, points, date: this.today(), recordedAt: this.clock.date() });
    return points;
  }

  /** One row a day, read from an index. */
  private async signInDates(tx: EntityManager, personId: string): Promise<string[]> {
    return (await tx.find(PointEntry, { select: { date: true }, where: { personId, kind: 'sign_in' } })).map(({ date }) => date);
  }

  private today(): string {
    return shanghaiDate(this.clock.now());
  }
}
