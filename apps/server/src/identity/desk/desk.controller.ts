import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import {
  type DeskRegistrationDto,
  type MergeDto,
  type OrganisationChangeDto,
  type PhoneChangeDto,
  type RecoveryDto,
  type RegionChangeDto,
  type StateChangeDto,
  deskRegisteredSchema,
  deskRegistrationSchema,
  deskSlipSchema,
  learnerDetailSchema,
  mergeOutcomeSchema,
  mergeQuery,
  mergeSchema,
  organisationChangeSchema,
  phoneChangeSchema,
  recoverySchema,
  regionChangeSchema,
  stateChangeSchema,
} from './desk.dto.js';
import { DeskLoginsService } from './desk-logins.service.js';
import { DeskMergeService } from './desk-merge.service.js';
import { DeskRegistrationService } from './desk-registration.service.js';
import { DeskResidentsService } from './desk-residents.service.js';
import { LearnerDetailService } from './learner-detail.service.js';

type Id = { id: string };

/** 服务窗口: what staff do for a resident who stands before them. */
@Controller()
export class DeskController {
  constructor(
    private readonly details: LearnerDetailService,
    private readonly registration: DeskRegistrationService,
    private readonly logins: DeskLoginsService,
    private readonly residents: DeskResidentsService,
    private readonly merges: DeskMergeService,
  ) {}

  @Get('learners/:id')
  @Requires('learners.read')
  @Returns(learnerDetailSchema)
  learner(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id) {
    return this.details.get(caller, id);
  }

  /** Registers a resident, with or without a phone, and verifies them at once: their document was seen. */
  @Post('desk/registrations')
  @Requires('desk.register')
  @Returns(deskRegisteredSchema, 201)
  register(@Caller() caller: Principal, @Body({ schema: deskRegistrationSchema }) body: DeskRegistrationDto) {
    return this.registration.register(caller, body);
  }

  /** Gives a new temporary password without SMS, ends every session and turns the second factor off. */
  @Post('learners/:id/recovery')
  @Requires('desk.recover')
  @Confirmed()
  @Returns(deskSlipSchema)
  recover(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: recoverySchema }) body: RecoveryDto) {
    return this.logins.recover(caller, id, body);
  }

  /** Changes or removes a phone number; every session of the login ends. */
  @Post('learners/:id/phone')
  @Requires('desk.change_phone')
  @Confirmed()
  @Returns(deskSlipSchema)
  changePhone(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: phoneChangeSchema }) body: PhoneChangeDto) {
    return this.logins.changePhone(caller, id, body);
  }

  @Post('learners/:id/state')
  @Requires('desk.change_state')
  @ReturnsNothing()
  async changeState(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: stateChangeSchema }) body: StateChangeDto): Promise<void> {
    await this.residents.changeState(caller, id, body);
  }

  @Post('learners/:id/region')
  @Requires('desk.change_state')
  @ReturnsNothing()
  async changeRegion(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: regionChangeSchema }) body: RegionChangeDto): Promise<void> {
    await this.residents.changeRegion(caller, id, body);
  }

  @Post('learners/:id/organisation')
  @Requires('desk.change_state')
  @ReturnsNothing()
  async changeOrganisation(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: organisationChangeSchema }) body: OrganisationChangeDto): Promise<void> {
    await this.residents.changeOrganisation(caller, id, body);
  }

  /** What a merge would do now. */
  @Get('learners/:id/merge-preview')
  @Requires('desk.merge')
  @Returns(mergeOutcomeSchema)
  previewMerge(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Query({ schema: mergeQuery }) { absorbPersonId }: { absorbPersonId: string }) {
    return this.merges.preview(caller, id, absorbPersonId);
  }

  /** Makes another record of the same natural person part of this one. */
  @Post('learners/:id/merge')
  @Requires('desk.merge')
  @Confirmed()
  @Returns(mergeOutcomeSchema)
  merge(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: Id, @Body({ schema: mergeSchema }) body: MergeDto) {
    return this.merges.merge(caller, id, body);
  }
}
