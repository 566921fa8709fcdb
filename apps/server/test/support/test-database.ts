import { randomUUID } from 'node:crypto';
import { CATEGORY_SEED } from '@xuexi/domain';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { Category } from '../../src/catalog/category.entity.js';
import { entities } from '../../src/entities.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { environment } from './environment.js';

/** A database of one test file: migrated, with the categories every installation begins with, and gone afterwards. */
export interface TestDatabase {
  url: string;
  /** A pool of the test's own: what it reads there has been committed. */
  dataSource: DataSource;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const server = environment('TEST_DATABASE_URL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const dataSource = await createDataSource({ databaseUrl: url.href }, entities).initialize();
  await dataSource.runMigrations();
  await dataSource.manager.insert(Category, CATEGORY_SEED.map((category, i) => ({ ...category, position: i + 1 })));
  return {
    url: url.href,
    dataSource,
    async drop() {
      await dataSource.destroy();
      await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
