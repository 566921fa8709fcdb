import { CONSENT_PURPOSES, CONSENT_TEXTS } from '@xuexi/domain';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { Caller, Confirmed, Public, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { type ConsentPurposeParams, type GiveConsentDto, consentParams, consentTextListSchema, giveConsentSchema, myConsentListSchema } from './consents.dto.js';
import { ConsentsService } from './consents.service.js';
import { MyConsentsService } from './my-consents.service.js';

@Controller()
export class ConsentsController {
  constructor(
    private readonly consents: ConsentsService,
    private readonly mine: MyConsentsService,
  ) {}

  /** What is collected for what, before anyone agrees to it. */
  @Get('consents')
  @Public()
  @Returns(consentTextListSchema)
  texts() {
    return { items: CONSENT_PURPOSES.map((purpose) => CONSENT_TEXTS[purpose]) };
  }

  @Get('me/consents')
  @Requires('personal_data.own')
  @Returns(myConsentListSchema)
  async list(@Caller() caller: Principal) {
    return { items: await this.consents.of(caller.personId) };
  }

  @Post('me/consents')
  @Requires('personal_data.own')
  @Returns(myConsentListSchema)
  async give(@Caller() caller: Principal, @Body({ schema: giveConsentSchema }) body: GiveConsentDto) {
    await this.mine.give(caller, body);
    return this.list(caller);
  }

  /** Withdraws a consent. Without the one for the real name, name and number are erased at once. */
  @Delete('me/consents/:purpose')
  @Requires('personal_data.own')
  @Confirmed()
  @Returns(myConsentListSchema)
  async withdraw(@Caller() caller: Principal, @Param({ schema: consentParams }) { purpose }: ConsentPurposeParams) {
    await this.mine.withdraw(caller, purpose);
    return this.list(caller);
  }
}
