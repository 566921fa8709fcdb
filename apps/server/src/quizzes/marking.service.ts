import { type QuestionContent, type QuizMarks, pointsToPass, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CourseVersionsService, type VersionOfCourse } from '../catalog/course-versions.service.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PersonsService } from '../identity/persons.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { type FieldFault, Problem } from '../platform/errors/problem.js';
import type { PageQuery } from '../platform/http/schemas.js';
import { AttemptEndings } from './attempt-endings.service.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { MarkedDto, MarkingSheetDto, MarksDto, WaitingAttemptDto, WaitingAttemptPageDto } from './marking.dto.js';
import type { QuizAttempt } from './quiz-attempt.entity.js';

/** Short answers that an instructor marks by hand, of their own courses. What is not theirs is not found. */
@Injectable()
export class MarkingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: AttemptsRepository,
    private readonly endings: AttemptEndings,
    private readonly versions: CourseVersionsService,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly notices: NoticesService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The longest waiting first. */
  async waiting(caller: Principal, query: PageQuery): Promise<WaitingAttemptPageDto> {
    const { attempts, total } = await this.repository.waiting(await this.versions.idsOfOwner(caller.accountId), query);
    return { items: await this.describe(attempts), total, page: query.page, pageSize: query.pageSize };
  }

  /** @throws Problem not_found, quiz_marked */
  async sheet(caller: Principal, id: string): Promise<MarkingSheetDto> {
    const attempt = await this.ofOwner(caller, await this.repository.byId(id));
    const contents = await this.repository.contents(attempt.courseVersionId, attempt.paper.map(({ questionId }) => questionId));
    const [described] = await this.describe([attempt]);
    return {
      ...described!,
      markedPoints: Object.values(attempt.marks ?? {}).reduce((sum, { points }) => sum + (points ?? 0), 0),
      maxPoints: attempt.maxPoints,
      passPoints: pointsToPass(this.policies.on(shanghaiDate(attempt.submittedAt!.getTime())), attempt.maxPoints),
      questions: attempt.paper.filter(({ questionId }) => attempt.marks?.[questionId]?.points === null).map((place) => ({ questionId: place.questionId, points: place.points, ...shown(contents.get(place.questionId)!, attempt, place.questionId) })),
    };
  }

  /**
   * Marks all that waits in an attempt; its result stands from then on, and the learner is told.
   * @throws Problem not_found, quiz_marked (somebody was faster), invalid_input
   */
  async mark(caller: Principal, id: string, { marks }: MarksDto): Promise<MarkedDto> {
    return inTransaction(this.dataSource, async (tx) => {
      const attempt = await this.ofOwner(caller, await this.repository.lock(tx, id), tx);
      const nowMs = this.clock.now();
      const all = completed(attempt, marks);
      const marked = { ...attempt, markedBy: caller.accountId, markedAt: new Date(nowMs) };
      await this.repository.change(tx, id, { markedBy: marked.markedBy, markedAt: marked.markedAt });
      const { points, passed } = await this.endings.conclude(tx, marked, all, nowMs);
      const version = (await this.versions.byIds([attempt.courseVersionId], tx)).get(attempt.courseVersionId)!;
      await this.notices.send(tx, attempt.personId, 'quiz_marked', { attemptId: id, courseId: version.courseId, courseTitle: version.title, points, maxPoints: attempt.maxPoints, passed });
      const person = (await this.persons.standings([attempt.personId], tx)).get(attempt.personId);
      await this.audit.record(tx, { action: 'quiz.mark', by: caller.accountId, on: { kind: 'person', id: attempt.personId }, regionPath: person?.regionPath ?? null, details: { attemptId: id, points, maxPoints: attempt.maxPoints } });
      return { points, maxPoints: attempt.maxPoints, passed };
    });
  }

  private async ofOwner(caller: Principal, attempt: QuizAttempt | null, tx?: EntityManager): Promise<QuizAttempt> {
    const version = attempt && (await this.versions.byIds([attempt.courseVersionId], tx)).get(attempt.courseVersionId);
    if (!attempt || version?.ownerAccountId !== caller.accountId || attempt.state === 'open') throw new Problem('not_found');
    if (attempt.state === 'done') throw new Problem('quiz_marked');
    return attempt;
  }

  private async describe(attempts: QuizAttempt[]): Promise<WaitingAttemptDto[]> {
    const names = await this.persons.maskedNames([...new Set(attempts.map(({ personId }) => personId))]);
    const versions = await this.versions.byIds(attempts.map(({ courseVersionId }) => courseVersionId));
    return attempts.map((attempt) => describe(attempt, names.get(attempt.personId) ?? '*', versions.get(attempt.courseVersionId)!));
  }
}

function describe({ id, number, submittedAt, marks }: QuizAttempt, learner: string, version: VersionOfCourse): WaitingAttemptDto {
  const waiting = Object.values(marks ?? {}).filter(({ points }) => points === null).length;
  return { id, learner, courseTitle: version.title, title: version.quiz?.title ?? version.title, number, submittedAt: submittedAt!.toISOString(), waiting };
}

function shown(content: QuestionContent, { answers }: QuizAttempt, questionId: string): { stem: string; reference: string; answer: string } {
  const answer = answers[questionId];
  return { stem: content.stem, reference: content.kind === 'short' ? content.reference : '', answer: answer?.kind === 'short' ? answer.text : '' };
}

/** The marks of an attempt with those that were missing. @throws Problem invalid_input unless they are exactly those */
function completed({ paper, marks }: QuizAttempt, given: MarksDto['marks']): QuizMarks {
  const all: QuizMarks = { ...marks };
  const faults: FieldFault[] = given.flatMap(({ questionId, points, remark }, i) => {
    const place = paper.find((candidate) => candidate.questionId === questionId);
    if (!place || all[questionId]?.points !== null) return [{ field: `marks.${i}.questionId`, message: '这道题不用批改，请刷新页面' }];
    if (points > place.points) return [{ field: `marks.${i}.points`, message: `最高 ${place.points} 分` }];
    all[questionId] = { points, ...(remark !== '' && { remark }) };
    return [];
  });
  if (faults.length === 0 && Object.values(all).some(({ points }) => points === null)) faults.push({ field: 'marks', message: '还有题没有给分' });
  if (faults.length > 0) throw new Problem('invalid_input', faults);
  return all;
}
