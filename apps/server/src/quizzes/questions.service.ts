import { type Difficulty, QUIZ_LIMITS, type QuestionContent, tidyQuestion, tidyText } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OwnCourses } from '../catalog/own-courses.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { QuestionRow } from './question.entity.js';
import type { QuestionDto, QuestionInputDto, QuestionPageDto, QuestionsQuery } from './questions.dto.js';
import { QuestionsRepository } from './questions.repository.js';

const COPY = '（副本）';

/** The question bank of an instructor's course. A change makes the course a draft again. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly courses: OwnCourses,
    private readonly questions: QuestionsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found */
  async list(accountId: string, courseId: string, query: QuestionsQuery): Promise<QuestionPageDto> {
    await this.courses.find(accountId, courseId);
    const { rows, total } = await this.questions.page(courseId, query);
    return { items: await this.describe(rows), total, page: query.page, pageSize: query.pageSize };
  }

  /** @throws Problem not_found */
  async get(accountId: string, id: string): Promise<QuestionDto> {
    const row = await this.own(accountId, id);
    const [described] = await this.describe([row]);
    return described!;
  }

  /** @throws Problem not_found, course_not_editable, invalid_input (the bank is full) */
  async create(accountId: string, courseId: string, input: QuestionInputDto): Promise<QuestionDto> {
    const id = newId();
    await inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      await this.assertRoom(tx, courseId);
      await tx.insert(QuestionRow, this.row(id, courseId, input));
    });
    return this.get(accountId, id);
  }

  /** @throws Problem not_found, course_not_editable, invalid_input (another kind) */
  async change(accountId: string, id: string, input: QuestionInputDto): Promise<QuestionDto> {
    await this.edit(accountId, id, async (tx, before) => {
      if (before.kind !== input.content.kind) throw new Problem('invalid_input', [{ field: 'content.kind', message: '题型不能改，请另建一道题' }]);
      const { kind, content, difficulty, tags, updatedAt } = this.row(id, before.courseId, input);
      await tx.update(QuestionRow, { id }, { kind, content, difficulty, tags, updatedAt });
    });
    return this.get(accountId, id);
  }

  /** @throws Problem not_found, course_not_editable, invalid_input (the bank is full) */
  async copy(accountId: string, id: string): Promise<QuestionDto> {
    const copyId = newId();
    await this.edit(accountId, id, async (tx, { courseId, content, difficulty, tags }) => {
      await this.assertRoom(tx, courseId);
      const stem = content.stem.slice(0, QUIZ_LIMITS.stem - COPY.length) + COPY;
      await tx.insert(QuestionRow, this.row(copyId, courseId, { content: { ...content, stem }, difficulty: difficulty as Difficulty, tags }));
    });
    return this.get(accountId, copyId);
  }

  /** Takes a question out of the bank; published versions keep it. @throws Problem not_found, course_not_editable, question_in_use */
  async archive(accountId: string, id: string): Promise<void> {
    await this.edit(accountId, id, async (tx, { archivedAt }) => {
      if ((await this.questions.uses([id], tx)).size > 0) throw new Problem('question_in_use');
      if (archivedAt === null) await tx.update(QuestionRow, { id }, { archivedAt: this.clock.date() });
    });
  }

  /** Puts a question back into the bank. @throws Problem not_found, course_not_editable, invalid_input (the bank is full) */
  async restore(accountId: string, id: string): Promise<QuestionDto> {
    await this.edit(accountId, id, async (tx, { courseId, archivedAt }) => {
      if (archivedAt === null) return;
      await this.assertRoom(tx, courseId);
      await tx.update(QuestionRow, { id }, { archivedAt: null });
    });
    return this.get(accountId, id);
  }

  /** Questions with the right answers, for those who make and review them. */
  async describe(rows: readonly QuestionRow[]): Promise<QuestionDto[]> {
    const uses = await this.questions.uses(rows.map(({ id }) => id));
    return rows.map((row) => ({
      id: row.id,
      courseId: row.courseId,
      kind: row.kind,
      content: row.content,
      difficulty: row.difficulty as Difficulty,
      tags: row.tags,
      inVideos: uses.get(row.id) ?? 0,
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    }));
  }

  /** Changes a question of the caller while its course is held. */
  private async edit(accountId: string, id: string, change: (tx: EntityManager, question: QuestionRow) => Promise<void>): Promise<void> {
    const { courseId } = await this.own(accountId, id);
    await inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      await change(tx, (await this.questions.byId(id, tx))!);
    });
  }

  private async own(accountId: string, id: string): Promise<QuestionRow> {
    const row = await this.questions.byId(id);
    if (!row) throw new Problem('not_found');
    await this.courses.find(accountId, row.courseId);
    return row;
  }

  private async assertRoom(tx: EntityManager, courseId: string): Promise<void> {
    if ((await this.questions.countLive(courseId, tx)) < QUIZ_LIMITS.bank) return;
    throw new Problem('invalid_input', [{ field: 'content', message: `一门课程最多 ${QUIZ_LIMITS.bank} 题，请先停用不再用的题` }]);
  }

  private row(id: string, courseId: string, { content, difficulty, tags }: { content: QuestionContent; difficulty: Difficulty; tags: string[] }): QuestionRow {
    const now = this.clock.date();
    return { id, courseId, kind: content.kind, content: tidyQuestion(content), difficulty, tags: tags.map(tidyText), createdAt: now, updatedAt: now, archivedAt: null };
  }
}
