import type { BankGroup, Difficulty } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { LessonCheckpoint } from './lesson-checkpoint.entity.js';
import { QuestionRow } from './question.entity.js';
import type { QuestionsQuery } from './questions.dto.js';

/** Questions of courses' banks. */
@Injectable()
export class QuestionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string, tx: EntityManager = this.dataSource.manager): Promise<QuestionRow | null> {
    return tx.findOneBy(QuestionRow, { id });
  }

  byIds(ids: readonly string[], tx: EntityManager = this.dataSource.manager): Promise<QuestionRow[]> {
    return ids.length === 0 ? Promise.resolve([]) : tx.findBy(QuestionRow, { id: In([...ids]) });
  }

  /** All that are not archived, in the order in which they were made. */
  live(courseId: string, tx: EntityManager = this.dataSource.manager): Promise<QuestionRow[]> {
    return tx.find(QuestionRow, { where: { courseId, archivedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  countLive(courseId: string, tx: EntityManager): Promise<number> {
    return tx.countBy(QuestionRow, { courseId, archivedAt: IsNull() });
  }

  /** The newest first. */
  async page(courseId: string, { q, kind, tag, difficulty, archived, page, pageSize }: QuestionsQuery): Promise<{ rows: QuestionRow[]; total: number }> {
    const found = this.dataSource.manager
      .createQueryBuilder(QuestionRow, 'question')
      .where('question.courseId = :courseId', { courseId })
      .andWhere(archived ? 'question.archivedAt IS NOT NULL' : 'question.archivedAt IS NULL');
    if (kind) found.andWhere('question.kind = :kind', { kind });
    if (difficulty) found.andWhere('question.difficulty = :difficulty', { difficulty });
    if (tag) found.andWhere('JSON_CONTAINS(question.tags, JSON_QUOTE(:tag))', { tag });
    if (q) found.andWhere("JSON_UNQUOTE(JSON_EXTRACT(question.content, '$.stem')) LIKE :stem", { stem: `%${q.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%` });
    const [rows, total] = await found
      .orderBy('question.createdAt', 'DESC')
      .addOrderBy('question.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { rows, total };
  }

  /** How many questions of which tags and difficulty can be drawn: those that videos ask cannot, because videos tell their answers. */
  async groups(courseId: string, tx: EntityManager = this.dataSource.manager): Promise<BankGroup[]> {
    const rows: { tags: string; difficulty: Difficulty; count: string }[] = await tx.query(
      `SELECT tags, difficulty, COUNT(*) AS count FROM question
        WHERE course_id = ? AND archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM lesson_checkpoint stop WHERE stop.question_id = question.id)
        GROUP BY tags, difficulty ORDER BY tags, difficulty`,
      [courseId],
    );
    return rows.map(({ tags, difficulty, count }) => ({ tags: JSON.parse(tags) as string[], difficulty, count: Number(count) }));
  }

  checkpoints(lessonIds: readonly string[], tx: EntityManager = this.dataSource.manager): Promise<LessonCheckpoint[]> {
    return lessonIds.length === 0 ? Promise.resolve([]) : tx.find(LessonCheckpoint, { where: { lessonId: In([...lessonIds]) }, order: { lessonId: 'ASC', atSecond: 'ASC' } });
  }

  /** Where lessons stop for questions of a course, in order. */
  checkpointsOf(courseId: string, tx: EntityManager = this.dataSource.manager): Promise<LessonCheckpoint[]> {
    return tx
      .createQueryBuilder(LessonCheckpoint, 'checkpoint')
      .innerJoin(QuestionRow, 'question', 'question.id = checkpoint.questionId')
      .where('question.courseId = :courseId', { courseId })
      .orderBy('checkpoint.lessonId')
      .addOrderBy('checkpoint.atSecond')
      .getMany();
  }

  /** At how many seconds lessons stop for each question. */
  async uses(questionIds: readonly string[], tx: EntityManager = this.dataSource.manager): Promise<Map<string, number>> {
    const places = questionIds.length === 0 ? [] : await tx.findBy(LessonCheckpoint, { questionId: In([...questionIds]) });
    return new Map([...Map.groupBy(places, (place) => place.questionId)].map(([id, uses]) => [id, uses.length]));
  }
}
