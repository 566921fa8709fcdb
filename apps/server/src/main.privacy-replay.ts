import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ApiModule } from './api.module.js';
import { ErasureService } from './identity/personal-data/erasure.service.js';
import { loadConfig } from './platform/config/config.js';
import { databaseAnswers } from './platform/database/database-answers.js';

// After a backup came back: erases again who had been erased since, as the journal tells, and completes the journal.
// Running it again changes nothing.
const config = loadConfig();
if (!(await databaseAnswers(config))) process.exit(1);
const app = await NestFactory.createApplicationContext(ApiModule.with(config), { logger: ['error'] });
try {
  process.stdout.write(`erased again: ${await app.get(ErasureService).replay()}\n`);
} finally {
  await app.close();
}
