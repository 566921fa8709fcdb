import { Body, Controller, Get, Post } from '@nestjs/common';
import { Caller, Requires, WhilePending } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { type RealNameDto, meSchema, realNameSchema } from './identity.dto.js';
import { MeService } from './me.service.js';
import { RealNameService } from './real-name.service.js';

@Controller()
export class IdentityController {
  constructor(
    private readonly realNames: RealNameService,
    private readonly me: MeService,
  ) {}

  @Get('me')
  @Requires('account.read_own')
  @WhilePending('second_factor', 'password')
  @Returns(meSchema)
  whoAmI(@Caller() caller: Principal) {
    return this.me.describe(caller.accountId, caller.sessionId);
  }

  /** Real-name registration: verifies the caller's name and ID number. */
  @Post('me/real-name')
  @Requires('account.verify_own')
  @Returns(meSchema)
  async verifyRealName(@Caller() caller: Principal, @Body({ schema: realNameSchema }) body: RealNameDto) {
    await this.realNames.register(caller.personId, body);
    return this.me.describe(caller.accountId, caller.sessionId);
  }
}
