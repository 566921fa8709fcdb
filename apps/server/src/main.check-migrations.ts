import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { entities } from './entities.js';
import { createDataSource } from './platform/database/data-source.js';

// Runs every migration on a new, empty database and compares the result with the entities. Ends with status 1 and the
// missing statements when they differ. TEST_DATABASE_URL names an account that may create databases.
const server = process.env.TEST_DATABASE_URL;
if (!server) throw new Error('TEST_DATABASE_URL must name an account that may create databases');
const name = `check_${randomUUID().replaceAll('-', '')}`;
const connection = await createConnection(server);
await connection.query(`CREATE DATABASE ${name}`);
try {
  const databaseUrl = new URL(server);
  databaseUrl.pathname = `/${name}`;
  const dataSource = await createDataSource({ databaseUrl: databaseUrl.href }, entities).initialize();
  await dataSource.runMigrations();
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  await dataSource.destroy();
  for (const { query } of upQueries) process.stdout.write(`${query};\n`);
  if (upQueries.length > 0) {
    process.stderr.write('Entities and migrations differ: write a migration for the statements above.\n');
    process.exitCode = 1;
  }
} finally {
  await connection.query(`DROP DATABASE ${name}`);
  await connection.end();
}
