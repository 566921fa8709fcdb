import { Global, Module } from '@nestjs/common';
import { AlarmsService } from './alarms.service.js';

/** Global: any feature may find what somebody must look at. */
@Global()
@Module({ providers: [AlarmsService], exports: [AlarmsService] })
export class AlarmsModule {}
