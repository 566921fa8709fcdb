import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { MediaError } from '../errors.js';
import { findOnPath } from './executables.js';
import { defaultLimits, type ToolLimits } from './limits.js';
import { redactPaths } from './redact.js';
import { confine, sandboxStanding, type ConfinedCommand } from './sandbox.js';

/** One run of an outside program. */
export interface ToolRun {
  tool: 'ffmpeg' | 'ffprobe' | 'fc-list' | 'pdfinfo' | 'pdftoppm' | 'pdftotext';
  args: string[];
  /** Its working folder, the only one where it may write. */
  cwd?: string;
  /** Aborting kills the program. */
  signal?: AbortSignal;
  /** Wall time allowed in milliseconds. */
  deadlineMs: number;
  /** Niceness 0–19. */
  niceness?: number;
  /** Gets every line of standard output; without it the output is collected. */
  onLine?: (line: string) => void;
  /** Paths of this run: all that it may read besides the system's programs and fonts, and taken out of its words. */
  ownPaths?: string[];
  /** Bounds that are narrower than those of a transcode. */
  limits?: Partial<ToolLimits>;
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

  const limits = { ...defaultLimits(run.deadlineMs), ...run.limits };
  const confined = await confine(
    { tool, args: run.args, cwd: run.cwd, reads: run.ownPaths ?? [], limits, niceness: run.niceness },
    await sandboxStanding(),
  );
  const deadline = AbortSignal.timeout(run.deadlineMs);
  const end = await runConfined(run, confined, deadline);
  if (run.signal?.aborted) throw new MediaError('aborted');
  if (deadline.aborted) throw new MediaError('deadline_exceeded', `${run.tool} ran longer than ${run.deadlineMs} ms`);
  return end;
}

async function runConfined(run: ToolRun, confined: ConfinedCommand, deadline: AbortSignal): Promise<ToolEnd> {
  try {
    return await start(run, confined, deadline);
  } finally {
    await confined.release();
  }
}

/** @returns when the program is gone and nobody holds its output any more */
function start(run: ToolRun, { line, files }: ConfinedCommand, deadline: AbortSignal): Promise<ToolEnd> {
  const [command, ...args] = line;
  const stop = run.signal ? AbortSignal.any([run.signal, deadline]) : deadline;
  return new Promise<ToolEnd>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe', ...files.map((file) => file.fd)],
      // A group of its own: bubblewrap that is killed while it starts leaves a child which waits for it for ever, with the tool's output open.
      detached: true,
    });
    const kill = (): void => killGroup(child.pid);
    stop.addEventListener('abort', kill);
    let stdout = '';
    let stderr = '';
    const out = child.stdio[1] as Readable;
    const complaints = child.stdio[2] as Readable;
    if (run.onLine) createInterface({ input: out }).on('line', run.onLine);
    else
      out.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.length > STDOUT_LIMIT) kill();
      });
    complaints.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_TAIL)));
    child.on('error', (error) => reject(new MediaError('tool_missing', error.message)));
    child.on('close', (code) => {
      stop.removeEventListener('abort', kill);
      resolve({ code, stdout, stderr: redactPaths(stderr.trim(), run.ownPaths ?? []) });
    });
    // While it was being shut in.
    if (stop.aborted) kill();
  });
}

/** Kills what was started with all that it has started itself. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
