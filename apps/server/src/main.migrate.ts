import 'reflect-metadata';
import { entities } from './entities.js';
import { loadConfig } from './platform/config/config.js';
import { grantToApp } from './platform/database/app-account.js';
import { createDataSource } from './platform/database/data-source.js';

// Brings the database to the newest schema, and gives the account of api and worker its rights on it where that is another one than ours.
// Running it again changes nothing.
const { databaseUrl, databaseMigrationUrl } = loadConfig();
const dataSource = await createDataSource({ databaseUrl: databaseMigrationUrl }, entities).initialize();
try {
  for (const migration of await dataSource.runMigrations()) process.stdout.write(`migrated: ${migration.name}\n`);
  if (new URL(databaseUrl).username !== new URL(databaseMigrationUrl).username) await grantToApp(dataSource, databaseUrl);
} finally {
  await dataSource.destroy();
}
