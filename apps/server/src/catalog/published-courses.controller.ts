import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type PublishedCoursesQuery, publishedCourseDetailSchema, publishedCoursePageSchema, publishedCoursesQuery } from './published-courses.dto.js';
import { PublishedCoursesService } from './published-courses.service.js';

/** What is published in one's regions, for those who may take it down. */
@Controller('published-courses')
export class PublishedCoursesController {
  constructor(private readonly courses: PublishedCoursesService) {}

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
}
