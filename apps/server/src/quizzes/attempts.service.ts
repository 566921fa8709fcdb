import { randomBytes } from 'node:crypto';
import { type QuizAnswers, answerFits, drawPaper, maxPointsOf, mayAttemptQuiz, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { CourseLearners } from '../catalog/course-learners.js';
import { CourseVersionsService, type VersionOfCourse } from '../catalog/course-versions.service.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, isDuplicate } from '../platform/database/transaction.js';
import { Problem } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { AttemptEndings } from './attempt-endings.service.js';
import { AttemptsPresenter } from './attempts.presenter.js';
import type { QuizAttemptDto, QuizCardDto, SaveAnswersDto, SavedAnswersDto, SubmitAttemptDto } from './attempts.dto.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { QuizAttempt } from './quiz-attempt.entity.js';

/** How long after the limit answers are still taken: what was sent in time may arrive late. */
const GRACE_MS = 30_000;
/** How often the beginning of an attempt looks again; once is enough, unless attempts end meanwhile. */
const TRIES = 5;
/** Of what a paper is drawn from. Nobody can guess it, and it is not kept: who knew it could undo the shuffles and read off answers. */
const SEED_BYTES = 32;
/** Overdue attempts that one look ends. */
const SWEPT = 200;

/** Quizzes as learners take them (credit-rules.md 10). */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: AttemptsRepository,
    private readonly presenter: AttemptsPresenter,
    private readonly endings: AttemptEndings,
    private readonly catalog: CatalogService,
    private readonly versions: CourseVersionsService,
    private readonly learners: CourseLearners,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** The quiz of the version that a learner is on, or would begin; null: it has none. @throws Problem not_found */
  async card(personId: string, courseId: string): Promise<QuizCardDto | null> {
    const begun = await this.learners.versionOf(personId, courseId);
    const versionId = begun ?? (await this.catalog.standings([courseId])).get(courseId)?.versionId;
    if (!versionId) throw new Problem('not_found');
    const version = await this.version(versionId);
    if (!version.quiz) return null;
    const attempts = await this.repository.of(personId, version.id);
    const overdue = attempts.filter((attempt) => this.isOver(attempt));
    for (const { id } of overdue) await this.endIfOver(id);
    const current = overdue.length > 0 ? await this.repository.of(personId, version.id) : attempts;
    return this.presenter.card(personId, version, { quiz: version.quiz, enrolled: begun !== null, attempts: current });
  }

  /** Begins an attempt. @throws Problem not_found, quiz_absent, course_withdrawn, quiz_attempt_open, quiz_attempts_used */
  async start(personId: string, courseId: string): Promise<QuizAttemptDto> {
    const begun = await this.learners.versionOf(personId, courseId);
    if (!begun) throw new Problem('not_found');
    const version = await this.version(begun);
    if (!version.quiz) throw new Problem('quiz_absent');
    if (version.withdrawn) throw new Problem('course_withdrawn');
    for (const attempt of await this.repository.of(personId, version.id)) if (this.isOver(attempt)) await this.endIfOver(attempt.id);
    const id = await this.insert(personId, version);
    return this.presenter.attempt((await this.repository.byId(id))!);
  }

  /** @throws Problem not_found unless the attempt is the person's own */
  async get(personId: string, id: string): Promise<QuizAttemptDto> {
    const attempt = await this.own(personId, id);
    if (this.isOver(attempt)) await this.endIfOver(id);
    return this.presenter.attempt((await this.repository.byId(id))!);
  }

  /**
   * Keeps answers; those of an older save change nothing.
   * @throws Problem not_found, quiz_attempt_ended, invalid_input (answers that fit no question of the paper)
   */
  async save(personId: string, id: string, save: SaveAnswersDto): Promise<SavedAnswersDto> {
    await this.own(personId, id);
    const saved = await inTransaction(this.dataSource, async (tx) => {
      const attempt = await this.lock(tx, id);
      const nowMs = this.clock.now();
      if (attempt.state !== 'open') return null;
      if (this.isOver(attempt, nowMs)) {
        await this.endings.end(tx, attempt, nowMs);
        return null;
      }
      return this.keep(tx, attempt, save, nowMs);
    });
    if (!saved) throw new Problem('quiz_attempt_ended');
    return { seq: saved.saveSeq, savedAt: saved.savedAt?.toISOString() ?? null };
  }

  /** Hands an attempt in; again changes nothing. @throws Problem not_found, invalid_input */
  async submit(personId: string, id: string, { last }: SubmitAttemptDto): Promise<QuizAttemptDto> {
    await this.own(personId, id);
    await inTransaction(this.dataSource, async (tx) => {
      const attempt = await this.lock(tx, id);
      const nowMs = this.clock.now();
      if (attempt.state !== 'open') return;
      const kept = last && !this.isOver(attempt, nowMs) ? await this.keep(tx, attempt, last, nowMs) : attempt;
      await this.endings.end(tx, kept, nowMs);
    });
    return this.presenter.attempt((await this.repository.byId(id))!);
  }

  /** Ends what nobody handed in before its time ran out. Harmless to repeat. */
  async endOverdue(): Promise<void> {
    for (const id of await this.repository.overdue(new Date(this.clock.now() - GRACE_MS), SWEPT)) await this.endIfOver(id);
  }

  /** The unique number of an attempt decides between two that begin at once: the later one looks again. */
  private async insert(personId: string, version: VersionOfCourse): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await inTransaction(this.dataSource, (tx) => this.draw(tx, personId, version));
      } catch (error) {
        if (tries === TRIES || !isDuplicate(error)) throw error;
      }
    }
  }

  private async draw(tx: EntityManager, personId: string, version: VersionOfCourse): Promise<string> {
    const quiz = version.quiz!;
    const nowMs = this.clock.now();
    const date = shanghaiDate(nowMs);
    const { onDate, lastNumber, open } = await this.repository.standing(tx, personId, version.id, date);
    if (open) throw new Problem('quiz_attempt_open');
    if (!mayAttemptQuiz(this.policies.on(date), onDate)) throw new Problem('quiz_attempts_used');
    const id = newId();
    const paper = drawPaper(randomBytes(SEED_BYTES).toString('hex'), quiz, await this.repository.drawable(version.id, tx));
    if (!paper) throw new Problem('quiz_not_ready');
    await this.repository.insert(tx, {
      id,
      personId,
      courseVersionId: version.id,
      number: lastNumber + 1,
      date,
      state: 'open',
      paper,
      answers: {},
      saveSeq: 0,
      savedAt: null,
      startedAt: new Date(nowMs),
      dueAt: quiz.minutes === null ? null : new Date(nowMs + quiz.minutes * 60_000),
      submittedAt: null,
      marks: null,
      points: null,
      maxPoints: maxPointsOf(paper),
      passed: null,
      earnedUnits: null,
      markedBy: null,
      markedAt: null,
    });
    return id;
  }

  private async keep(tx: EntityManager, attempt: QuizAttempt, { seq, answers }: SaveAnswersDto, nowMs: number): Promise<QuizAttempt> {
    const contents = await this.repository.contents(attempt.courseVersionId, attempt.paper.map(({ questionId }) => questionId), tx);
    const faults = Object.entries(answers).flatMap(([questionId, answer]) => {
      const content = contents.get(questionId);
      return content && answerFits(content, answer) ? [] : [{ field: `answers.${questionId}`, message: '答案和题目对不上，请刷新页面' }];
    });
    if (faults.length > 0) throw new Problem('invalid_input', faults);
    if (seq <= attempt.saveSeq) return attempt;
    const change = { answers: answers satisfies QuizAnswers, saveSeq: seq, savedAt: new Date(nowMs) };
    await this.repository.change(tx, attempt.id, change);
    return { ...attempt, ...change };
  }

  /** Whether nothing is taken for an attempt any more, although nobody handed it in. */
  private isOver({ state, dueAt }: Pick<QuizAttempt, 'state' | 'dueAt'>, nowMs = this.clock.now()): boolean {
    return state === 'open' && dueAt !== null && nowMs > dueAt.getTime() + GRACE_MS;
  }

  private async endIfOver(id: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const attempt = await this.repository.lock(tx, id);
      const nowMs = this.clock.now();
      if (attempt && this.isOver(attempt, nowMs)) await this.endings.end(tx, attempt, nowMs);
    });
  }

  private async own(personId: string, id: string): Promise<QuizAttempt> {
    const attempt = await this.repository.byId(id);
    if (attempt?.personId !== personId) throw new Problem('not_found');
    return attempt;
  }

  private async lock(tx: EntityManager, id: string): Promise<QuizAttempt> {
    const attempt = await this.repository.lock(tx, id);
    if (!attempt) throw new Problem('not_found');
    return attempt;
  }

  private async version(id: string): Promise<VersionOfCourse> {
    const version = (await this.versions.byIds([id])).get(id);
    if (!version) throw new Problem('not_found');
    return version;
  }
}
