import { type DynamicModule, Module } from '@nestjs/common';
import { LessonAccessModule } from './catalog/lesson-access.module.js';
import { ClosingWorkerModule } from './credits/closing/closing-worker.module.js';
import { GrantsImportModule } from './credits/corrections/grants-import.module.js';
import { LedgerWorkerModule } from './credits/ledger/ledger-worker.module.js';
import { entities } from './entities.js';
import { IdentityWorkerModule } from './identity/identity-worker.module.js';
import { ImportKindsModule } from './imports/import-kind.js';
import { SecurityWorkerModule } from './identity/security/security-worker.module.js';
import { ImportsWorkerModule } from './imports/imports-worker.module.js';
import { TranscodeWorkerModule } from './media/transcode-worker.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { AlarmsModule } from './platform/alarms/alarms.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { AuditWorkerModule } from './platform/audit/audit-worker.module.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { CryptoModule } from './platform/crypto/crypto.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { WorkerQueueModule } from './platform/queue/queue.module.js';
import { StorageModule } from './platform/storage/storage.module.js';
import { PointsWorkerModule } from './points/points-worker.module.js';
import { RegionImportModule } from './regions/region-import.module.js';
import { StorageChecksWorkerModule } from './storage-check/storage-checks-worker.module.js';

/** The worker process: the processors of every queue, the outbox relay and the sweepers. */
@Module({})
export class WorkerModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.with(config, clock),
        AlarmsModule,
        AuditModule,
        NoticesModule,
        AuditWorkerModule,
        CryptoModule,
        DatabaseModule.with(entities),
        ImportKindsModule,
        WorkerQueueModule,
        StorageModule,
        SecurityWorkerModule,
        LessonAccessModule,
        TranscodeWorkerModule,
        ClosingWorkerModule,
        LedgerWorkerModule,
        PointsWorkerModule,
        RegionImportModule,
        GrantsImportModule,
        IdentityWorkerModule,
        ImportsWorkerModule,
        StorageChecksWorkerModule,
      ],
    };
  }
}
