import { Module } from '@nestjs/common';
import { MyNoticesService } from './my-notices.service.js';
import { NoticesController } from './notices.controller.js';
import { NoticesPersonalData } from './notices-personal-data.js';

/** 消息 as learners read them; the worker only sends. */
@Module({ controllers: [NoticesController], providers: [MyNoticesService, NoticesPersonalData] })
export class MyNoticesModule {}
