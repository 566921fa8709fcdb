import { type DynamicModule, Module } from '@nestjs/common';
import { entities } from '../entities.js';
import { AuditModule } from '../platform/audit/audit.module.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { ConfigModule } from '../platform/config/config.module.js';
import { CryptoModule } from '../platform/crypto/crypto.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AccountsService } from './accounts.service.js';
import { PlatformInstaller } from './platform-installer.js';

/** What the command that installs a platform is made of. */
@Module({})
export class InstallModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: InstallModule,
      imports: [ConfigModule.with(config, clock), AuditModule, CryptoModule, DatabaseModule.with(entities), RegionsModule],
      providers: [AccountsService, PlatformInstaller],
      exports: [PlatformInstaller],
    };
  }
}
