import 'reflect-metadata';
import { entities } from './entities.js';
import { createDataSource } from './platform/database/data-source.js';

// Runs every migration on an empty database and compares the result with the entities. Ends with status 1 and the
// missing statements when they differ. DATABASE_URL must name an empty database.
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL must name an empty database');
const dataSource = await createDataSource({ databaseUrl }, entities).initialize();
try {
  await dataSource.runMigrations();
  const drift = await dataSource.driver.createSchemaBuilder().log();
  for (const { query } of drift.upQueries) process.stdout.write(`${query};\n`);
  if (drift.upQueries.length > 0) {
    process.stderr.write('Entities and migrations differ: write a migration for the statements above.\n');
    process.exitCode = 1;
  }
} finally {
  await dataSource.destroy();
}
