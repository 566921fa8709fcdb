import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import {
  type EnrolmentSettingsDto,
  type NewInvitationDto,
  courseSettingsSchema,
  enrolmentSettingsSchema,
  invitationListSchema,
  invitationSchema,
  newInvitationSchema,
} from './course-settings.dto.js';
import { CourseSettingsService } from './course-settings.service.js';
import { InvitationsService } from './invitations.service.js';

/** Who may join an instructor's own course. */
@Controller('teaching')
export class CourseSettingsController {
  constructor(
    private readonly settings: CourseSettingsService,
    private readonly invitations: InvitationsService,
  ) {}

  @Get('courses/:id/enrolment-settings')
  @Requires('course.write')
  @Returns(courseSettingsSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.settings.get(caller.accountId, id);
  }

  /** Holds at once, for the published version, too; whoever has joined stays. */
  @Put('courses/:id/enrolment-settings')
  @Requires('course.write')
  @Returns(courseSettingsSchema)
  change(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: enrolmentSettingsSchema }) body: EnrolmentSettingsDto) {
    return this.settings.change(caller.accountId, id, body);
  }

  @Get('courses/:id/invitations')
  @Requires('course.write')
  @Returns(invitationListSchema)
  async list(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return { items: await this.invitations.list(caller.accountId, id) };
  }

  @Post('courses/:id/invitations')
  @Requires('course.write')
  @Returns(invitationSchema, 201)
  create(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: newInvitationSchema }) body: NewInvitationDto) {
    return this.invitations.create(caller.accountId, id, body);
  }

  /** Nobody joins by the code any more; whoever has joined stays. */
  @Delete('invitations/:id')
  @Requires('course.write')
  @ReturnsNothing()
  async revoke(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.invitations.revoke(caller.accountId, id);
  }
}
