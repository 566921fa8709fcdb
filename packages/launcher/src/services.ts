import { join } from 'node:path';
import { checkDatabaseUrl, checkRedisUrl } from './given-services.ts';
import { type AccountScope, startMariadb } from './mariadb.ts';
import type { Progress } from './progress.ts';
import { startRedis } from './redis.ts';
import { inParallel } from './run.ts';
import { servicePassword } from './secrets.ts';
import type { Crash, Supervised } from './supervisor.ts';

/** Addresses of services that are not ours. */
export interface GivenServices {
  databaseUrl?: string;
  /** Of the account that migrates the database of `databaseUrl`; without it the same account does. */
  migrationUrl?: string;
  redisUrl?: string;
}

/** Which services to start, and where. An address that is given is used instead of a server of our own. */
export interface ServicesOptions {
  given: GivenServices;
  /** Holds `mariadb`, `redis`, `logs`, `secrets` and `run`; its family the servers join. */
  folder: string;
  account: AccountScope;
  preferredPorts: { mariadb?: number; redis?: number };
  /** More arguments for a MariaDB of our own. */
  mariadbSettings?: readonly string[];
  onCrash?: (crash: Crash) => void;
}

/** The database and the queue that the system works with. */
export interface Services {
  databaseUrl: string;
  /** The same database, by the account that migrates it. */
  migrationUrl: string;
  redisUrl: string;
  /** Null where the database was given. */
  mariadb: { id: string; port: number } | null;
  redis: { port: number } | null;
}

/**
 * Starts MariaDB and Redis at the same time and puts their end on the cleanup stack: Redis first, MariaDB last.
 * @throws {LauncherFailure} where one of them is not fit to run
 */
export async function startServices(
  options: ServicesOptions,
  { signal, cleanup, progress }: { signal: AbortSignal; cleanup: AsyncDisposableStack; progress: Progress },
): Promise<Services> {
  const started: { mariadb?: Supervised; redis?: Supervised } = {};
  cleanup.defer(async () => {
    await started.redis?.stop();
    await started.mariadb?.stop();
  });
  const place = (name: 'mariadb' | 'redis', stop: AbortSignal) => ({
    dataDir: join(options.folder, name),
    logsDir: join(options.folder, 'logs'),
    runDir: join(options.folder, 'run'),
    family: options.folder,
    password: servicePassword(join(options.folder, 'secrets'), name),
    preferredPort: options.preferredPorts[name],
    onCrash: options.onCrash,
    signal: stop,
  });
  const { databaseUrl, migrationUrl = databaseUrl, redisUrl } = options.given;
  const [mariadb, redis] = await inParallel(signal, [
    async (stop: AbortSignal) => {
      // The account that migrates: the other one may see nothing of an empty database.
      if (migrationUrl !== undefined) return given(progress, 'DATABASE_URL', () => checkDatabaseUrl(migrationUrl));
      const appPassword = servicePassword(join(options.folder, 'secrets'), 'mariadb-app');
      const server = await progress.step('启动 MariaDB · Starting MariaDB', () => startMariadb({ ...place('mariadb', stop), appPassword, account: options.account, settings: options.mariadbSettings }));
      started.mariadb = server.process;
      return server;
    },
    async (stop: AbortSignal) => {
      if (redisUrl !== undefined) return given(progress, 'REDIS_URL', () => checkRedisUrl(redisUrl));
      const server = await progress.step('启动 Redis · Starting Redis', () => startRedis(place('redis', stop)));
      started.redis = server.process;
      return server;
    },
  ]);
  return {
    databaseUrl: databaseUrl ?? mariadb?.url ?? '',
    migrationUrl: migrationUrl ?? mariadb?.migrationUrl ?? '',
    redisUrl: redisUrl ?? redis?.url ?? '',
    mariadb: mariadb && { id: mariadb.id, port: mariadb.port },
    redis: redis && { port: redis.port },
  };
}

/** A service that is not ours to start only has to answer. */
async function given(progress: Progress, variable: string, check: () => Promise<void>): Promise<null> {
  await progress.step(`连接 ${variable} 的服务 · Connecting to the service of ${variable}`, check);
  return null;
}
