import { Module } from '@nestjs/common';
import { ExpirySweeper } from './expiry.sweeper.js';

/** What the worker does for signing in. */
@Module({ providers: [ExpirySweeper] })
export class SecurityWorkerModule {}
