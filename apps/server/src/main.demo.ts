import 'reflect-metadata';
import { MediaError } from '@xuexi/media';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { writeDemoAccounts } from './demo/demo-accounts-file.js';
import { DemoMedia } from './demo/demo-media.js';
import { DemoSeeder } from './demo/demo-seeder.js';
import { DemoModule } from './demo/demo.module.js';
import { loadConfig } from './platform/config/config.js';
import { PinoNestLogger, createLogger } from './platform/logging/logger.js';

// `seed` fills an empty database with demo content and leaves its accounts in DEMO_ACCOUNTS_FILE; `media` makes the videos of its lessons.
// Both may be interrupted and run again.
const say = (line: string): void => void process.stdout.write(`demo: ${line}\n`);
const command = process.argv[2];
if (command !== 'seed' && command !== 'media') throw new Error('Usage: main.demo.js seed|media');

const config = loadConfig();
// The lines of `seed` are shown to a person.
const logger = new PinoNestLogger(createLogger('demo', command === 'seed' ? 'warn' : config.logLevel));
const app = await NestFactory.createApplicationContext(DemoModule.with(config), { logger });
try {
  if (command === 'seed') await seed();
  else await makeMedia();
} finally {
  await app.close();
}

async function seed(): Promise<void> {
  const file = process.env.DEMO_ACCOUNTS_FILE;
  const seeded = await app.get(DemoSeeder).seed(say, async () => {
    if (file) await writeDemoAccounts(file);
  });
  say(seeded ? '完成 · done' : '数据库里已有内容，不载入演示 · the database is not empty, nothing is loaded');
}

async function makeMedia(): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  const log = new Logger('DemoMedia');
  try {
    const made = await app.get(DemoMedia).makeAll(stopping.signal);
    log.log({ made }, 'demo videos are complete');
  } catch (error) {
    if (stopping.signal.aborted) return;
    if (error instanceof MediaError) log.error({ code: error.code, detail: error.detail }, `the site works, but its demo lessons have no videos: ${error.sentence}`);
    else log.error({ err: error }, 'demo videos could not be made');
    process.exitCode = 1;
  }
}
