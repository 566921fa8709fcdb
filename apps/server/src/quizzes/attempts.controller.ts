import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type SaveAnswersDto, type SubmitAttemptDto, courseQuizSchema, quizAttemptSchema, saveAnswersSchema, savedAnswersSchema, submitAttemptSchema } from './attempts.dto.js';
import { AttemptsService } from './attempts.service.js';

/** Quizzes as learners take them. */
@Controller()
export class AttemptsController {
  constructor(private readonly attempts: AttemptsService) {}

  /** The quiz of the course version that the caller is on, or would begin. */
  @Get('courses/:id/quiz')
  @Requires('quizzes.take')
  @Returns(courseQuizSchema)
  async card(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { quiz: await this.attempts.card(caller.personId, id) };
  }

  /** Begins an attempt; three a date (credit-rules.md 10). */
  @Post('courses/:id/quiz/attempts')
  @Requires('quizzes.take')
  @Returns(quizAttemptSchema, 201)
  start(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.attempts.start(caller.personId, id);
  }

  @Get('quiz-attempts/:id')
  @Requires('quizzes.take')
  @Returns(quizAttemptSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.attempts.get(caller.personId, id);
  }

  /** Keeps answers while the attempt goes on. An older or repeated save changes nothing. */
  @Post('quiz-attempts/:id/answers')
  @Requires('quizzes.take')
  @Returns(savedAnswersSchema)
  save(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: saveAnswersSchema }) body: SaveAnswersDto) {
    return this.attempts.save(caller.personId, id, body);
  }

  /** Hands an attempt in; again changes nothing. */
  @Post('quiz-attempts/:id/submission')
  @Requires('quizzes.take')
  @Returns(quizAttemptSchema)
  submit(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: submitAttemptSchema }) body: SubmitAttemptDto) {
    return this.attempts.submit(caller.personId, id, body);
  }
}
