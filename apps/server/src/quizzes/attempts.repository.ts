import type { DrawableQuestion, Difficulty, QuestionContent } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { CourseVersionQuestion } from './course-version-question.entity.js';
import { QuizAttempt } from './quiz-attempt.entity.js';
import { QuizResult } from './quiz-result.entity.js';

/** Attempts that a learner is shown of one quiz. */
const SHOWN = 20;

@Injectable()
export class AttemptsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Questions that the quiz of a version draws from, in the order of the bank: their ids begin with the time. */
  async drawable(courseVersionId: string, tx: EntityManager): Promise<DrawableQuestion[]> {
    const rows = await tx.find(CourseVersionQuestion, { where: { courseVersionId, drawn: true }, order: { questionId: 'ASC' } });
    return rows.map(({ questionId, tags, difficulty, content }) => ({ id: questionId, tags, difficulty: difficulty as Difficulty, content }));
  }

  /** Frozen contents of some questions of a version, by id. */
  async contents(courseVersionId: string, questionIds: string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, QuestionContent>> {
    if (questionIds.length === 0) return new Map();
    const rows = await tx.findBy(CourseVersionQuestion, { courseVersionId, questionId: In(questionIds) });
    return new Map(rows.map(({ questionId, content }) => [questionId, content]));
  }

  byId(id: string): Promise<QuizAttempt | null> {
    return this.dataSource.manager.findOneBy(QuizAttempt, { id });
  }

  /** The attempt, which nobody else changes until the transaction ends. */
  lock(tx: EntityManager, id: string): Promise<QuizAttempt | null> {
    return tx.findOne(QuizAttempt, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Attempts of a person at the quiz of a version, newest first, without papers and answers. */
  of(personId: string, courseVersionId: string): Promise<QuizAttempt[]> {
    return this.dataSource.manager.find(QuizAttempt, {
      select: { id: true, personId: true, courseVersionId: true, number: true, date: true, state: true, startedAt: true, submittedAt: true, dueAt: true, points: true, maxPoints: true, passed: true, earnedUnits: true },
      where: { personId, courseVersionId },
      order: { number: 'DESC' },
      take: SHOWN,
    });
  }

  /** Whether an earlier attempt of the same quiz was passed. */
  passedBefore({ personId, courseVersionId, number }: QuizAttempt): Promise<boolean> {
    return this.dataSource.manager.existsBy(QuizAttempt, { personId, courseVersionId, number: LessThan(number), passed: true });
  }

  /** How many attempts of a person at a version were begun on a date, which number was the last, and which is open. */
  async standing(tx: EntityManager, personId: string, courseVersionId: string, date: string): Promise<{ onDate: number; lastNumber: number; open: boolean }> {
    const [row]: { on_date: number | null; last_number: number | null; open: number | null }[] = await tx.query(
      "SELECT CAST(SUM(date = ?) AS SIGNED) AS on_date, MAX(number) AS last_number, MAX(state = 'open') AS open FROM quiz_attempt WHERE person_id = ? AND course_version_id = ?",
      [date, personId, courseVersionId],
    );
    return { onDate: Number(row?.on_date ?? 0), lastNumber: row?.last_number ?? 0, open: row?.open === 1 };
  }

  async insert(tx: EntityManager, attempt: QuizAttempt): Promise<void> {
    await tx.insert(QuizAttempt, attempt);
  }

  async change(tx: EntityManager, id: string, change: Partial<QuizAttempt>): Promise<void> {
    await tx.update(QuizAttempt, { id }, change);
  }

  async insertResult(tx: EntityManager, result: QuizResult): Promise<void> {
    await tx.insert(QuizResult, result);
  }

  /** The date that the result of an attempt counts on; null while there is none. */
  async resultDate(attemptId: string): Promise<string | null> {
    return (await this.dataSource.manager.findOneBy(QuizResult, { attemptId }))?.date ?? null;
  }

  /** Open attempts whose time had run out before a moment. */
  async overdue(before: Date, limit: number): Promise<string[]> {
    const rows = await this.dataSource.manager.find(QuizAttempt, { select: { id: true }, where: { state: 'open', dueAt: LessThan(before) }, take: limit });
    return rows.map(({ id }) => id);
  }

  /** Attempts at these versions that wait to be marked by hand, the longest waiting first. */
  async waiting(courseVersionIds: string[], { page, pageSize }: { page: number; pageSize: number }): Promise<{ attempts: QuizAttempt[]; total: number }> {
    if (courseVersionIds.length === 0) return { attempts: [], total: 0 };
    const [attempts, total] = await this.dataSource.manager.findAndCount(QuizAttempt, {
      where: { courseVersionId: In(courseVersionIds), state: 'marking' },
      order: { submittedAt: 'ASC', id: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { attempts, total };
  }
}
