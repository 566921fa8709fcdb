import type { QuizSettings } from '@xuexi/domain';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { quizSettingsInputSchema, reviewedQuizSchema, taughtQuizSchema } from './quiz-settings.dto.js';
import { QuizSettingsService } from './quiz-settings.service.js';

/** How the quiz of a course is set. */
@Controller()
export class QuizSettingsController {
  constructor(private readonly quizzes: QuizSettingsService) {}

  @Get('teaching/courses/:id/quiz')
  @Requires('quizzes.write')
  @Returns(taughtQuizSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.quizzes.get(caller.accountId, id);
  }

  @Put('teaching/courses/:id/quiz')
  @Requires('quizzes.write')
  @Returns(taughtQuizSchema)
  set(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: quizSettingsInputSchema }) body: QuizSettings) {
    return this.quizzes.set(caller.accountId, id, body);
  }

  /** The next version has no quiz; the bank stays. */
  @Delete('teaching/courses/:id/quiz')
  @Requires('quizzes.write')
  @ReturnsNothing()
  remove(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.quizzes.remove(caller.accountId, id);
  }

  /** The quiz, the bank and the questions in the videos of a course in review, with the right answers. */
  @Get('reviews/:id/quiz')
  @Requires('course.review')
  @Returns(reviewedQuizSchema)
  reviewed(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.quizzes.reviewed(caller, id);
  }
}
