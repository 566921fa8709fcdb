import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { InstallModule } from './identity/install.module.js';
import { InstallationRefused, PlatformInstaller } from './identity/platform-installer.js';
import { loadConfig } from './platform/config/config.js';
import { databaseAnswers } from './platform/database/database-answers.js';
import { PinoNestLogger, createLogger } from './platform/logging/logger.js';

// `pnpm platform:install --region 360200 --phone 13800000000 --name 管理员`: makes the regions of a new installation down to its districts, and its
// first platform admin, whose password is shown this once. Where there is an admin already it changes nothing and ends with status 1.
const { values } = parseArgs({ options: { region: { type: 'string' }, phone: { type: 'string' }, name: { type: 'string' } } });
const { region, phone, name: displayName } = values;
if (region === undefined || phone === undefined || displayName === undefined) {
  throw new Error('用法 · usage: pnpm platform:install --region 代码或名称 --phone 手机号 --name 称呼');
}

const config = loadConfig();
if (!(await databaseAnswers(config))) process.exit(1);
const app = await NestFactory.createApplicationContext(InstallModule.with(config), { logger: new PinoNestLogger(createLogger('install', 'warn')) });
try {
  const { root, districts, password } = await app.get(PlatformInstaller).install({ region, phone, displayName });
  process.stdout.write(`已建立 ${root.name}（${root.code}）和 ${districts} 个区县。\n平台管理员的临时密码（只显示这一次，首次登录后要改）：${password}\n`);
} catch (error) {
  if (!(error instanceof InstallationRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await app.close();
}
