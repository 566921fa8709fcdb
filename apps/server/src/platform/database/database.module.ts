import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { type EntityClasses, dataSourceOptions } from './data-source.js';

/** The process's one connection pool; services inject its DataSource. */
@Module({})
export class DatabaseModule {
  static with(entities: EntityClasses): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRootAsync({ inject: [CONFIG], useFactory: (config: Config) => ({ ...dataSourceOptions(config, entities), retryAttempts: 3 }) })],
    };
  }
}
