import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { MediaError } from '../errors.js';
import { redactPaths } from './redact.js';

/** One run of an outside program. */
export interface ToolRun {
  tool: 'ffmpeg' | 'ffprobe' | 'fc-list';
  args: string[];
  cwd?: string;
  /** Aborting kills the program. */
  signal?: AbortSignal;
  /** Wall time allowed in milliseconds. */
  deadlineMs: number;
  /** Niceness 0–19. */
  niceness?: number;
  /** Gets every line of standard output; without it the output is collected. */
  onLine?: (line: string) => void;
  /** Paths of this run, taken out of what is kept of standard error. */
  ownPaths?: string[];
}

/** How an outside program ended. */
export interface ToolEnd {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  stdout: string;
  /** The end of standard error, without paths. */
  stderr: string;
}

const STDERR_TAIL = 8 * 1024;
const STDOUT_LIMIT = 8 * 1024 * 1024;

/**
 * The only variables a tool sees: no password of the server's environment may reach a process that reads hostile files.
 */
const PASSED_ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'FONTCONFIG_FILE', 'FONTCONFIG_PATH'];

function findOnPath(name: string): string | null {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(dir, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * Puts the program behind `setpriv` (it dies with this process, however that ends: reliability.md, finding 6) and
 * `nice`. Both replace themselves by what follows, so the process started is the program itself. Where they are
 * missing, the program runs without them.
 */
function commandLine(tool: string, run: ToolRun): [string, ...string[]] {
  const line = [tool, ...run.args];
  const nice = run.niceness ? findOnPath('nice') : null;
  if (nice) line.unshift(nice, '-n', String(run.niceness));
  const setpriv = findOnPath('setpriv');
  if (setpriv) line.unshift(setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--');
  return line as [string, ...string[]];
}

function environment(): NodeJS.ProcessEnv {
  const passed = PASSED_ENVIRONMENT.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(passed), LC_ALL: 'C.UTF-8', AV_LOG_FORCE_NOCOLOR: '1' };
}

/**
 * Runs a program without a shell and waits until it is gone, also after an abort or a missed deadline.
 *
 * @returns its end, whatever the exit code; the caller judges it
 * @throws MediaError `tool_missing`, `aborted`, `deadline_exceeded`
 */
export async function runTool(run: ToolRun): Promise<ToolEnd> {
  const tool = findOnPath(run.tool);
  if (!tool) throw new MediaError('tool_missing', run.tool);
  if (run.signal?.aborted) throw new MediaError('aborted');

  const [command, ...args] = commandLine(tool, run);
  const deadline = AbortSignal.timeout(run.deadlineMs);
  const end = await new Promise<ToolEnd>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: run.signal ? AbortSignal.any([run.signal, deadline]) : deadline,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    if (run.onLine) createInterface({ input: child.stdout }).on('line', run.onLine);
    else
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.length > STDOUT_LIMIT) child.kill('SIGKILL');
      });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_TAIL)));
    child.on('error', (error) => {
      // An abort is reported here too, but the process is gone only at 'close'.
      if (child.pid === undefined) reject(new MediaError('tool_missing', error.message));
    });
    child.on('close', (code) => resolve({ code, stdout, stderr: redactPaths(stderr.trim(), run.ownPaths ?? []) }));
  });
  if (run.signal?.aborted) throw new MediaError('aborted');
  if (deadline.aborted) throw new MediaError('deadline_exceeded', `${run.tool} ran longer than ${run.deadlineMs} ms`);
  return end;
}
