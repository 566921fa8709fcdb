import 'reflect-metadata';
import { entities } from './entities.js';
import { upgradeLegacyFields } from './identity/legacy-fields.js';
import { loadConfig } from './platform/config/config.js';
import { BlindIndex } from './platform/crypto/blind-index.js';
import { KeyRotation } from './platform/crypto/key-rotation.js';
import { FileKms } from './platform/crypto/kms.js';
import { PersonKeys } from './platform/crypto/person-keys.js';
import { grantToApp } from './platform/database/app-account.js';
import { createDataSource } from './platform/database/data-source.js';
import { WRAPPED_KEYS } from './wrapped-keys.js';

// Brings the database to the newest schema, the personal fields of version 0.1 under keys of their persons, and gives the account of api and worker its rights on it where that is another one than ours.
// Running it again changes nothing.
const config = loadConfig();
const { databaseUrl, databaseMigrationUrl } = config;
const dataSource = await createDataSource({ databaseUrl: databaseMigrationUrl }, entities).initialize();
try {
  for (const migration of await dataSource.runMigrations()) process.stdout.write(`migrated: ${migration.name}\n`);
  const masterKeys = config.secrets.masterKeys.all();
  const kms = new FileKms(config);
  const upgraded = await upgradeLegacyFields(dataSource, { keys: new PersonKeys(kms), blindIndex: new BlindIndex(config), masterKey1: masterKeys.get(1), now: Date.now() });
  if (upgraded > 0) process.stdout.write(`encrypted anew: ${upgraded} persons of version 0.1\n`);
  const lost = [...(await new KeyRotation(dataSource, kms, WRAPPED_KEYS).needs())].filter(([id]) => !masterKeys.has(id));
  for (const [id, rows] of lost) process.stderr.write(`缺少主密钥 ${id}，有 ${rows} 行数据要靠它读出，请从备份放回 · master key ${id} is missing, ${rows} rows need it: put it back from a backup\n`);
  if (lost.length > 0) process.exitCode = 1;
  if (new URL(databaseUrl).username !== new URL(databaseMigrationUrl).username) await grantToApp(dataSource, databaseUrl);
} finally {
  await dataSource.destroy();
}
