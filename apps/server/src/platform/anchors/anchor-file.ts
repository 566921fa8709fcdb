import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const NEWLINE = 0x0a;

/**
 * A file outside of the database that is only added to, a JSON value a line. Kept or copied where the owner of the database cannot
 * write, it shows whatever they change.
 */
export class AnchorFile<Line> {
  constructor(
    private readonly dir: string,
    private readonly name: string,
  ) {}

  /** Adds lines; they are on disk when it returns. */
  async add(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    await mkdir(this.dir, { recursive: true });
    const file = await open(join(this.dir, this.name), 'a+');
    try {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      await file.appendFile((await endsWhole(file)) ? text : `\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** The values of all lines, null for one that is no JSON; without a file, none. */
  async *read(): AsyncGenerator<unknown> {
    try {
      for await (const text of createInterface({ input: createReadStream(join(this.dir, this.name)) })) {
        if (text !== '') yield jsonOf(text);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** False when the last line was cut off: the next one must not be joined to it. */
async function endsWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}
