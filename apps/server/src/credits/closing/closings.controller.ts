import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Caller, Requires } from '../../platform/auth/access.js';
import { Principal } from '../../platform/auth/principal.js';
import { Returns } from '../../platform/http/returns.js';
import { idParams } from '../../platform/http/schemas.js';
import { ClosingsService } from './closings.service.js';
import { type StartClosingDto, closingListSchema, closingSchema, startClosingSchema } from '../credits.dto.js';

/** 年度结算: starts the job and shows how far it is. */
@Controller('closings')
export class ClosingsController {
  constructor(private readonly closings: ClosingsService) {}

  @Get()
  @Requires('closing.read')
  @Returns(closingListSchema)
  async list() {
    return { items: await this.closings.list() };
  }

  @Post()
  @Requires('closing.run')
  @Returns(closingSchema, 201)
  start(@Caller() caller: Principal, @Body({ schema: startClosingSchema }) body: StartClosingDto) {
    return this.closings.start(caller.accountId, body.year);
  }

  @Get(':id')
  @Requires('closing.read')
  @Returns(closingSchema)
  get(@Param({ schema: idParams }) { id }: { id: string }) {
    return this.closings.get(id);
  }
}
