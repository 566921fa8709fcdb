import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { type PageQuery, idParams, pageQuery } from '../platform/http/schemas.js';
import { type MarksDto, markedSchema, markingSheetSchema, marksSchema, waitingAttemptPageSchema } from './marking.dto.js';
import { MarkingService } from './marking.service.js';

/** Short answers that wait for the instructor of their course. */
@Controller('marking/quiz-attempts')
export class MarkingController {
  constructor(private readonly marking: MarkingService) {}

  @Get()
  @Requires('quizzes.mark')
  @Returns(waitingAttemptPageSchema)
  waiting(@Caller() caller: Principal, @Query({ schema: pageQuery }) query: PageQuery) {
    return this.marking.waiting(caller, query);
  }

  @Get(':id')
  @Requires('quizzes.mark')
  @Returns(markingSheetSchema)
  sheet(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.marking.sheet(caller, id);
  }

  /** Marks all that waits in an attempt, which is done thereby. */
  @Post(':id/marks')
  @Requires('quizzes.mark')
  @Returns(markedSchema)
  mark(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: marksSchema }) body: MarksDto) {
    return this.marking.mark(caller, id, body);
  }
}
