import { randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findExecutable } from './executables.ts';
import { LauncherFailure } from './failure.ts';
import { lastLines, rotateLog, runToEnd } from './processes.ts';

/** In each data folder that was made completely. Written before the folder gets its name. */
const MARKER = 'xuexi-data.json';
/** Without these InnoDB or Aria would begin anew beside the user's tables, or not start at all. */
const VITAL = ['ibdata1', 'ib_logfile0', 'aria_log_control', 'mysql'];

/** What a data folder says of itself. */
export interface DataFolder {
  /** Tells this database from any other, also from a later one in the same place. */
  id: string;
  /** The series that wrote it: "10.11". */
  series: string;
}

/** Whether a complete data folder is there. */
export function hasData(folder: string): boolean {
  return existsSync(join(folder, MARKER));
}

/**
 * Checks a data folder before a server touches it.
 * @param series the series of the installed server
 * @throws {LauncherFailure} where the folder is half-made, damaged, not writable or of another series; nothing is changed
 */
export function checkDataFolder(folder: string, series: string): DataFolder {
  const missing = VITAL.filter((name) => isAbsentOrEmpty(join(folder, name)));
  if (missing.length > 0) {
    throw new LauncherFailure(
      `数据库文件夹 ${folder} 不完整：${missing.join('、')} 缺失或为空。数据没有改动。从备份恢复这个文件夹；不要里面的数据时，把它移到别处，再运行一次会新建一个。`,
      `The database folder ${folder} is incomplete: ${missing.join(', ')} missing or empty. Nothing was changed. Restore the folder from a backup, or move it away to begin with a new one.`,
    );
  }
  for (const name of ['', ...VITAL]) accessSync(join(folder, name), constants.R_OK | constants.W_OK);
  const data = readMarker(folder);
  if (data.series !== series) {
    throw new LauncherFailure(
      `数据库文件夹 ${folder} 由 MariaDB ${data.series} 写成，这台机器上是 ${series}。数据没有改动。装回 ${data.series}，或者按 docs/operations.md 的“换 MariaDB 版本”一节转换。`,
      `The database folder ${folder} was written by MariaDB ${data.series}, this machine has ${series}. Nothing was changed. Install ${data.series} again, or convert the data as docs/operations.md says under "Another MariaDB version".`,
    );
  }
  return data;
}

/**
 * Makes a data folder. It is made beside its place and moved there when it is complete, so that a cut leaves only a folder to be made again.
 * @throws {LauncherFailure} where mariadb-install-db fails, or something else is in the place
 */
export async function createDataFolder(
  folder: string,
  { series, family, logFile, temporary, signal }: { series: string; family: string; logFile: string; temporary: string; signal: AbortSignal },
): Promise<DataFolder> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new LauncherFailure(
      `文件夹 ${folder} 里有内容，但不是完整的数据库。数据没有改动。把它移到别处再运行一次，会新建一个。`,
      `The folder ${folder} holds something that is not a complete database. Nothing was changed. Move it away and run the command again to make a new one.`,
    );
  }
  removeUnfinished(folder);
  const unfinished = `${folder}.new-${randomUUID()}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  rotateLog(logFile);
  const user = userInfo().username;
  const exit = await runToEnd(
    {
      name: 'mariadb-install-db',
      command: findExecutable('mariadb-install-db') ?? 'mariadb-install-db',
      // The script splits its arguments at blanks: the path is told relative to the working folder, the folder for temporary files by the environment.
      args: [
        '--no-defaults',
        `--datadir=./${basename(unfinished)}`,
        `--auth-root-socket-user=${user}`,
        '--skip-test-db',
        '--skip-name-resolve',
        ...(user === 'root' ? ['--user=root'] : []),
      ],
      cwd: dirname(folder),
      env: { ...process.env, TMPDIR: temporary },
      family,
      output: { logFile },
    },
    signal,
  );
  if (exit.code !== 0) {
    throw new LauncherFailure(`没能新建数据库文件夹 ${folder}。`, `The database folder ${folder} could not be made.`, lastLines(logFile));
  }
  const data: DataFolder = { id: randomUUID(), series };
  writeDurably(join(unfinished, MARKER), `${JSON.stringify(data)}\n`);
  renameSync(unfinished, folder);
  return data;
}

function removeUnfinished(folder: string): void {
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function readMarker(folder: string): DataFolder {
  const file = join(folder, MARKER);
  try {
    const { id, series } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof id === 'string' && typeof series === 'string') return { id, series };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LauncherFailure(`${file} 已损坏，认不出这个数据库的版本。数据没有改动。从备份恢复这个文件。`, `${file} is damaged and the version of this database unknown. Nothing was changed. Restore the file from a backup.`);
}

function isAbsentOrEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined || (found.isDirectory() ? readdirSync(path).length === 0 : found.size === 0);
}

function writeDurably(file: string, content: string): void {
  const handle = openSync(file, 'w', 0o600);
  writeFileSync(handle, content);
  fsyncSync(handle);
  closeSync(handle);
}
