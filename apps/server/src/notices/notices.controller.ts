import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Caller, Requires } from '../platform/auth/access.js';
import { Principal } from '../platform/auth/principal.js';
import { Returns } from '../platform/http/returns.js';
import { type PageQuery, pageQuery } from '../platform/http/schemas.js';
import { MyNoticesService } from './my-notices.service.js';
import { type NoticesReadDto, noticePageSchema, noticesReadSchema, unreadSchema } from './notices.dto.js';

/** 消息 to the caller. */
@Controller('my/notices')
export class NoticesController {
  constructor(private readonly notices: MyNoticesService) {}

  @Get()
  @Requires('account.read_own')
  @Returns(noticePageSchema)
  page(@Caller() caller: Principal, @Query({ schema: pageQuery }) query: PageQuery) {
    return this.notices.page(caller.personId, query);
  }

  /** For the mark beside the name, which every page shows. */
  @Get('unread')
  @Requires('account.read_own')
  @Returns(unreadSchema)
  async unread(@Caller() caller: Principal) {
    return { unread: await this.notices.unread(caller.personId) };
  }

  @Post('read')
  @Requires('account.read_own')
  @Returns(unreadSchema)
  async read(@Caller() caller: Principal, @Body({ schema: noticesReadSchema }) { until }: NoticesReadDto) {
    return { unread: await this.notices.read(caller.personId, until) };
  }
}
