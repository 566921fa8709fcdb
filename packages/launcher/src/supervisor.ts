import { setTimeout as wait } from 'node:timers/promises';
import { LauncherFailure } from './failure.ts';
import { type Exit, lastLines, type ProcessSpec, type RunningProcess, startProcess } from './processes.ts';

const FIRST_RESTART_MS = 250;
const SLOWEST_RESTART_MS = 10_000;
/** A process that ran this long was well: the next restart is quick again. */
const HEALTHY_MS = 30_000;
const READY_POLL_MS = 50;
/** A process that is back in a moment needs no long story. */
const CRASH_LINES = 8;

/** How a process is kept running. */
export interface Supervision {
  spec: ProcessSpec;
  /** Whether the process does its work yet. Without it a process counts as ready once it has been started. */
  isReady?: () => Promise<boolean>;
  readyWithinMs?: number;
  /** From SIGTERM to SIGKILL when it is stopped. */
  stopWithinMs: number;
  /** `always`: a service. `on-failure`: a task that may end with status 0. */
  restart: 'always' | 'on-failure';
  /** Hears of each end that was not asked for. */
  onCrash?: (crash: Crash) => void;
}

/** An end that nobody asked for. */
export interface Crash {
  name: string;
  exit: Exit;
  restartInMs: number;
  lastLines: string[];
}

/** A process that is started again whenever it ends. */
export class Supervised {
  readonly #how: Supervision;
  #process: RunningProcess;
  readonly #stopping = new AbortController();
  readonly #watch: Promise<void>;

  private constructor(how: Supervision, first: RunningProcess) {
    this.#how = how;
    this.#process = first;
    this.#watch = this.#keepRunning();
  }

  /**
   * Starts the process and waits until it is ready; only then is it supervised.
   * @throws {LauncherFailure} where it ends before it is ready, or takes too long
   */
  static async start(how: Supervision, signal: AbortSignal): Promise<Supervised> {
    signal.throwIfAborted();
    const first = startProcess(how.spec);
    try {
      await untilReady(how, first, signal);
    } catch (error) {
      await first.stop(how.stopWithinMs);
      throw error;
    }
    return new Supervised(how, first);
  }

  /** The number of the process that runs now, or ran last. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Sends a signal to the process; the supervisor then starts it again if it ends. */
  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Ends the process for good. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process.stop(this.#how.stopWithinMs);
    await this.#watch;
  }

  async #keepRunning(): Promise<void> {
    let pauseMs = FIRST_RESTART_MS;
    for (;;) {
      const startedAt = performance.now();
      const exit = await this.#process.exited;
      if (this.#stopping.signal.aborted || (this.#how.restart === 'on-failure' && exit.code === 0)) return;
      if (performance.now() - startedAt > HEALTHY_MS) pauseMs = FIRST_RESTART_MS;
      this.#how.onCrash?.({ name: this.#how.spec.name, exit, restartInMs: pauseMs, lastLines: logTail(this.#how.spec, CRASH_LINES) });
      await wait(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, SLOWEST_RESTART_MS);
      this.#process = startProcess(this.#how.spec);
    }
  }
}

/** "status 1" or "signal SIGKILL". */
export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `status ${code}` : `signal ${signal}`;
}

async function untilReady(how: Supervision, running: RunningProcess, signal: AbortSignal): Promise<void> {
  if (!how.isReady) return;
  const withinMs = how.readyWithinMs ?? 60_000;
  const deadline = performance.now() + withinMs;
  while (!(await how.isReady())) {
    signal.throwIfAborted();
    if (!running.running) {
      const exit = describeExit(await running.exited);
      throw new LauncherFailure(`${how.spec.name} 没有启动成功（${exit}）。`, `${how.spec.name} did not start (${exit}).`, logTail(how.spec));
    }
    if (performance.now() > deadline) {
      const seconds = Math.round(withinMs / 1000);
      throw new LauncherFailure(`${how.spec.name} 在 ${seconds} 秒内没有就绪。`, `${how.spec.name} was not ready within ${seconds} seconds.`, logTail(how.spec));
    }
    await wait(READY_POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  signal.throwIfAborted();
}

function logTail({ output }: ProcessSpec, count?: number): string[] {
  return output === 'inherit' ? [] : lastLines(output.logFile, count);
}
