import type { QuizSettings } from '@xuexi/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OwnCourses } from '../catalog/own-courses.service.js';
import { ReviewsService } from '../catalog/reviews.service.js';
import type { Principal } from '../platform/auth/principal.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { CourseQuiz } from './course-quiz.entity.js';
import { QuestionsRepository } from './questions.repository.js';
import { QuestionsService } from './questions.service.js';
import type { ReviewedQuizDto, TaughtQuizDto } from './quiz-settings.dto.js';

/** The quiz of a course as its instructor sets it and as reviewers see it. */
@Injectable()
export class QuizSettingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly courses: OwnCourses,
    private readonly reviews: ReviewsService,
    private readonly questions: QuestionsRepository,
    private readonly bank: QuestionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not_found */
  async get(accountId: string, courseId: string): Promise<TaughtQuizDto> {
    const course = await this.courses.find(accountId, courseId);
    const quiz = await this.dataSource.manager.findOneBy(CourseQuiz, { courseId });
    return {
      settings: quiz?.settings ?? null,
      updatedAt: quiz?.updatedAt.toISOString() ?? null,
      editable: course.state !== 'in_review',
      bank: (await this.questions.groups(courseId)).map((group) => ({ ...group, tags: [...group.tags] })),
    };
  }

  /** Sets the quiz, also one that the bank cannot serve yet: the course cannot be submitted until it can. @throws Problem not_found, course_not_editable */
  async set(accountId: string, courseId: string, settings: QuizSettings): Promise<TaughtQuizDto> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      await tx.upsert(CourseQuiz, { courseId, settings, updatedAt: this.clock.date() }, ['courseId']);
    });
    return this.get(accountId, courseId);
  }

  /** The next version has no quiz; the bank stays. @throws Problem not_found, course_not_editable */
  async remove(accountId: string, courseId: string): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await this.courses.hold(tx, accountId, courseId);
      await tx.delete(CourseQuiz, { courseId });
    });
  }

  /** What a course in review asks, with the right answers. @throws Problem not_found outside the scope or the review */
  async reviewed(caller: Principal, courseId: string): Promise<ReviewedQuizDto> {
    await this.reviews.reviewable(caller, courseId);
    const quiz = await this.dataSource.manager.findOneBy(CourseQuiz, { courseId });
    const checkpoints = await this.questions.checkpointsOf(courseId);
    const asked = new Set(checkpoints.map(({ questionId }) => questionId));
    const live = await this.questions.live(courseId);
    return { settings: quiz?.settings ?? null, questions: await this.bank.describe(quiz ? live : live.filter(({ id }) => asked.has(id))), checkpoints };
  }
}
