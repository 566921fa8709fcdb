import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import type { Config } from './platform/config/config.js';
import { openApiDocument } from './platform/openapi/document.js';

// Writes openapi.json; with --check it only compares and ends with status 1 when the committed document is stale.
// Preview mode starts nothing, so no configuration is read.
const NO_CONFIG = {} as Config;
const file = new URL('../openapi.json', import.meta.url);
const app = await NestFactory.create(ApiModule.with(NO_CONFIG), new FastifyAdapter(), { preview: true, abortOnError: false, logger: ['error'] });
app.setGlobalPrefix('api');
const text = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== text) {
    process.stderr.write('apps/server/openapi.json is stale: run `pnpm generate`.\n');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
