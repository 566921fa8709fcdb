import { answerFits, askedQuestion, chanceOf, markAnswer, placed } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogService } from '../catalog/catalog.service.js';
import { CourseLearners } from '../catalog/course-learners.js';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { AttemptsRepository } from './attempts.repository.js';
import { CheckpointAnswer } from './checkpoint-answer.entity.js';
import type { CheckpointAnswerDto, CheckpointDto, CheckpointOutcomeDto } from './checkpoint-answers.dto.js';
import { CourseVersionCheckpoint } from './course-version-checkpoint.entity.js';

/** Questions for which a video stops. They teach: nothing is earned by them, and nothing is held back. */
@Injectable()
export class CheckpointAnswersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: AttemptsRepository,
    private readonly catalog: CatalogService,
    private readonly learners: CourseLearners,
    private readonly clock: Clock,
  ) {}

  /** Where a lesson stops for its learner, in order of the video. @throws Problem not_found unless they have joined the course */
  async of(personId: string, lessonVersionId: string): Promise<CheckpointDto[]> {
    const courseVersionId = await this.versionOf(personId, lessonVersionId);
    const { manager } = this.dataSource;
    const stops = await manager.find(CourseVersionCheckpoint, { where: { courseVersionId, lessonVersionId }, order: { atSecond: 'ASC' } });
    const contents = await this.repository.contents(courseVersionId, stops.map(({ questionId }) => questionId));
    const answered = await manager.findBy(CheckpointAnswer, { personId, lessonVersionId, correct: true });
    return stops.flatMap(({ atSecond, questionId }) => {
      const content = contents.get(questionId);
      if (!content) return [];
      const place = placed({ id: questionId, content }, 1, false, chanceOf(`${lessonVersionId}:${questionId}`));
      const right = answered.some((answer) => answer.atSecond === atSecond && answer.questionId === questionId);
      return [{ atSecond, question: askedQuestion(content, place), answered: right }];
    });
  }

  /** @throws Problem not_found, invalid_input (an answer that does not fit the question) */
  async answer(personId: string, lessonVersionId: string, { atSecond, answer }: CheckpointAnswerDto): Promise<CheckpointOutcomeDto> {
    const courseVersionId = await this.versionOf(personId, lessonVersionId);
    const stop = await this.dataSource.manager.findOneBy(CourseVersionCheckpoint, { courseVersionId, lessonVersionId, atSecond });
    const content = stop && (await this.repository.contents(courseVersionId, [stop.questionId])).get(stop.questionId);
    if (!stop || !content) throw new Problem('not_found');
    if (!answerFits(content, answer)) throw new Problem('invalid_input', [{ field: 'answer', message: '答案和题目对不上，请刷新页面' }]);
    // What somebody would have to judge is as good as right here: it was thought about.
    const right = markAnswer(content, answer, 1).points !== 0;
    // Right once is right: a later try takes nothing back. Another question at the same place begins anew.
    await this.dataSource.query(
      `INSERT INTO checkpoint_answer (person_id, lesson_version_id, at_second, question_id, correct, tries, answered_at) VALUES (?, ?, ?, ?, ?, 1, ?)
       ON DUPLICATE KEY UPDATE correct = IF(question_id = VALUES(question_id), GREATEST(correct, VALUES(correct)), VALUES(correct)),
         tries = IF(question_id = VALUES(question_id), tries + 1, 1), question_id = VALUES(question_id), answered_at = VALUES(answered_at)`,
      [personId, lessonVersionId, atSecond, stop.questionId, right, this.clock.date()],
    );
    return { right, explanation: content.explanation };
  }

  private async versionOf(personId: string, lessonVersionId: string): Promise<string> {
    const { courseId } = await this.catalog.playable(lessonVersionId);
    const version = await this.learners.versionOf(personId, courseId);
    if (!version) throw new Problem('not_found');
    return version;
  }
}
