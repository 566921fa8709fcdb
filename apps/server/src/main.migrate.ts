import 'reflect-metadata';
import { entities } from './entities.js';
import { loadConfig } from './platform/config/config.js';
import { createDataSource } from './platform/database/data-source.js';

// Brings the database to the newest schema; running it again changes nothing.
const dataSource = await createDataSource(loadConfig(), entities).initialize();
try {
  for (const migration of await dataSource.runMigrations()) process.stdout.write(`migrated: ${migration.name}\n`);
} finally {
  await dataSource.destroy();
}
