import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns, ReturnsNothing } from '../platform/http/returns.js';
import { idParams } from '../platform/http/schemas.js';
import { type NewGroupDto, createdGroupSchema, groupListSchema, newGroupSchema } from './groups.dto.js';
import { GroupsService } from './groups.service.js';

/** 学习共同体. */
@Controller('groups')
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @Get()
  @Requires('points.own')
  @Returns(groupListSchema)
  async list(@Caller() caller: Principal) {
    return { items: await this.groups.list(caller) };
  }

  @Post()
  @Requires('points.own')
  @Returns(createdGroupSchema, 201)
  create(@Caller() caller: Principal, @Body({ schema: newGroupSchema }) body: NewGroupDto) {
    return this.groups.create(caller, body);
  }

  @Put(':id/membership')
  @Requires('points.own')
  @ReturnsNothing()
  async join(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.groups.join(caller, id);
  }

  @Delete(':id/membership')
  @Requires('points.own')
  @ReturnsNothing()
  async leave(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.groups.leave(caller, id);
  }

  /** 解散, by its founder. */
  @Post(':id/closing')
  @Requires('points.own')
  @ReturnsNothing()
  async close(@Caller() caller: Principal, @Param({ schema: idParams }) { id }: { id: string }): Promise<void> {
    await this.groups.close(caller, id);
  }
}
