import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { type AppealAnswerDto, type AppealsQuery, type NewAppealDto, appealAnswerSchema, appealPageSchema, appealSchema, appealsQuery, myCorrectionSchema, newAppealSchema } from './appeals.dto.js';
import { AppealsService } from './appeals.service.js';
import { MyCorrectionsService } from './my-corrections.service.js';

/** 申诉: learners object to corrections, and somebody who had no part in them answers. */
@Controller()
export class AppealsController {
  constructor(
    private readonly own: MyCorrectionsService,
    private readonly appeals: AppealsService,
  ) {}

  @Get('my/corrections/:id')
  @Requires('credits.appeal_own')
  @Returns(myCorrectionSchema)
  mine(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.own.get(caller.personId, id);
  }

  @Post('my/corrections/:id/appeal')
  @Requires('credits.appeal_own')
  @Returns(myCorrectionSchema, 201)
  async appeal(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: newAppealSchema }) { text }: NewAppealDto) {
    await this.own.appeal(caller.personId, id, text);
    return this.own.get(caller.personId, id);
  }

  @Get('credit-appeals')
  @Requires('credits.approve')
  @Returns(appealPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: appealsQuery }) query: AppealsQuery) {
    return this.appeals.page(caller, query);
  }

  @Post('credit-appeals/:id/answer')
  @Requires('credits.approve')
  @Confirmed()
  @Returns(appealSchema)
  async answer(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: appealAnswerSchema }) body: AppealAnswerDto) {
    await this.appeals.answer(caller, id, body);
    return this.appeals.get(caller, id);
  }
}
