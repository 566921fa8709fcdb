import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';

/** The process's one connection pool. */
@Module({
  imports: [TypeOrmModule.forRootAsync({ inject: [CONFIG], useFactory: (config: Config) => dataSourceOptions(config) })],
})
export class DatabaseModule {}
