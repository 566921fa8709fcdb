import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import {
  type NewOrganisationDto,
  type OrganisationChangeDto,
  type OrganisationsQuery,
  newOrganisationSchema,
  organisationChangeSchema,
  organisationPageSchema,
  organisationSchema,
  organisationsQuery,
} from './organisations.dto.js';
import { OrganisationsService } from './organisations.service.js';

/** 单位 of the caller's regions. */
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  /** In order of name, page by page. */
  @Get()
  @Requires('organisations.write')
  @Returns(organisationPageSchema)
  list(@Caller() caller: Principal, @Query({ schema: organisationsQuery }) query: OrganisationsQuery) {
    return this.organisations.list(caller, query);
  }

  @Get(':id')
  @Requires('organisations.write')
  @Returns(organisationSchema)
  get(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.organisations.get(caller, id);
  }

  @Post()
  @Requires('organisations.write')
  @Returns(organisationSchema, 201)
  create(@Caller() caller: Principal, @Body({ schema: newOrganisationSchema }) body: NewOrganisationDto) {
    return this.organisations.create(caller, body);
  }

  @Patch(':id')
  @Requires('organisations.write')
  @Returns(organisationSchema)
  change(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }, @Body({ schema: organisationChangeSchema }) body: OrganisationChangeDto) {
    return this.organisations.change(caller, id, body);
  }

  /** Closes an organisation: it takes no more members. */
  @Post(':id/closing')
  @Requires('organisations.write')
  @Returns(organisationSchema)
  close(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }) {
    return this.organisations.close(caller, id);
  }
}
