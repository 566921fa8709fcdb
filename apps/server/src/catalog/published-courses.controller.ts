import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type TakedownDto, takedownSchema } from '../media/media.dto.js';
import { Caller, Confirmed, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { CourseWithdrawalsService } from './course-withdrawals.service.js';
import { type PublishedCoursesQuery, publishedCourseDetailSchema, publishedCoursePageSchema, publishedCoursesQuery } from './published-courses.dto.js';
import { PublishedCoursesService } from './published-courses.service.js';

/** What is published in one's regions, for those who may take it down. */
@Controller('published-courses')
export class PublishedCoursesController {
  constructor(
    private readonly courses: PublishedCoursesService,
    private readonly withdrawals: CourseWithdrawalsService,
  ) {}

  @Get()
  @Requires('media.take_down')
  @Returns(publishedCoursePageSchema)
  list(@Caller() caller: Principal, @Query({ schema: publishedCoursesQuery }) query: PublishedCoursesQuery) {
    return this.courses.list(caller, query);
  }

  @Get(':id')
  @Requires('media.take_down')
  @Returns(publishedCourseDetailSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.courses.get(caller, id);
  }

  /** Takes the whole course down: nobody finds, joins or opens it. Again changes nothing. */
  @Post(':id/withdrawal')
  @Requires('course.withdraw')
  @Confirmed()
  @ReturnsNothing()
  async withdraw(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: takedownSchema }) { reason }: TakedownDto): Promise<void> {
    await this.withdrawals.withdraw(caller, id, reason);
  }

  /** Makes it open again. */
  @Post(':id/restoration')
  @Requires('course.withdraw')
  @Confirmed()
  @ReturnsNothing()
  async restore(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.withdrawals.restore(caller, id);
  }
}
