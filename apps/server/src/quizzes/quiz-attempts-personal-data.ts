import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { CourseVersionsService } from '../catalog/course-versions.service.js';
import { type ErasureShare, PersonalDataSource, PersonalDataSources, type PersonalSection } from '../identity/personal-data/personal-data-source.js';
import { CheckpointAnswer } from './checkpoint-answer.entity.js';
import { QuizAttempt } from './quiz-attempt.entity.js';
import { QuizResult } from './quiz-result.entity.js';

/** What quizzes keep of persons: what they answered, and with what result. */
@Injectable()
export class QuizAttemptsPersonalData extends PersonalDataSource {
  override readonly place = 2.5;

  constructor(
    sources: PersonalDataSources,
    private readonly dataSource: DataSource,
    private readonly versions: CourseVersionsService,
  ) {
    super(sources);
  }

  override async collect(personIds: string[]): Promise<PersonalSection[]> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    const attempts = await manager.find(QuizAttempt, { where: of, order: { startedAt: 'DESC' } });
    const answers = await manager.find(CheckpointAnswer, { where: of, order: { answeredAt: 'DESC' } });
    const versions = await this.versions.byIds(attempts.map(({ courseVersionId }) => courseVersionId));
    return [
      {
        name: 'quizAttempts',
        title: '参加的测验',
        columns: { course: '课程', startedAt: '开始时间', submittedAt: '交卷时间', points: '得分', maxPoints: '满分' },
        rows: attempts.map((attempt) => ({
          course: versions.get(attempt.courseVersionId)?.title ?? null,
          courseVersionId: attempt.courseVersionId,
          number: attempt.number,
          startedAt: attempt.startedAt.toISOString(),
          submittedAt: attempt.submittedAt?.toISOString() ?? null,
          points: attempt.points,
          maxPoints: attempt.maxPoints,
          passed: attempt.passed,
          answers: JSON.stringify(attempt.answers),
          marks: attempt.marks && JSON.stringify(attempt.marks),
        })),
      },
      {
        name: 'checkpointAnswers',
        title: '视频里的提问',
        columns: { answeredAt: '回答时间', correct: '答对' },
        rows: answers.map(({ lessonVersionId, atSecond, correct, tries, answeredAt }) => ({ answeredAt: answeredAt.toISOString(), correct, lessonVersionId, atSecond, tries })),
      },
    ];
  }

  override async share(personIds: string[]): Promise<ErasureShare> {
    const { manager } = this.dataSource;
    const of = { personId: In(personIds) };
    return {
      removed: [
        { what: '测验的答案', count: await manager.countBy(QuizAttempt, of) },
        { what: '视频提问的回答', count: await manager.countBy(CheckpointAnswer, of) },
      ],
      kept: [{ what: '测验的结果', count: await manager.countBy(QuizResult, of), why: '它是学分的凭据；只留编号和得分，不再对应到人。' }],
    };
  }

  override async erase(tx: EntityManager, personIds: string[]): Promise<void> {
    for (const entity of [QuizAttempt, CheckpointAnswer]) await tx.delete(entity, { personId: In(personIds) });
  }
}
