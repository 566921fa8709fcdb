import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { meSchema } from '../identity.dto.js';
import { MeService } from '../me.service.js';
import { ClaimRequestsService } from './claim-requests.service.js';
import { RealNameClaimsService } from './real-name-claims.service.js';
import { type RealNameDto, claimRequestListSchema, realNameSchema } from './real-name.dto.js';

/** 实名: the caller's own claim, and claims of others on the caller's document. */
@Controller('me')
export class MyRealNameController {
  constructor(
    private readonly claims: RealNameClaimsService,
    private readonly requests: ClaimRequestsService,
    private readonly me: MeService,
  ) {}

  /** Submits name and ID number to be checked. The answer is the same whoever else may hold the number. */
  @Post('real-name')
  @Requires('account.verify_own')
  @Returns(meSchema)
  async submit(@Caller() caller: Principal, @Body({ schema: realNameSchema }) body: RealNameDto) {
    await this.claims.submit(caller, body);
    return this.me.describe(caller.accountId, caller.sessionId);
  }

  /** Takes the pending submission back. */
  @Delete('real-name')
  @Requires('account.verify_own')
  @Returns(meSchema)
  async withdraw(@Caller() caller: Principal) {
    await this.claims.withdraw(caller);
    return this.me.describe(caller.accountId, caller.sessionId);
  }

  /** Other accounts that submitted the caller's document. */
  @Get('claim-requests')
  @Requires('account.verify_own')
  @Returns(claimRequestListSchema)
  async listRequests(@Caller() caller: Principal) {
    return { items: await this.requests.of(caller.personId) };
  }

  /** It was me: the other account is merged into this one. */
  @Post('claim-requests/:id/confirmation')
  @Requires('account.verify_own')
  @Confirmed()
  @ReturnsNothing()
  confirm(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.requests.confirm(caller, id);
  }

  /** It was not me: the submission is sent back. */
  @Post('claim-requests/:id/refusal')
  @Requires('account.verify_own')
  @ReturnsNothing()
  refuse(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.requests.refuse(caller, id);
  }
}
