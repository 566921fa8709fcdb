import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { organisationChoicesQuery, organisationChoicesSchema } from '../organisations/organisations.dto.js';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { meSchema, myOrganisationSchema, myRegionSchema } from './identity.dto.js';
import { MeService } from './me.service.js';
import { MyPlaceService } from './my-place.service.js';

/** Where a learner lives and works. */
@Controller()
export class MyPlaceController {
  constructor(
    private readonly place: MyPlaceService,
    private readonly me: MeService,
  ) {}

  /** The caller has moved. What was learned before stays with the region of that time. */
  @Put('me/region')
  @Requires('account.read_own')
  @Returns(meSchema)
  async moveTo(@Caller() caller: Principal, @Body({ schema: myRegionSchema }) body: z.infer<typeof myRegionSchema>) {
    await this.place.moveTo(caller, body.regionId);
    return this.me.describe(caller.accountId, caller.sessionId);
  }

  /** The caller’s organisation: at most one. */
  @Put('me/organisation')
  @Requires('account.read_own')
  @Returns(meSchema)
  async join(@Caller() caller: Principal, @Body({ schema: myOrganisationSchema }) body: z.infer<typeof myOrganisationSchema>) {
    await this.place.join(caller, body.organisationId);
    return this.me.describe(caller.accountId, caller.sessionId);
  }

  /** Organisations of the caller’s own city, for choosing one’s own. */
  @Get('organisations/choices')
  @Requires('account.read_own')
  @Returns(organisationChoicesSchema)
  choices(@Caller() caller: Principal, @Query({ schema: organisationChoicesQuery }) { q }: z.infer<typeof organisationChoicesQuery>) {
    return this.place.choices(caller.personId, q);
  }
}
