import { Controller, Get, Param, Query } from '@nestjs/common';
import { OptionalCaller, Public } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type CourseQuery, categoryListSchema, courseCardPageSchema, courseQuery, courseSchema } from './catalog.dto.js';
import { CatalogService } from './catalog.service.js';

/** 学习超市: what is published, open to everyone. */
@Controller()
export class CatalogController {
  constructor(private readonly catalog: CatalogService) {}

  @Get('categories')
  @Public()
  @Returns(categoryListSchema)
  async categories() {
    return { items: await this.catalog.categories() };
  }

  @Get('courses')
  @Public()
  @Returns(courseCardPageSchema)
  courses(@Query({ schema: courseQuery }) query: CourseQuery) {
    return this.catalog.published(query);
  }

  @Get('courses/:id')
  @Public()
  @Returns(courseSchema)
  course(@Param({ schema: idParams }) params: { id: string }, @OptionalCaller() caller: Principal | null) {
    return this.catalog.course(params.id, caller?.personId ?? null);
  }
}
