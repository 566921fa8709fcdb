import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { NotDurable } from '../not-durable.js';
import { type EntityClasses, dataSourceOptions } from './data-source.js';
import { assertDurableDatabase } from './durability.js';

/** The process's one connection pool; services inject its DataSource. None of them gets it from a database that could lose their work. */
@Module({})
export class DatabaseModule {
  static with(entities: EntityClasses): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [CONFIG],
          useFactory: (config: Config) => ({
            ...dataSourceOptions(config, entities),
            retryAttempts: 3,
            toRetry: (error: unknown) => !(error instanceof NotDurable),
          }),
          dataSourceFactory: (options) => connect(options),
        }),
      ],
    };
  }
}

async function connect(options: DataSourceOptions | undefined): Promise<DataSource> {
  if (!options) throw new Error('TypeORM passed no options');
  const dataSource = await new DataSource(options).initialize();
  try {
    await assertDurableDatabase(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}
