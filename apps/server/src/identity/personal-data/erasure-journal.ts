import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../platform/config/config.js';

const lineSchema = z.object({ personId: z.uuid(), on: z.iso.date() });

/** One erasure: a number that names nobody any more, and the Shanghai date. */
export type ErasureLine = z.infer<typeof lineSchema>;

/**
 * Who was erased, in a file outside the database, one JSON line each: a backup from before the erasure brings the data
 * back, and the journal takes it away again.
 */
@Injectable()
export class ErasureJournal {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Adds lines; they are on the disk when this returns. */
  async add(lines: readonly ErasureLine[]): Promise<void> {
    if (lines.length === 0) return;
    const { erasureJournal } = this.config;
    await mkdir(dirname(erasureJournal), { recursive: true });
    const file = await open(erasureJournal, 'a', 0o600);
    try {
      await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** @throws Error naming the line that is none */
  async read(): Promise<ErasureLine[]> {
    const text = await readFile(this.config.erasureJournal, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line, i) => (line === '' ? [] : [parsedLine(line, i + 1)]));
  }
}

function parsedLine(line: string, number: number): ErasureLine {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`Line ${number} of the erasure journal cannot be read`, { cause });
  }
}
