import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { ReviewsService } from './reviews.service.js';
import { type DecisionDto, decisionSchema, taughtCourseDetailSchema, taughtCourseListSchema } from './teaching.dto.js';

/** What waits for a reviewer, and the decision on it. */
@Controller('reviews')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Get()
  @Requires('course.review')
  @Returns(taughtCourseListSchema)
  async waiting(@Caller() caller: Principal) {
    return { items: await this.reviews.waiting(caller) };
  }

  @Get(':id')
  @Requires('course.review')
  @Returns(taughtCourseDetailSchema)
  course(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.reviews.course(caller, id);
  }

  /** Approves (and thereby publishes) the course, or returns it with a note. */
  @Post(':id/decision')
  @Requires('course.review')
  @Returns(taughtCourseDetailSchema)
  decide(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: decisionSchema }) body: DecisionDto) {
    return this.reviews.decide(caller, id, body);
  }
}
