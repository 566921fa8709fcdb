import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Requires, SignedIn } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { type LearnerReportQuery, type RegionReportQuery, learnerPageSchema, learnerReportQuery, regionReportQuery, regionReportSchema, todoSchema } from './reports.dto.js';
import { RegionReportService } from './region-report.service.js';
import { TodoService } from './todo.service.js';

/** Figures by region, for the caller's own subtree only: outside it is the same 404 as absent. */
@Controller()
export class ReportsController {
  constructor(
    private readonly report: RegionReportService,
    private readonly todo: TodoService,
  ) {}

  @Get('reports/region')
  @Requires('reports.read')
  @Returns(regionReportSchema)
  region(@Caller() caller: Principal, @Query({ schema: regionReportQuery }) query: RegionReportQuery) {
    return this.report.figures(caller, query);
  }

  /** The learners that a figure is made of. */
  @Get('reports/learners')
  @Requires('learners.read')
  @Returns(learnerPageSchema)
  learners(@Caller() caller: Principal, @Query({ schema: learnerReportQuery }) query: LearnerReportQuery) {
    return this.report.learners(caller, query);
  }

  /** What waits for the caller, whatever their roles. */
  @Get('todo')
  @SignedIn()
  @Returns(todoSchema)
  waiting(@Caller() caller: Principal) {
    return this.todo.of(caller);
  }
}
