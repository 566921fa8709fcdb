import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { Caller, Confirmed, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { RoleCandidatesService } from './role-candidates.service.js';
import { RoleGrantsService } from './role-grants.service.js';
import { type NewRoleGrantDto, type RoleCandidateQuery, type RoleGrantQuery, newRoleGrantSchema, roleCandidateQuery, roleCandidateSchema, roleGrantPageSchema, roleGrantQuery, roleGrantSchema } from './roles.dto.js';

/** 角色授权: grants of roles over regions, within the caller's own. */
@Controller()
export class RolesController {
  constructor(
    private readonly grants: RoleGrantsService,
    private readonly candidates: RoleCandidatesService,
  ) {}

  @Get('role-grants')
  @Requires('roles.read')
  @Returns(roleGrantPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: roleGrantQuery }) query: RoleGrantQuery) {
    return this.grants.list(caller, query);
  }

  @Post('role-grants')
  @Requires('roles.grant')
  @Confirmed()
  @Returns(roleGrantSchema, 201)
  grant(@Caller() caller: Principal, @Body({ schema: newRoleGrantSchema }) body: NewRoleGrantDto) {
    return this.grants.grant(caller, body);
  }

  /** Ends a grant now; it stays in the list as ended. */
  @Delete('role-grants/:id')
  @Requires('roles.grant')
  @Confirmed()
  @ReturnsNothing()
  async revoke(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.grants.revoke(caller, id);
  }

  /** Whom to grant a role: the account of exactly this phone number or 学员号. A POST, so that numbers stand in no address. */
  @Post('role-candidates')
  @Requires('roles.grant')
  @Returns(roleCandidateSchema)
  candidate(@Caller() caller: Principal, @Body({ schema: roleCandidateQuery }) body: RoleCandidateQuery) {
    return this.candidates.find(caller, body);
  }
}
