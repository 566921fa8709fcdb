import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A server process that a benchmark measures. */
export interface Measured {
  child: ChildProcess;
  /** Milliseconds from the spawn to the first 200. */
  startedInMs: number;
}

/** Starts a program with this Node and waits for the first 200 of a path. */
export async function startServer(file: string, env: NodeJS.ProcessEnv, port: number, path: string): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], { env: { ...process.env, ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    const ok = await fetch(`http://127.0.0.1:${port}${path}`).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status === 200;
      },
      () => false,
    );
    if (ok) return { child, startedInMs: performance.now() - begun };
    await delay(5);
  }
}

/** Resident memory of a process in MiB. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

export async function stopServer({ child }: Measured): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}
