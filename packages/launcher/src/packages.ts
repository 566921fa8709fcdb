import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findExecutable } from './executables.ts';
import { LauncherFailure } from './failure.ts';
import { lastLines, rotateLog } from './processes.ts';
import type { Report } from './progress.ts';
import { missingRequirements, type Requirement } from './requirements.ts';
import type { Run } from './run.ts';

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Sees to it that the machine has what is required: installs the missing Debian packages as root or with sudo.
 * @param logsDir where apt's output goes
 * @throws {LauncherFailure} with the exact commands, where it may not install
 */
export async function ensureRequirements(requirements: Requirement[], logsDir: string, { signal, progress }: Pick<Run, 'signal' | 'progress'>): Promise<void> {
  const missing = await missingRequirements(requirements);
  if (missing.length === 0) return;
  const packages = missing.flatMap((requirement) => requirement.packages);
  const titles = missing.map(({ title }) => title).join('、');
  const asRoot = await rootPrefix();
  if (asRoot === null) throw mayNotInstall(titles, packages);
  progress.say(`缺少 ${titles}，现在用 apt 安装：${packages.join(' ')}`, `Missing are ${titles}; apt installs now: ${packages.join(' ')}`);
  const logFile = join(logsDir, 'apt.log');
  rotateLog(logFile);
  const status = await progress.step('安装系统软件包 · Installing system packages', (report) => install([...asRoot, 'sh', join(import.meta.dirname, 'install-packages.sh'), POLICY, ...packages], logFile, report, signal));
  signal.throwIfAborted();
  if (status !== 0) {
    throw new LauncherFailure(
      `软件包没有装好（apt 的输出见 ${logFile}）。排除上面的原因后再运行一次，或者自己安装：\n  ${installCommand(packages)}`,
      `The packages could not be installed (apt's output is in ${logFile}). Put right what is said above and run the command again, or install them yourself:\n  ${installCommand(packages)}`,
      lastLines(logFile),
    );
  }
  const still = await missingRequirements(missing);
  if (still.length > 0) throw mayNotInstall(still.map(({ title }) => title).join('、'), still.flatMap((requirement) => requirement.packages));
}

/** What to put before a command so that it runs as root without asking; null where that cannot be. */
async function rootPrefix(): Promise<string[] | null> {
  if (findExecutable('apt-get') === null) return null;
  if (userInfo().uid === 0) return [];
  if (findExecutable('sudo') === null) return null;
  const asked = spawn('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return (await statusOf(asked)) === 0 ? ['sudo', '-n'] : null;
}

/** Its input is closed on an abort, on which the script ends apt and puts the machine's policy back; see there. */
async function install([command = '', ...args]: string[], logFile: string, report: Report, signal: AbortSignal): Promise<number> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const stop = (): void => void child.stdin.end();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      log.write(`${line}\n`);
      const now = /^(?:Get:\d+ \S+ \S+ \S+ (?<fetched>\w\S*)|(?:Unpacking|Setting up) (?<package>\S+))/.exec(line)?.groups;
      if (now) report(now.fetched ?? now.package ?? '');
    });
  }
  const status = await statusOf(child);
  signal.removeEventListener('abort', stop);
  await new Promise((resolve) => log.end(resolve));
  return status;
}

function statusOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function mayNotInstall(titles: string, packages: string[]): LauncherFailure {
  return new LauncherFailure(
    `缺少 ${titles}，而这里不能安装软件包。请管理员运行：\n  ${installCommand(packages)}\n或者不用安装，改用容器：\n  sh docker/make-secrets.sh && docker compose -f docker/compose.yaml up --build`,
    `Missing are ${titles}, and packages may not be installed from here. Ask an administrator to run the command above, or use the containers.`,
  );
}

function installCommand(packages: string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}
