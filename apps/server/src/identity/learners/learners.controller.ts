import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { type LearnerQuery, type LearnerSearchDto, foundLearnersSchema, learnerQuery, learnerSearchSchema, listedLearnersSchema } from './learners.dto.js';
import { LearnersService } from './learners.service.js';

/** 学员: the persons of the caller's regions, masked. */
@Controller('learners')
export class LearnersController {
  constructor(private readonly learners: LearnersService) {}

  @Get()
  @Requires('learners.read')
  @Returns(listedLearnersSchema)
  list(@Caller() caller: Principal, @Query({ schema: learnerQuery }) query: LearnerQuery) {
    return this.learners.list(caller, query);
  }

  /** By phone or document number, in full. A POST, so that numbers stand in no address. */
  @Post('search')
  @Requires('learners.read')
  @Returns(foundLearnersSchema)
  async search(@Caller() caller: Principal, @Body({ schema: learnerSearchSchema }) body: LearnerSearchDto) {
    return { items: await this.learners.search(caller, body) };
  }
}
