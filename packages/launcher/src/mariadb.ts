import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { findExecutable } from './executables.ts';
import { LauncherFailure, usingFolder } from './failure.ts';
import { askDatabase } from './given-services.ts';
import { checkDataFolder, createDataFolder, hasData } from './mariadb-data.ts';
import { type PrivateServer, type PrivateServerOptions, startPrivateServer } from './private-server.ts';
import { programVersion } from './versions.ts';

const DATABASE = 'xuexi';
/** Owns the database: migrates it, and gives the account of the server its rights. */
const OWNER = 'xuexi';
/** Of api, worker and demo. It has no right but those that the migration gives it, table by table. */
const SERVER = 'xuexi_app';
const ASK_MS = 2000;

/** What makes a committed row survive power loss (reliability.md, row 5), and the settings that the server's SQL counts on. */
const SETTINGS = [
  '--innodb-flush-log-at-trx-commit=1',
  '--sync-binlog=1',
  '--innodb-doublewrite=ON',
  '--transaction-isolation=READ-COMMITTED',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_unicode_ci',
  '--default-time-zone=+00:00',
  '--innodb-buffer-pool-size=256M',
  '--max-connections=300',
  '--max-allowed-packet=64M',
  '--local-infile=OFF',
];

/** What the owner may do: everything in its own database, or everything, for tests that make databases of their own. */
export type AccountScope = 'own-database' | 'all-databases';

/** A private MariaDB, and the database in it. */
export interface PrivateMariadb extends PrivateServer {
  /** The id of the database, see `DataFolder`. */
  id: string;
  /** The owner's address; `url` is the server's. */
  migrationUrl: string;
}

/**
 * Starts a MariaDB of our own on loopback, with its data in a folder of ours. The folder is made at the first start.
 * @throws {LauncherFailure} where the data folder or the server is not fit to run
 */
export async function startMariadb(options: PrivateServerOptions & { account: AccountScope; appPassword: string; settings?: readonly string[] }): Promise<PrivateMariadb> {
  const { dataDir, runDir, password, appPassword } = options;
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  const { id } = await usingFolder(dataDir, () => openOrCreate(options));
  const accounts = join(runDir, 'mariadb-accounts.sql');
  writeFileSync(accounts, accountStatements(options), { mode: 0o600 });
  const migrationUrl = (port: number): string => `mysql://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const server = await startPrivateServer(
    {
      name: 'mariadb',
      command: findExecutable('mariadbd') ?? 'mariadbd',
      args: (port) => [
        '--no-defaults',
        ...(userInfo().uid === 0 ? ['--user=root'] : []),
        `--datadir=${dataDir}`,
        // Relative to the data folder: the whole path of a socket may not be longer than 107 bytes.
        '--socket=mariadb.sock',
        '--pid-file=mariadb.pid',
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        // On the disk of the data: /tmp may be small, and in memory.
        `--tmpdir=${runDir}`,
        `--init-file=${accounts}`,
        ...SETTINGS,
        ...(options.settings ?? []),
      ],
      url: (port) => appDatabaseUrl(appPassword, port),
      isReady: async (port) => (await askDatabase(migrationUrl(port), ASK_MS)).answers,
      stopWithinMs: 20_000,
      whenBroken: {
        zh: `MariaDB 打不开数据库文件夹 ${dataDir}，它最后的输出见上。数据没有删除。从备份恢复这个文件夹；不要里面的数据时，把它移到别处，再运行一次会新建一个。`,
        en: `MariaDB could not open the database folder ${dataDir}; what it said last is above. No data was deleted. Restore the folder from a backup, or move it away to begin with a new one.`,
      },
    },
    options,
  );
  return { ...server, id, migrationUrl: migrationUrl(server.port) };
}

/** The address of the database in a private MariaDB, by the server's own account. */
export function appDatabaseUrl(password: string, port: number): string {
  return `mysql://${SERVER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function openOrCreate({ dataDir, logsDir, runDir, family, signal }: PrivateServerOptions): Promise<{ id: string }> {
  const series = await programVersion('mariadbd');
  if (series === null) throw new LauncherFailure('找不到 MariaDB（mariadbd）。', 'MariaDB (mariadbd) was not found.');
  if (hasData(dataDir)) return checkDataFolder(dataDir, series);
  return createDataFolder(dataDir, { series, family, logFile: join(logsDir, 'mariadb-install.log'), temporary: runDir, signal });
}

/** One statement a line, run by the server before it takes connections; each may be run again, and takes no right from the account of the server. */
function accountStatements({ password, appPassword, account }: { password: string; appPassword: string; account: AccountScope }): string {
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
    ...accountWithPassword(OWNER, password),
    ...accountWithPassword(SERVER, appPassword),
    `GRANT ALL PRIVILEGES ON ${account === 'all-databases' ? '*' : DATABASE}.* TO ${userOf(OWNER)} WITH GRANT OPTION;`,
    '',
  ].join('\n');
}

function accountWithPassword(name: string, password: string): string[] {
  return [`CREATE USER IF NOT EXISTS ${userOf(name)} IDENTIFIED BY '${password}';`, `ALTER USER ${userOf(name)} IDENTIFIED BY '${password}';`];
}

function userOf(name: string): string {
  return `'${name}'@'127.0.0.1'`;
}
