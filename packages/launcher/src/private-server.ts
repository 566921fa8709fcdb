import { join } from 'node:path';
import { folderProblem } from '../bin/bootstrap/data-folder.mjs';
import { LauncherFailure } from './failure.ts';
import { freePort } from './ports.ts';
import { rotateLog } from './processes.ts';
import { type Crash, Supervised } from './supervisor.ts';

/** What every private server is started with. */
export interface PrivateServerOptions {
  dataDir: string;
  logsDir: string;
  /** For files made anew at each start; its folder's family the server joins. */
  runDir: string;
  family: string;
  password: string;
  /** Taken if it is free. */
  preferredPort?: number;
  onCrash?: (crash: Crash) => void;
  signal: AbortSignal;
}

/** A server of our own that runs, and is kept running. */
export interface PrivateServer {
  url: string;
  port: number;
  process: Supervised;
}

/** One kind of server, its command line depending on the port. */
export interface ServerKind {
  name: 'mariadb' | 'redis';
  command: string;
  args: (port: number) => string[];
  url: (port: number) => string;
  isReady: (port: number) => Promise<boolean>;
  stopWithinMs: number;
  /** What it means when the server does not start on its data. */
  whenBroken: { zh: string; en: string };
}

/** Between finding a free port and listening on it another process may take it. */
const ATTEMPTS = 5;
const PORT_TAKEN = /address already in use|bind on tcp\/ip port/i;
const DISK_FULL = /no space left on device|disk (is )?full|errcode: 28/i;

/**
 * Starts a private server on a free port and keeps it running.
 * @throws {LauncherFailure} where it does not become ready, with its last lines
 */
export async function startPrivateServer(kind: ServerKind, options: PrivateServerOptions): Promise<PrivateServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? options.preferredPort : undefined);
    try {
      return { port, url: kind.url(port), process: await startOn(port, kind, options) };
    } catch (error) {
      if (!(error instanceof LauncherFailure)) throw error;
      const said = error.lines.join('\n');
      if (PORT_TAKEN.test(said) && attempt < ATTEMPTS) continue;
      const { zh, en } = (DISK_FULL.test(said) && folderProblem(options.dataDir, { code: 'ENOSPC' })) || kind.whenBroken;
      throw new LauncherFailure(zh, en, error.lines);
    }
  }
}

function startOn(port: number, kind: ServerKind, options: PrivateServerOptions): Promise<Supervised> {
  const logFile = join(options.logsDir, `${kind.name}.log`);
  rotateLog(logFile);
  return Supervised.start(
    {
      spec: {
        name: kind.name,
        command: kind.command,
        args: kind.args(port),
        cwd: options.dataDir,
        env: process.env,
        family: options.family,
        output: { logFile },
        // It closes its files by itself when the launcher has been killed.
        deathSignal: 'SIGTERM',
      },
      isReady: () => kind.isReady(port),
      stopWithinMs: kind.stopWithinMs,
      restart: 'always',
      onCrash: options.onCrash,
    },
    options.signal,
  );
}
