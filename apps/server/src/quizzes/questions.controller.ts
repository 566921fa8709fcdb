import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type QuestionInputDto, type QuestionsQuery, questionInputSchema, questionPageSchema, questionSchema, questionsQuery } from './questions.dto.js';
import { QuestionsService } from './questions.service.js';

/** The question bank of an instructor's course. */
@Controller('teaching')
export class QuestionsController {
  constructor(private readonly questions: QuestionsService) {}

  /** The newest first, page by page. */
  @Get('courses/:id/questions')
  @Requires('quizzes.write')
  @Returns(questionPageSchema)
  list(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: questionsQuery }) query: QuestionsQuery) {
    return this.questions.list(caller.accountId, id, query);
  }

  @Post('courses/:id/questions')
  @Requires('quizzes.write')
  @Returns(questionSchema, 201)
  create(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: questionInputSchema }) body: QuestionInputDto) {
    return this.questions.create(caller.accountId, id, body);
  }

  @Get('questions/:id')
  @Requires('quizzes.write')
  @Returns(questionSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.questions.get(caller.accountId, id);
  }

  @Put('questions/:id')
  @Requires('quizzes.write')
  @Returns(questionSchema)
  change(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: questionInputSchema }) body: QuestionInputDto) {
    return this.questions.change(caller.accountId, id, body);
  }

  @Post('questions/:id/copy')
  @Requires('quizzes.write')
  @Returns(questionSchema, 201)
  copy(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.questions.copy(caller.accountId, id);
  }

  /** Takes a question out of the bank; published versions keep it. */
  @Delete('questions/:id')
  @Requires('quizzes.write')
  @ReturnsNothing()
  archive(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.questions.archive(caller.accountId, id);
  }

  /** Puts it back. */
  @Post('questions/:id/restoration')
  @Requires('quizzes.write')
  @Returns(questionSchema)
  restore(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.questions.restore(caller.accountId, id);
  }
}
