import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { myCreditsQuery, myCreditsSchema } from '../credits.dto.js';
import { type RecordAttendanceDto, recordAttendanceSchema, recordedAttendanceSchema } from './attendances.dto.js';
import { AttendancesService } from './attendances.service.js';
import { LearnerCreditsService } from './learner-credits.service.js';

/** Credits of one learner in the hands of staff. */
@Controller('learners/:id')
export class LearnerCreditsController {
  constructor(
    private readonly credits: LearnerCreditsService,
    private readonly attendances: AttendancesService,
  ) {}

  @Get('credits')
  @Requires('credits.read')
  @Returns(myCreditsSchema)
  ofYear(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Query({ schema: myCreditsQuery }) { year }: z.infer<typeof myCreditsQuery>) {
    return this.credits.ofYear(caller, id, year);
  }

  /** 线下课出勤: what it earns is posted at once. */
  @Post('attendances')
  @Requires('credits.correct')
  @Confirmed()
  @Returns(recordedAttendanceSchema, 201)
  attend(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: recordAttendanceSchema }) body: RecordAttendanceDto) {
    return this.attendances.record(caller, id, body);
  }
}
