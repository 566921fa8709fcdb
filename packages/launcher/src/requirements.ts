import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findExecutable } from './executables.ts';
import { LauncherFailure } from './failure.ts';
import { isAtLeast, programVersion } from './versions.ts';

const OLDEST_MARIADB = '10.11';
const OLDEST_REDIS = '6.2';
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Something that the system needs from the machine, and the Debian packages that bring it. */
export interface Requirement {
  title: string;
  packages: readonly string[];
  /** @throws {LauncherFailure} where it is there in a version that cannot be used */
  isPresent: () => Promise<boolean>;
}

const MARIADB: Requirement = {
  title: 'MariaDB',
  // The programs of the server without its system service; the client's package has my_print_defaults, which mariadb-install-db calls.
  packages: ['mariadb-server-core', 'mariadb-client-core'],
  isPresent: async () => areHere('mariadb-install-db', 'my_print_defaults') && isPresentFrom('mariadbd', OLDEST_MARIADB, 'DATABASE_URL'),
};

const REDIS: Requirement = {
  title: 'Redis',
  packages: ['redis-server'],
  isPresent: () => isPresentFrom('redis-server', OLDEST_REDIS, 'REDIS_URL'),
};

const FFMPEG: Requirement = {
  title: 'ffmpeg',
  packages: ['ffmpeg'],
  isPresent: async () => areHere('ffmpeg', 'ffprobe'),
};

/** Draws the pages of a PDF; the data are for Chinese text whose fonts are not in the file. */
const POPPLER: Requirement = {
  title: 'poppler',
  packages: ['poppler-utils', 'poppler-data'],
  isPresent: async () => areHere('pdfinfo', 'pdftoppm', 'pdftotext'),
};

/** Shuts in what reads uploaded files. */
const BUBBLEWRAP: Requirement = {
  title: 'bubblewrap',
  packages: ['bubblewrap'],
  isPresent: async () => areHere('bwrap'),
};

const CHINESE_FONT: Requirement = {
  title: 'Noto CJK',
  packages: ['fontconfig', 'fonts-noto-cjk'],
  isPresent: hasChineseFont,
};

const CHROMIUM: Requirement = {
  title: 'Chromium',
  packages: ['chromium'],
  isPresent: async () => findChromium() !== null,
};

/** What the backup of a database is made with; a test searches one. */
const MARIADB_DUMP: Requirement = {
  title: 'mariadb-dump',
  packages: ['mariadb-client'],
  isPresent: async () => areHere('mariadb-dump'),
};

/** The web server of production, and what its entrypoint fills in the configuration with: tests run both. */
const NGINX: Requirement = {
  title: 'nginx',
  packages: ['nginx-light', 'gettext-base'],
  isPresent: async () => areHere('nginx', 'envsubst'),
};

/** What the tests store in: an S3 server. Its modules only, without the package's services. */
const S3_SERVER: Requirement = {
  title: 'OpenStack Swift (S3)',
  packages: ['python3-swift'],
  isPresent: async () => existsSync('/usr/lib/python3/dist-packages/swift/common/middleware/s3api'),
};

/** What the benchmarks load web servers with. */
const WRK: Requirement = {
  title: 'wrk',
  packages: ['wrk'],
  isPresent: async () => areHere('wrk'),
};

/** What is needed, given which services are ours to start and whether it is for the tests. */
export function requirementsFor({ mariadb, redis, tests }: { mariadb: boolean; redis: boolean; tests: boolean }): Requirement[] {
  return [...(mariadb ? [MARIADB] : []), ...(redis ? [REDIS] : []), FFMPEG, POPPLER, BUBBLEWRAP, CHINESE_FONT, ...(tests ? [CHROMIUM, MARIADB_DUMP, NGINX, WRK, S3_SERVER] : [])];
}

/** Those of the requirements that the machine does not have. */
export async function missingRequirements(requirements: Requirement[]): Promise<Requirement[]> {
  const present = await Promise.all(requirements.map(({ isPresent }) => isPresent()));
  return requirements.filter((_, index) => !present[index]);
}

/** The browser of the tests: CHROMIUM_PATH, or the one that is installed. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return given;
  return CHROMIUM_NAMES.map(findExecutable).find((file) => file !== null) ?? null;
}

function areHere(...programs: string[]): boolean {
  return programs.every((program) => findExecutable(program) !== null);
}

async function isPresentFrom(program: string, oldest: string, instead: string): Promise<boolean> {
  const version = await programVersion(program);
  if (version === null) return false;
  if (isAtLeast(version, oldest)) return true;
  throw new LauncherFailure(
    `这台机器上的 ${program} 是 ${version}，需要 ${oldest} 或更新的版本。装上新版本，或者用 ${instead} 指向一个现有的服务，或者用容器：sh docker/make-secrets.sh && docker compose -f docker/compose.yaml up --build`,
    `${program} on this machine is ${version}, but ${oldest} or newer is needed. Install a newer one, let ${instead} name an existing service, or use containers: sh docker/make-secrets.sh && docker compose -f docker/compose.yaml up --build`,
  );
}

async function hasChineseFont(): Promise<boolean> {
  const fcList = findExecutable('fc-list');
  if (fcList === null) return false;
  const { stdout } = await promisify(execFile)(fcList, [':lang=zh', 'file']);
  return stdout.trim() !== '';
}
