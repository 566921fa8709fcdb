import { Interrupted, LauncherFailure } from './failure.ts';
import { Progress } from './progress.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FAILED = 1;
/** The status a shell gives a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** What a command of the launcher works with. */
export interface Run {
  /** Aborted when the command has to stop. Whatever waits must end on it. */
  signal: AbortSignal;
  /** What has been started, to be ended in reverse order however the command ends. */
  cleanup: AsyncDisposableStack;
  progress: Progress;
}

/**
 * Runs a command to its end and ends the process with its status. A signal, or the end of the process above it, aborts the command;
 * everything it started is ended before the process is.
 */
export async function runCommand(command: (run: Run) => Promise<number>): Promise<never> {
  const interruption = new AbortController();
  interruptOnSignals(interruption);
  surviveClosedTerminal();
  const cleanup = new AsyncDisposableStack();
  const progress = new Progress(process.stdout);
  interruption.signal.addEventListener('abort', () => progress.say('', '正在停止 … · Stopping …'));
  let status = FAILED;
  try {
    status = await command({ signal: interruption.signal, cleanup, progress });
  } catch (error) {
    if (interruption.signal.aborted) status = INTERRUPTED;
    else explain(error);
  } finally {
    await cleanup.disposeAsync().catch(explain);
    if (interruption.signal.aborted) progress.say('已停止。 · Stopped.');
  }
  return process.exit(status);
}

/**
 * Does several things at once. When one fails the others are aborted and waited for, so that nothing goes on behind the caller's back.
 * @throws the first error
 */
export async function inParallel<T extends unknown[]>(signal: AbortSignal, tasks: { [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> }): Promise<T> {
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  const running = tasks.map((task) =>
    task(either).catch((error: unknown) => {
      failing.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(running);
  signal.throwIfAborted();
  failing.signal.throwIfAborted();
  return (await Promise.all(running)) as T;
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Ctrl-C may come more than once, from the terminal and from npm: only the first counts, and each later step has its own deadline. */
function interruptOnSignals(interruption: AbortController): void {
  const interrupt = (): void => interruption.abort(new Interrupted());
  for (const signal of STOP_SIGNALS) process.on(signal, interrupt);
  // The bootstrap holds the other end of this channel; it closes when the bootstrap is killed.
  process.once('disconnect', interrupt);
  process.channel?.unref();
}

/** Once the terminal is gone there is nobody to write to, but still something to stop. */
function surviveClosedTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Says what went wrong: a message for a person, or the stack of a fault of our own. */
export function explain(error: unknown): void {
  if (!(error instanceof LauncherFailure)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return;
  }
  const lines = error.lines.length > 0 ? ['', ...error.lines.map((line) => `  ${line}`), ''] : [];
  process.stderr.write([...lines, error.zh, error.en, ''].join('\n'));
}
