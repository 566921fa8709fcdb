import { spawn } from 'node:child_process';

const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const KILL_AFTER_MS = 5000;
/** The status a shell gives a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** @type {((signal: NodeJS.Signals) => void) | null} what a signal does while a command runs */
let onSignal = null;
let interrupted = false;

/** From now on a signal stops the command that runs, then this process; without one it ends at once. */
export function handleSignals() {
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      interrupted = true;
      if (onSignal === null) process.exit(INTERRUPTED);
      onSignal(signal);
    });
  }
}

/**
 * Runs a command with this terminal's output. It has a process group of its own, so that a signal reaches all of it, once, from here.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its status; 127 where it could not be run. After a signal the process ends instead.
 */
export async function runInForeground(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  /** @type {NodeJS.Timeout | undefined} */
  let killer;
  onSignal = () => {
    signalGroup(child.pid, 'SIGTERM');
    killer ??= setTimeout(() => signalGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS);
  };
  const status = await ended(child);
  clearTimeout(killer);
  onSignal = null;
  if (interrupted) {
    signalGroup(child.pid, 'SIGKILL');
    process.exit(INTERRUPTED);
  }
  return status;
}

/**
 * Runs the command that takes this process's place. It is in the same process group and hears the terminal's Ctrl-C itself; signals sent
 * to this process alone are passed on; and when this process is killed, the closed channel tells it to stop.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its status
 */
export async function handOver(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  onSignal = (signal) => child.kill(signal);
  return ended(child);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? INTERRUPTED : 1)));
  });
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}
