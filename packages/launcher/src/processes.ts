import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { findExecutable } from './executables.ts';
import { familyTag } from './family.ts';

/** One process to start. */
export interface ProcessSpec {
  /** Names the process in messages and in its family. */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The folder whose family the process joins. */
  family: string;
  /** Where standard output and standard error go, appended; `inherit` shows them here. */
  output: { logFile: string } | 'inherit';
  /** Called with each line of standard output, which goes to the log file all the same. */
  onLine?: (line: string) => void;
  /** What the kernel sends it when the launcher is killed. */
  deathSignal?: 'SIGTERM' | 'SIGKILL';
}

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The status a shell gives a command that could not be run. */
const NOT_RUN = 127;
const DEFAULT_STOP_MS = 5000;

/** A started process. It leads a process group of its own, so that the terminal's Ctrl-C reaches it only through the launcher. */
export class RunningProcess {
  readonly spec: ProcessSpec;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  #running = true;

  constructor(spec: ProcessSpec, child: ChildProcess) {
    this.spec = spec;
    this.pid = child.pid ?? 0;
    this.exited = new Promise<Exit>((resolve) => {
      child.once('error', () => resolve({ code: NOT_RUN, signal: null }));
      child.once('close', (code, signal) => resolve({ code, signal }));
      // `close` waits for the output of grandchildren as well; they must not outlive the process.
      child.once('exit', () => this.#killGroup());
    }).finally(() => {
      this.#running = false;
    });
  }

  get running(): boolean {
    return this.#running;
  }

  /** Sends a signal to the process alone; it decides what becomes of its children. */
  kill(signal: NodeJS.Signals): void {
    if (this.#running) sendSignal(this.pid, signal);
  }

  /** Ends the process: SIGTERM to it or to its whole group, after the deadline SIGKILL to the group. */
  async stop(deadlineMs = DEFAULT_STOP_MS, scope: 'process' | 'group' = 'process'): Promise<Exit> {
    if (this.#running) {
      sendSignal(scope === 'group' ? -this.pid : this.pid, 'SIGTERM');
      const killer = setTimeout(() => this.#killGroup(), deadlineMs);
      await this.exited;
      clearTimeout(killer);
    }
    return this.exited;
  }

  #killGroup(): void {
    sendSignal(-this.pid, 'SIGKILL');
  }
}

/** Starts a process. One that cannot be run ends at once with status 127. */
export function startProcess(spec: ProcessSpec): RunningProcess {
  const { command, args } = withDeathSignal(spec);
  const env = { ...spec.env, ...familyTag(spec.family, spec.name) };
  if (spec.output === 'inherit') {
    return new RunningProcess(spec, spawn(command, args, { cwd: spec.cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] }));
  }
  const log = openSync(spec.output.logFile, 'a', 0o600);
  const child = spawn(command, args, { cwd: spec.cwd, env, detached: true, stdio: ['ignore', spec.onLine ? 'pipe' : log, log] });
  if (child.stdout === null) {
    closeSync(log);
  } else {
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        appendLine(log, line);
        spec.onLine?.(line);
      })
      .once('close', () => closeSync(log));
  }
  return new RunningProcess(spec, child);
}

/**
 * Runs a process to its end. An abort ends it, with all of its group.
 * @throws the signal's reason after an abort
 */
export async function runToEnd(spec: ProcessSpec, signal: AbortSignal, stopMs = DEFAULT_STOP_MS): Promise<Exit> {
  signal.throwIfAborted();
  const running = startProcess(spec);
  const stop = (): void => void running.stop(stopMs, 'group');
  signal.addEventListener('abort', stop, { once: true });
  const exit = await running.exited;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return exit;
}

/** Begins a new log file; the last one stays beside it as `.1`. */
export function rotateLog(logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true });
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
}

/** The last lines of a log file, empty where there is none. */
export function lastLines(logFile: string, count = 20): string[] {
  if (!existsSync(logFile)) return [];
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count);
}

/** On a full disk the log stays behind, and the process says itself what it cannot do. */
function appendLine(log: number, line: string): void {
  try {
    writeSync(log, `${line}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** The kernel ends the process when the launcher is gone, however that went. */
function withDeathSignal({ command, args, deathSignal = 'SIGKILL' }: ProcessSpec): { command: string; args: string[] } {
  const setpriv = findExecutable('setpriv');
  if (setpriv === null) return { command, args: [...args] };
  return { command: setpriv, args: ['--pdeathsig', deathSignal.slice('SIG'.length), '--', command, ...args] };
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  // Number 0 would be our own group.
  if (pid === 0) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
