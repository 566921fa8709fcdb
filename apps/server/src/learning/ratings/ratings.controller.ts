import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Caller, Confirmed, OptionalCaller, Public, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { type PageQuery, idParams, pageQuery } from '../../platform/http/schemas.js';
import { type HidingDto, type RatingInputDto, hidingSchema, judgedRatingListSchema, ratingInputSchema, ratingPageSchema } from './ratings.dto.js';
import { RatingsService } from './ratings.service.js';

/** What learners say of courses. */
@Controller()
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  @Get('courses/:id/ratings')
  @Public()
  @Returns(ratingPageSchema)
  page(@Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: pageQuery }) query: PageQuery, @OptionalCaller() caller: Principal | null) {
    return this.ratings.page(id, caller?.personId ?? null, query);
  }

  /** Gives the caller's rating, or changes it. */
  @Put('courses/:id/rating')
  @Requires('learning.watch')
  @ReturnsNothing()
  async rate(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: ratingInputSchema }) body: RatingInputDto): Promise<void> {
    await this.ratings.rate(caller.personId, id, body);
  }

  @Get('published-courses/:id/ratings')
  @Requires('course.withdraw')
  @Returns(judgedRatingListSchema)
  async judged(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { items: await this.ratings.judged(caller, id) };
  }

  /** Hides a comment from everyone but its writer; the stars still count. */
  @Post('ratings/:id/hiding')
  @Requires('course.withdraw')
  @Confirmed()
  @ReturnsNothing()
  async hide(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: hidingSchema }) { reason }: HidingDto): Promise<void> {
    await this.ratings.hide(caller, id, reason);
  }

  @Post('ratings/:id/showing')
  @Requires('course.withdraw')
  @Confirmed()
  @ReturnsNothing()
  async show(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.ratings.show(caller, id);
  }
}
