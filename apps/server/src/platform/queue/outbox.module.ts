import { Global, Module } from '@nestjs/common';
import { OutboxService } from './outbox.service.js';

/** What the api needs of the queues: a way to write down jobs. It never talks to Redis. */
@Global()
@Module({ providers: [OutboxService], exports: [OutboxService] })
export class OutboxModule {}
