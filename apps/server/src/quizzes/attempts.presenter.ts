import { type Policy, type QuizMarks, type QuizSettings, askedQuestion, entryKey, formatCredits, pointsToPass, quizValue, rightAnswer, shanghaiDate } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseVersionsService, type VersionOfCourse } from '../catalog/course-versions.service.js';
import { Earnings, claimKey } from '../credits/earnings.js';
import { PoliciesService } from '../credits/policies/policies.service.js';
import { PostingService } from '../credits/posting.service.js';
import { isVerified } from '../identity/counting.js';
import { PersonsService } from '../identity/persons.service.js';
import { Clock } from '../platform/clock.js';
import type { QuizAttemptDto, QuizCardDto, QuizResultDto } from './attempts.dto.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { QuizAttempt } from './quiz-attempt.entity.js';

/** Describes attempts to who takes them. What gives answers away is in none before it has ended. */
@Injectable()
export class AttemptsPresenter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: AttemptsRepository,
    private readonly versions: CourseVersionsService,
    private readonly persons: PersonsService,
    private readonly policies: PoliciesService,
    private readonly posting: PostingService,
    private readonly earnings: Earnings,
    private readonly clock: Clock,
  ) {}

  async card(personId: string, version: VersionOfCourse, { quiz, enrolled, attempts }: { quiz: QuizSettings; enrolled: boolean; attempts: QuizAttempt[] }): Promise<QuizCardDto> {
    const date = shanghaiDate(this.clock.now());
    const policy = this.policies.on(date);
    const maxPoints = quiz.draws.reduce((sum, line) => sum + line.count * line.points, 0);
    const units = quizValue(policy);
    return {
      courseId: version.courseId,
      courseVersionId: version.id,
      enrolled,
      title: quiz.title,
      required: quiz.required,
      questions: quiz.draws.reduce((sum, line) => sum + line.count, 0),
      maxPoints,
      passPoints: pointsToPass(policy, maxPoints),
      passPercent: policy.quiz.passPercent,
      minutes: quiz.minutes,
      attemptsPerDate: policy.quiz.attemptsPerDate,
      attemptsLeft: Math.max(0, policy.quiz.attemptsPerDate - attempts.filter((attempt) => attempt.date === date).length),
      units,
      credits: formatCredits(units),
      earned: await this.posting.isPosted(this.dataSource.manager, entryKey.quiz(personId, version.id)),
      corrected: await this.isCorrected(attempts.find(({ earnedUnits }) => earnedUnits !== null)),
      passed: attempts.some((attempt) => attempt.passed === true),
      provisional: await this.isProvisional(personId),
      openAttemptId: attempts.find((attempt) => attempt.state === 'open')?.id ?? null,
      attempts: attempts.map(({ id, number, state, startedAt, submittedAt, points, maxPoints: of, passed }) => ({
        id,
        number,
        state,
        startedAt: startedAt.toISOString(),
        submittedAt: submittedAt?.toISOString() ?? null,
        points,
        maxPoints: of,
        passed,
      })),
    };
  }

  async attempt(attempt: QuizAttempt): Promise<QuizAttemptDto> {
    const { id, courseVersionId, paper, answers, dueAt, state } = attempt;
    const version = (await this.versions.byIds([courseVersionId])).get(courseVersionId)!;
    const contents = await this.repository.contents(courseVersionId, paper.map(({ questionId }) => questionId));
    const date = await this.repository.resultDate(id);
    const policy = this.policies.on(date ?? shanghaiDate(attempt.submittedAt?.getTime() ?? this.clock.now()));
    return {
      id,
      courseId: version.courseId,
      courseTitle: version.title,
      title: version.quiz?.title ?? version.title,
      number: attempt.number,
      state,
      startedAt: attempt.startedAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
      secondsLeft: dueAt && state === 'open' ? Math.max(0, Math.ceil((dueAt.getTime() - this.clock.now()) / 1000)) : null,
      submittedAt: attempt.submittedAt?.toISOString() ?? null,
      maxPoints: attempt.maxPoints,
      passPoints: pointsToPass(policy, attempt.maxPoints),
      questions: paper.map((place) => askedQuestion(contents.get(place.questionId)!, place)),
      answers,
      saveSeq: attempt.saveSeq,
      savedAt: attempt.savedAt?.toISOString() ?? null,
      result: date === null ? null : await this.result(attempt, date, policy),
      review: state === 'open' ? null : paper.map(({ questionId }) => reviewed(questionId, attempt.marks, contents.get(questionId)!)),
    };
  }

  private async result(attempt: QuizAttempt, date: string, policy: Policy): Promise<QuizResultDto> {
    const { personId, points, maxPoints, passed, earnedUnits } = attempt;
    return {
      points: points!,
      maxPoints,
      passed: passed!,
      date,
      earnedUnits: earnedUnits ?? 0,
      earnedCredits: formatCredits(earnedUnits ?? 0),
      why: earnedUnits === null ? await this.whyNothing(attempt, policy) : null,
      corrected: await this.isCorrected(attempt),
      provisional: await this.isProvisional(personId),
    };
  }

  private async whyNothing(attempt: QuizAttempt, policy: Policy): Promise<QuizResultDto['why']> {
    if (attempt.passed) return quizValue(policy) === 0 ? 'no_value' : 'already_posted';
    return (await this.repository.passedBefore(attempt)) ? 'passed_before' : 'threshold';
  }

  /** Whether what an attempt earned was taken back. */
  private async isCorrected(attempt: QuizAttempt | undefined): Promise<boolean> {
    if (!attempt || attempt.earnedUnits === null) return false;
    const claim = { personId: attempt.personId, kind: 'quiz' as const, sourceId: attempt.courseVersionId, date: null };
    return (await this.earnings.of(this.dataSource.manager, [claim])).get(claimKey(claim))?.corrected ?? false;
  }

  private async isProvisional(personId: string): Promise<boolean> {
    const standing = (await this.persons.standings([personId])).get(personId);
    return standing === undefined || !isVerified(standing);
  }
}

function reviewed(questionId: string, marks: QuizMarks | null, content: Parameters<typeof rightAnswer>[0]): NonNullable<QuizAttemptDto['review']>[number] {
  const mark = marks?.[questionId];
  return { questionId, points: mark?.points ?? null, explanation: content.explanation, rightAnswer: rightAnswer(content), remark: mark?.remark ?? null };
}
