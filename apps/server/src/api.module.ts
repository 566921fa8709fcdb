import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditReadingModule } from './audit/audit-reading.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { CreditsModule } from './credits/credits.module.js';
import { StatementsModule } from './credits/statements/statements.module.js';
import { GrantsImportModule } from './credits/corrections/grants-import.module.js';
import { CorrectionsModule } from './credits/corrections/corrections.module.js';
import { PoliciesModule } from './credits/policies/policies.module.js';
import { LedgerModule } from './credits/ledger/ledger.module.js';
import { entities } from './entities.js';
import { DeskModule } from './identity/desk/desk.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { ImportKindsModule } from './imports/import-kind.js';
import { DevSmsCodesModule } from './identity/sms/dev-sms-codes.controller.js';
import { PersonalDataModule } from './identity/personal-data/personal-data.module.js';
import { RealNameModule } from './identity/real-name/real-name.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { LearningModule } from './learning/learning.module.js';
import { MediaModule } from './media/media.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { AccessGuard } from './platform/auth/access.guard.js';
import { MyNoticesModule } from './notices/my-notices.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { AlarmsModule } from './platform/alarms/alarms.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { CryptoModule } from './platform/crypto/crypto.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthController } from './platform/health/health.controller.js';
import { HealthService } from './platform/health/health.service.js';
import { LimitsModule } from './platform/limits/limits.module.js';
import { OutboxModule } from './platform/queue/outbox.module.js';
import { StorageModule } from './platform/storage/storage.module.js';
import { PointsModule } from './points/points.module.js';
import { AttemptsModule } from './quizzes/attempts.module.js';
import { QuizzesModule } from './quizzes/quizzes.module.js';
import { RegionAdminModule } from './regions/region-admin.module.js';
import { RegionImportModule } from './regions/region-import.module.js';
import { RegionsModule } from './regions/regions.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { StorageChecksModule } from './storage-check/storage-checks.module.js';

/** The api process: every feature with its routes, nothing that works on jobs. */
@Module({})
export class ApiModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ConfigModule.with(config, clock),
        DatabaseModule.with(entities),
        AlarmsModule,
        AuditModule,
        NoticesModule,
        CryptoModule,
        ImportKindsModule,
        LimitsModule,
        OutboxModule,
        StorageModule,
        IdentityModule,
        DeskModule,
        ...(config.development ? [DevSmsCodesModule] : []),
        RealNameModule,
        PersonalDataModule,
        RegionsModule,
        RegionAdminModule,
        RegionImportModule,
        OrganisationsModule,
        CatalogModule,
        MediaModule,
        LearningModule,
        PointsModule,
        AttemptsModule,
        QuizzesModule,
        CreditsModule,
        StatementsModule,
        LedgerModule,
        MyNoticesModule,
        PoliciesModule,
        CorrectionsModule,
        GrantsImportModule,
        ReportsModule,
        AuditReadingModule,
        ImportsModule,
        StorageChecksModule,
      ],
      controllers: [HealthController],
      providers: [HealthService, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
