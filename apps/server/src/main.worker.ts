import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from './platform/config/config.js';
import { PinoNestLogger, createLogger } from './platform/logging/logger.js';
import { WorkerModule } from './worker.module.js';

const config = loadConfig();
const app = await NestFactory.createApplicationContext(WorkerModule.with(config), { logger: new PinoNestLogger(createLogger('worker', config.logLevel)) });
app.enableShutdownHooks();
