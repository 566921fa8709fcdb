import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Difficulty, QUIZ_LIMITS } from '@xuexi/domain';
import { TABLE_FAULTS, TableError, readTable, writeTable, writeTemplate } from '@xuexi/tables';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OwnCourses } from '../catalog/own-courses.service.js';
import { HeadingsRefused, type Layout, type ReadRow, openTable } from '../imports/table-rows.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { QUESTION_COLUMNS } from './question-columns.js';
import type { QuestionImportDto } from './question-import.dto.js';
import { type BankedQuestion, type QuestionPlan, planQuestions } from './question-plan.js';
import { type TabledQuestion, cellsOf, questionOf } from './question-table.js';
import { QuestionRow } from './question.entity.js';
import { QuestionsRepository } from './questions.repository.js';

const SHEET = '题库';
const READ_MS = 20_000;
const TOLD_FAULTS = 200;
const BATCH = 100;

/** A table that was read: its questions, and what is wrong with the others. */
interface ReadQuestions {
  rows: number;
  questions: TabledQuestion[];
  faulty: number;
  faults: QuestionImportDto['faults'];
}

/** The question bank as a table: a row for each question. */
@Injectable()
export class QuestionImportService {
  /** One table is read at a time: each takes a process of its own. */
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly courses: OwnCourses,
    private readonly questions: QuestionsRepository,
    private readonly limits: LimitsService,
    private readonly clock: Clock,
  ) {}

  template(): Promise<Buffer> {
    return writeTemplate(SHEET, QUESTION_COLUMNS);
  }

  /** All questions of the bank. Imported into an empty bank, they make the same bank. @throws Problem not_found */
  async export(accountId: string, courseId: string): Promise<{ name: string; bytes: Buffer }> {
    const course = await this.courses.find(accountId, courseId);
    const rows = (await this.bank(courseId)).map((question) => {
      const cells = cellsOf(question);
      return QUESTION_COLUMNS.map(({ key }) => cells[key] ?? '');
    });
    const columns = QUESTION_COLUMNS.map(({ key, heading }) => ({ heading, width: key === 'stem' || key === 'explanation' ? 40 : 14 }));
    return { name: `${course.title}-题库.xlsx`, bytes: await writeTable(SHEET, columns, rows) };
  }

  /**
   * Says what a table does to a bank, and does it when `apply` is set and no row is at fault. The same table again changes nothing.
   * @param file an xlsx or a csv
   * @throws Problem not_found, course_not_editable, import_refused, too_many_attempts
   */
  async import(accountId: string, courseId: string, file: Buffer, apply: boolean): Promise<QuestionImportDto> {
    const course = await this.courses.find(accountId, courseId);
    if (course.state === 'in_review') throw new Problem('course_not_editable');
    await this.limits.take({ limit: 'question_import_account', key: accountId });
    const read = await this.read(file);
    if (apply && read.faulty > 0) throw new Problem('import_refused', read.faults.map(({ cell, message }) => ({ field: cell, message })));
    const planned = planQuestions(await this.bank(courseId), read.questions);
    const needed = planned.created.length + planned.changed.length > 0;
    const plan = apply && needed ? await this.apply(accountId, courseId, read.questions) : planned;
    return { applied: apply, rows: read.rows, created: plan.created.length, changed: plan.changed.length, unchanged: plan.unchanged, faulty: read.faulty, faults: read.faults };
  }

  private async apply(accountId: string, courseId: string, questions: readonly TabledQuestion[]): Promise<QuestionPlan> {
    return inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      const bank = await this.bank(courseId, tx);
      const plan = planQuestions(bank, questions);
      if (bank.length + plan.created.length > QUIZ_LIMITS.bank) throw refused(`导入以后会有 ${bank.length + plan.created.length} 题，一门课程最多 ${QUIZ_LIMITS.bank} 题。请减少后再导入。`);
      const now = this.clock.date();
      const made = plan.created.map(({ content, difficulty, tags }): QuestionRow => ({ id: newId(), courseId, kind: content.kind, content, difficulty, tags, createdAt: now, updatedAt: now, archivedAt: null }));
      for (let from = 0; from < made.length; from += BATCH) await tx.insert(QuestionRow, made.slice(from, from + BATCH));
      for (const { id, content, difficulty, tags } of plan.changed) await tx.update(QuestionRow, { id }, { content, difficulty, tags, updatedAt: now });
      return plan;
    });
  }

  private async bank(courseId: string, tx?: EntityManager): Promise<BankedQuestion[]> {
    return (await this.questions.live(courseId, tx)).map(({ id, content, difficulty, tags }) => ({ id, content, difficulty: difficulty as Difficulty, tags }));
  }

  private read(file: Buffer): Promise<ReadQuestions> {
    const read = this.reading.then(() => readNow(file));
    this.reading = read.catch(() => undefined);
    return read;
  }
}

async function readNow(file: Buffer): Promise<ReadQuestions> {
  const result: ReadQuestions = { rows: 0, questions: [], faulty: 0, faults: [] };
  try {
    const { layout, rows } = await openTable(readTable(Readable.from([file]), { deadlineMs: READ_MS }), QUESTION_COLUMNS);
    for await (const batch of rows) {
      for (const row of batch) readRow(row, layout, result);
      if (result.rows > QUIZ_LIMITS.bank) throw refused(`一次最多导入 ${QUIZ_LIMITS.bank} 题。请分成几个文件。`);
    }
  } catch (error) {
    if (error instanceof TableError || error instanceof HeadingsRefused) throw refused(error.message);
    throw error;
  }
  if (result.rows === 0) throw refused(TABLE_FAULTS.empty);
  return result;
}

function readRow(row: ReadRow, layout: Layout, result: ReadQuestions): void {
  result.rows++;
  const read = row.faults.length > 0 ? { ok: false as const, faults: row.faults } : questionOf(row.cells, newItemId);
  if (read.ok) {
    result.questions.push(read.question);
    return;
  }
  result.faulty++;
  const headings = new Map(QUESTION_COLUMNS.map(({ key, heading }) => [key, heading]));
  const told = read.faults.map(({ column, message }) => ({ line: row.line, cell: layout.cellName(column, row.line), column: headings.get(column ?? '') ?? '', message }));
  result.faults.push(...told.slice(0, TOLD_FAULTS - result.faults.length));
}

function refused(message: string): Problem {
  return new Problem('import_refused', [{ field: 'file', message }]);
}

/** Learners see ids in the order shown: they must not tell the right one. */
function newItemId(): string {
  return randomBytes(6).toString('base64url');
}
