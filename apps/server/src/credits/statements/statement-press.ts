import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { Problem } from '../../platform/errors/problem.js';
import { PaperFont } from './paper-font.js';
import type { DrawTask } from './statement-press-thread.js';
import type { StatementSheet } from './statement-sheet.js';

const THREAD = new URL(`./statement-press-thread${extname(import.meta.url)}`, import.meta.url);

/** Each holds the opened font, some 60 MB. */
const MOST_THREADS = 2;
/** A paper takes about half a second: whoever comes later had better come again. */
const MOST_WAITING = 40;
/** How long a thread without work keeps its font open. */
const IDLE_MS = 5 * 60_000;

/** Draws papers on threads of their own, one core left free: an api answers others meanwhile. */
@Injectable()
export class StatementPress implements OnApplicationShutdown {
  private pool: Piscina<DrawTask, Uint8Array> | null = null;
  private closed = false;

  constructor(private readonly font: PaperFont) {}

  /** @returns a PDF @throws Problem unavailable while too many wait, and when the process stops @throws Error where there is no font with Chinese characters */
  async draw(sheet: StatementSheet): Promise<Buffer> {
    const fontFile = await this.font.file();
    if (this.closed) throw new Problem('unavailable');
    this.pool ??= start();
    if (this.pool.queueSize >= MOST_WAITING) throw new Problem('unavailable');
    const pdf = await this.pool.run({ sheet, fontFile }, { name: 'draw' }).catch((error: unknown) => {
      throw this.closed ? new Problem('unavailable') : error;
    });
    return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.pool?.destroy();
  }
}

function start(): Piscina<DrawTask, Uint8Array> {
  const maxThreads = Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
  return new Piscina<DrawTask, Uint8Array>({ filename: THREAD.href, minThreads: 0, maxThreads, idleTimeout: IDLE_MS });
}
