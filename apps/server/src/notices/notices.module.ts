import { Global, Module } from '@nestjs/common';
import { NoticesService } from './notices.service.js';

/** Messages to learners (消息). Global: every feature may have something to tell. */
@Global()
@Module({ providers: [NoticesService], exports: [NoticesService] })
export class NoticesModule {}
