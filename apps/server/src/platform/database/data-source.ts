import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { Config } from '../config/config.js';
import { SnakeCaseNaming } from './naming.js';
import { migrations } from './migrations/index.js';

export type EntityClasses = MixedList<new () => object>;

/** Options of the one connection pool of a process: UTC, READ COMMITTED, dates as text, whole numbers as numbers. */
export function dataSourceOptions(config: Pick<Config, 'databaseUrl'>, entities: EntityClasses): DataSourceOptions {
  return {
    type: 'mariadb',
    url: config.databaseUrl,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize: 12,
    namingStrategy: new SnakeCaseNaming(),
    entities,
    migrations,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'none',
    isolationLevel: 'READ COMMITTED',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  };
}

/** A data source of its own, for commands; the api and the worker get theirs from DatabaseModule. */
export function createDataSource(config: Pick<Config, 'databaseUrl'>, entities: EntityClasses): DataSource {
  return new DataSource(dataSourceOptions(config, entities));
}
