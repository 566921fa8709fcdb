import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { type NewGuardianConsentDto, guardianConsentStateSchema, newGuardianConsentSchema } from './consents.dto.js';
import { GuardianConsentsService } from './guardian-consents.service.js';

/** 监护人同意: for learners under 14, taken down at a desk. */
@Controller('learners/:id/guardian-consent')
export class GuardianConsentsController {
  constructor(private readonly guardians: GuardianConsentsService) {}

  @Get()
  @Requires('real_name.review')
  @Returns(guardianConsentStateSchema)
  async show(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { consent: await this.guardians.of(caller, id) };
  }

  @Post()
  @Requires('real_name.review')
  @Returns(guardianConsentStateSchema)
  async record(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: newGuardianConsentSchema }) body: NewGuardianConsentDto) {
    await this.guardians.record(caller, id, body);
    return this.show(caller, { id });
  }

  /** Ends it. A child loses the verified real name with it. */
  @Delete()
  @Requires('real_name.review')
  @Returns(guardianConsentStateSchema)
  async withdraw(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    await this.guardians.withdraw(caller, id);
    return this.show(caller, { id });
  }
}
