import { Controller, Get } from '@nestjs/common';
import { Caller, Requires, WhilePending } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { meSchema } from './identity.dto.js';
import { MeService } from './me.service.js';

@Controller()
export class IdentityController {
  constructor(private readonly me: MeService) {}

  @Get('me')
  @Requires('account.read_own')
  @WhilePending('second_factor', 'password')
  @Returns(meSchema)
  whoAmI(@Caller() caller: Principal) {
    return this.me.describe(caller.accountId, caller.sessionId);
  }
}
