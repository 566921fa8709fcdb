import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable } from './executables.ts';
import { usingFolder } from './failure.ts';
import { askRedis } from './given-services.ts';
import { type PrivateServer, type PrivateServerOptions, startPrivateServer } from './private-server.ts';

const ASK_MS = 2000;

/** Redis keeps its queue through a crash (append-only file) and never drops jobs to make room (reliability.md, row 5). */
const SETTINGS = [
  'bind 127.0.0.1',
  'daemonize no',
  'save ""',
  'appendonly yes',
  'appendfsync everysec',
  'maxmemory-policy noeviction',
  // Its own title would overwrite the environment by which the launcher finds its processes again.
  'set-proc-title no',
];

/**
 * Starts a Redis of our own on loopback, with its data in a folder of ours.
 * @throws {LauncherFailure} where the folder or the server is not fit to run
 */
export async function startRedis(options: PrivateServerOptions): Promise<PrivateServer> {
  const { dataDir, runDir, password } = options;
  const config = join(runDir, 'redis.conf');
  await usingFolder(dataDir, async () => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    mkdirSync(runDir, { recursive: true, mode: 0o700 });
    // A file, because a command line with the password in it can be read by every user of the machine.
    writeFileSync(config, `${[...SETTINGS, `dir ${quoted(dataDir)}`, `requirepass ${quoted(password)}`].join('\n')}\n`, { mode: 0o600 });
  });
  const url = (port: number): string => redisUrl(password, port);
  return startPrivateServer(
    {
      name: 'redis',
      command: findExecutable('redis-server') ?? 'redis-server',
      args: (port) => [config, '--port', String(port)],
      url,
      isReady: async (port) => (await askRedis(url(port), ASK_MS)).answers,
      stopWithinMs: 8000,
      whenBroken: {
        zh: `Redis 打不开文件夹 ${dataDir}，它最后的输出见上。没有删除任何内容。里面只有待办任务的提示，数据库里另有记录：把这个文件夹移到别处，再运行一次即可。`,
        en: `Redis could not open the folder ${dataDir}; what it said last is above. Nothing was deleted. It only holds hints of jobs that the database also knows: move the folder away and run the command again.`,
      },
    },
    options,
  );
}

/** The address of a private Redis. */
export function redisUrl(password: string, port: number): string {
  return `redis://:${password}@127.0.0.1:${port}/0`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
