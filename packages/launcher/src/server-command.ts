import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appDatabaseUrl } from './mariadb.ts';
import { redisUrl } from './redis.ts';
import { readState } from './state.ts';
import { inheritedEnvironment, ownWorkspace, type Workspace } from './workspace.ts';

// `pnpm audit:verify`, `pnpm credits:recompute`, `pnpm credits:verify`, `pnpm keys:rotate`, `pnpm privacy:replay`, `pnpm platform:install`, `pnpm storage:move`: a command of the server on the installation that the environment names, and where it names none, on the
// one that `npm start` runs in this folder.
const COMMANDS = ['audit-verify', 'credits-recompute', 'credits-verify', 'rotate-keys', 'privacy-replay', 'install', 'storage-move'];

const [command = '', ...args] = process.argv.slice(2);
const workspace = ownWorkspace();
const file = join(workspace.root, 'apps', 'server', 'dist', `main.${command}.js`);
const environment = process.env.DATABASE_URL ? process.env : startedHere(workspace);
if (!COMMANDS.includes(command) || !existsSync(file)) refuse('服务器还没有构建，先运行 npm start 或 pnpm build。', 'The server is not built: run npm start or pnpm build first.');
else if (environment === null) refuse('这里没有 npm start 装好的系统。用环境变量 DATABASE_URL 指明数据库。', 'There is no installation of npm start here. Name the database in DATABASE_URL.');
else process.exitCode = spawnSync(workspace.node, [file, ...args], { env: environment, stdio: 'inherit' }).status ?? 1;

/** The environment of the system in the data folder; null before its first start. Variables that are set take precedence. */
function startedHere({ data }: Workspace): NodeJS.ProcessEnv | null {
  const { mariadbPort, redisPort } = readState(join(data, 'state.json'));
  const [databasePassword, redisPassword] = [passwordIn(data, 'mariadb-app'), passwordIn(data, 'redis')];
  if (mariadbPort === undefined || redisPort === undefined || databasePassword === null || redisPassword === null) return null;
  return {
    DATABASE_URL: appDatabaseUrl(databasePassword, mariadbPort),
    REDIS_URL: redisUrl(redisPassword, redisPort),
    STORAGE_URL: pathToFileURL(join(data, 'storage')).href,
    SECRETS_DIR: join(data, 'secrets'),
    AUDIT_ANCHOR_DIR: join(data, 'audit'),
    NODE_ENV: 'development',
    ...Object.fromEntries(Object.entries(inheritedEnvironment()).filter(([, value]) => value !== '')),
  };
}

function passwordIn(data: string, service: string): string | null {
  const known = join(data, 'secrets', `${service}.password`);
  return existsSync(known) ? readFileSync(known, 'utf8').trim() : null;
}

function refuse(zh: string, en: string): void {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exitCode = 1;
}
