import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 20;

/** A workspace in a temporary folder, whose server is the stub. */
export function stubWorkspace(): { root: string; data: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'xuexi 工作区 '));
  const dist = join(root, 'apps', 'server', 'dist');
  mkdirSync(dist, { recursive: true });
  cpSync(join(import.meta.dirname, 'stub-server'), dist, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  return { root, data: join(root, '.data'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A command of the launcher that a test started, as the leader of a process group, like a terminal's foreground job. */
export class Launched {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    this.child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the output matches. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let found = pattern.exec(this.output);
    while (found === null) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`It ended without saying ${pattern}:\n${this.output}`);
      await wait(POLL_MS);
      found = pattern.exec(this.output);
    }
    return found;
  }

  /** What Ctrl-C in a terminal does. */
  interrupt(): Promise<number | null> {
    process.kill(-this.pid, 'SIGINT');
    return this.ended;
  }
}

/** `npm start` on the stub server. */
export function startStub(root: string, env: NodeJS.ProcessEnv = {}): Launched {
  return new Launched(process.execPath, [join(import.meta.dirname, 'start-stub.ts'), root], {
    env: { DATABASE_URL: '', DATABASE_MIGRATION_URL: '', REDIS_URL: '', STORAGE_URL: '', PORT: '', ...env },
  });
}

/** Resolves when a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(POLL_MS);
}
