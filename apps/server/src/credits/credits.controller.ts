import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { creditExplanationSchema, myCreditsQuery, myCreditsSchema } from './credits.dto.js';
import { ExplanationsService } from './explanations.service.js';
import { MyCreditsService } from './my-credits.service.js';

/** A learner's own account of credits. */
@Controller('my')
export class CreditsController {
  constructor(
    private readonly myCredits: MyCreditsService,
    private readonly explanations: ExplanationsService,
  ) {}

  @Get('credits')
  @Requires('credits.read_own')
  @Returns(myCreditsSchema)
  credits(@Caller() caller: Principal, @Query({ schema: myCreditsQuery }) query: z.infer<typeof myCreditsQuery>) {
    return this.myCredits.ofYear(caller.personId, query.year);
  }

  /** 为什么是这个学分 */
  @Get('credits/entries/:id')
  @Requires('credits.read_own')
  @Returns(creditExplanationSchema)
  explain(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.explanations.explain(caller.personId, id);
  }
}
