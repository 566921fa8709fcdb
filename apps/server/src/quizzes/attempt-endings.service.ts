import { type QuizMarks, entryKey, markPaper, pointsOf, quizEvidenceOf, quizPassed, quizResultDate, quizValue } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type VersionOfCourse, CourseVersionsService } from '../catalog/course-versions.service.js';

import { PoliciesService } from '../credits/policies/policies.service.js';
import { PostingService } from '../credits/posting.service.js';
import { type PersonStanding, PersonsService } from '../identity/persons.service.js';
import { CourseFinishService } from '../learning/course-finish.service.js';
import { Problem } from '../platform/errors/problem.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { QuizAttempt } from './quiz-attempt.entity.js';

/** Ends attempts: marks them, keeps their results, posts what the first pass earns (credit-rules.md 10). */
@Injectable()
export class AttemptEndings {
  constructor(
    private readonly repository: AttemptsRepository,
    private readonly versions: CourseVersionsService,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly finishing: CourseFinishService,
  ) {}

  /**
   * Hands in an open attempt with the answers it holds. Its time is never later than its limit, so that it does not matter
   * when somebody notices that the time has run out.
   *
   * @param attempt locked by `tx`
   */
  async end(tx: EntityManager, attempt: QuizAttempt, nowMs: number): Promise<void> {
    const submittedAt = new Date(Math.min(nowMs, attempt.dueAt?.getTime() ?? nowMs));
    const contents = await this.repository.contents(attempt.courseVersionId, attempt.paper.map(({ questionId }) => questionId), tx);
    const marks = markPaper(attempt.paper, contents, attempt.answers);
    await this.repository.change(tx, attempt.id, { state: 'marking', submittedAt, marks });
    if (pointsOf(marks) !== null) await this.conclude(tx, { ...attempt, submittedAt }, marks, nowMs);
  }

  /**
   * Keeps the result of an attempt in which everything is marked, and posts what it earns.
   *
   * @param attempt handed in, locked by `tx`
   */
  async conclude(tx: EntityManager, attempt: QuizAttempt, marks: QuizMarks, nowMs: number): Promise<{ points: number; passed: boolean }> {
    const { id, personId, courseVersionId, maxPoints } = attempt;
    const points = pointsOf(marks)!;
    const submittedAt = attempt.submittedAt!;
    const date = quizResultDate(submittedAt.getTime(), nowMs);
    const passed = quizPassed(this.policies.on(date), points, maxPoints);
    const [person, version] = [await this.personOf(tx, personId), await this.versionOf(tx, courseVersionId)];
    await this.repository.insertResult(tx, { attemptId: id, personId, courseVersionId, submittedAt, resultedAt: new Date(nowMs), date, points, maxPoints, passed, regionId: person.regionId });
    const earnedUnits = passed ? await this.earn(tx, person, version, { ...attempt, points }, date, nowMs) : null;
    await this.repository.change(tx, id, { state: 'done', marks, points, passed, earnedUnits });
    if (passed) await this.finishing.settle(tx, { person, courseVersionId, date, nowMs });
    return { points, passed };
  }

  /** @returns the units that were posted, null for none */
  private async earn(tx: EntityManager, person: PersonStanding, version: VersionOfCourse, attempt: QuizAttempt, date: string, nowMs: number): Promise<number | null> {
    const policy = this.policies.on(date);
    const units = quizValue(policy);
    const key = entryKey.quiz(person.id, version.id);
    await this.posting.lockHead(tx, person.id);
    if (units === 0 || (await this.posting.isPosted(tx, key))) return null;
    const { id: attemptId, number, points, maxPoints, submittedAt } = attempt;
    const done = { attemptId, attempt: number, points: points!, maxPoints, passPercent: policy.quiz.passPercent, submittedMs: submittedAt!.getTime() };
    const evidence = quizEvidenceOf({ title: version.quiz!.title, courseId: version.courseId, courseTitle: version.title }, done);
    await this.posting.post(tx, person, { kind: 'quiz', sourceId: version.id, key, units, date, policyVersion: policy.version, recordedAt: nowMs, evidence });
    return units;
  }

  private async personOf(tx: EntityManager, personId: string): Promise<PersonStanding> {
    const person = (await this.persons.standings([personId], tx)).get(personId);
    if (!person) throw new Problem('not_found');
    return person;
  }

  private async versionOf(tx: EntityManager, id: string): Promise<VersionOfCourse> {
    const version = (await this.versions.byIds([id], tx)).get(id);
    if (!version) throw new Problem('not_found');
    return version;
  }
}
