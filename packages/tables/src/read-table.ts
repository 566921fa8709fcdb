import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { TableRow } from './cells.js';
import { TABLE_FAULTS, TableError, type TableFault } from './errors.js';
import { CHILD_HEAP_MIB, DEADLINE_MS } from './limits.js';

/** How a file is read. */
export interface ReadOptions {
  /** How long the reader may be waited for in all, in milliseconds. */
  deadlineMs?: number;
  /** Reads to the end, so that everything is checked, but gives only the first rows. */
  headOnly?: boolean;
  /** The reader's program; for tests. */
  program?: URL;
}

type Message = { rows: TableRow[] } | { end: true } | { refused: string };

const PROGRAM = new URL('./child/main.js', import.meta.url);
/** Without the last compiler, whose code and threads take more memory than they save time of a short life. */
const CHILD_ARGUMENTS = [`--max-old-space-size=${CHILD_HEAP_MIB}`, '--max-semi-space-size=1', '--no-turbofan', '--permission', '--allow-fs-read=*'];
/** Nothing of the server's; its threads share one arena of glibc's, which takes some MiB less than one for each. */
const CHILD_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };

/**
 * Reads a table that a stranger wrote, in a child process that has little memory, may write nothing, start nothing, and
 * knows nothing of the server's environment. It dies when it is no longer listened to.
 *
 * @param file the bytes of an xlsx or csv; what it is, the bytes tell
 * @returns batches of the rows that are not blank, the headings first
 * @throws TableError for a file that is refused; whatever `file` throws
 */
export async function* readTable(file: Readable, options: ReadOptions = {}): AsyncGenerator<TableRow[]> {
  const child = spawn(process.execPath, [...CHILD_ARGUMENTS, fileURLToPath(options.program ?? PROGRAM), ...(options.headOnly ? ['--head'] : [])], { env: CHILD_ENVIRONMENT, stdio: ['pipe', 'pipe', 'ignore'] });
  const gone = new Promise<void>((resolve) => void child.once('close', () => resolve()).once('error', () => resolve()));
  // The child may stop listening at any time. A file that breaks off must not pass for a shorter one.
  const fed = pipeline(file, child.stdin).catch(() => child.kill('SIGKILL'));
  try {
    yield* rowsOf(child, options.deadlineMs ?? DEADLINE_MS);
    await fed;
  } catch (error) {
    throw file.errored ?? error;
  } finally {
    child.kill('SIGKILL');
    child.stdout.destroy();
    file.destroy();
    await gone;
  }
  if (file.errored) throw file.errored;
}

async function* rowsOf(child: ChildProcessByStdio<Writable, Readable, null>, deadlineMs: number): AsyncGenerator<TableRow[]> {
  const lines = linesOf(child.stdout.setEncoding('utf8'));
  const patience = new Patience(deadlineMs, () => child.kill('SIGKILL'));
  for (;;) {
    const line = await patience.wait(() => lines.next());
    // No last word: it was killed for its time, or died of too little memory.
    if (line.done) throw new TableError(patience.lost ? 'too_slow' : 'too_complex');
    const message = JSON.parse(line.value) as Message;
    if ('end' in message) return;
    if ('refused' in message) throw new TableError(isFault(message.refused) ? message.refused : 'damaged');
    yield message.rows;
  }
}

/** Whole lines, no sooner than they are asked for: readline reads a thousand ahead, and each may be megabytes. */
async function* linesOf(output: AsyncIterable<string>): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const piece of output) {
    const [rest, ...starts] = piece.split('\n');
    begun.push(rest!);
    for (const start of starts) {
      yield begun.join('');
      begun = [start];
    }
  }
}

function isFault(code: string): code is TableFault {
  return code in TABLE_FAULTS;
}

/** Counts only the time in which something is waited for. */
class Patience {
  lost = false;

  constructor(
    private leftMs: number,
    private readonly onLost: () => void,
  ) {}

  async wait<T>(work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const timer = setTimeout(() => {
      this.lost = true;
      this.onLost();
    }, Math.max(0, this.leftMs));
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      this.leftMs -= performance.now() - begun;
    }
  }
}
