import { type DynamicModule, Module } from '@nestjs/common';
import { LessonAccessModule } from '../catalog/lesson-access.module.js';
import { CreditSigningModule } from '../credits/credit-signing.module.js';
import { PolicyTimelineModule } from '../credits/policies/policy-timeline.module.js';
import { entities } from '../entities.js';
import { AccountsService } from '../identity/accounts.service.js';
import { PersonsModule } from '../identity/persons.module.js';
import { UploadsService } from '../media/uploads.service.js';
import { AuditModule } from '../platform/audit/audit.module.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { ConfigModule } from '../platform/config/config.module.js';
import { CryptoModule } from '../platform/crypto/crypto.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { OutboxModule } from '../platform/queue/outbox.module.js';
import { StorageModule } from '../platform/storage/storage.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { DemoClaimants } from './demo-claimants.js';
import { DemoClosings } from './demo-closings.js';
import { DemoMedia } from './demo-media.js';
import { DemoPeople } from './demo-people.js';
import { DemoSeeder } from './demo-seeder.js';

/** The demo content of a first start. It writes the tables of every feature itself; no feature knows of it. */
@Module({})
export class DemoModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: DemoModule,
      imports: [ConfigModule.with(config, clock), AuditModule, CreditSigningModule, CryptoModule, DatabaseModule.with(entities), OutboxModule, LessonAccessModule, StorageModule, PersonsModule, PolicyTimelineModule, RegionsModule],
      providers: [AccountsService, UploadsService, DemoClaimants, DemoClosings, DemoMedia, DemoPeople, DemoSeeder],
    };
  }
}
