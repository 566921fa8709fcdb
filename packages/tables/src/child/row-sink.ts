import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Cell, TableRow } from '../cells.js';
import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';

const BATCH = 200;

/** Takes rows from a reader and sends those that are not blank to the parent, a line of JSON for each batch. */
export class RowSink {
  private batch: TableRow[] = [];
  private rows = 0;

  /** @param headOnly sends the first batch and only counts what comes after it */
  constructor(
    private readonly output: Writable,
    private readonly headOnly: boolean,
  ) {}

  /**
   * @param line as a spreadsheet counts it, from 1
   * @returns whether the output is full: the caller waits with `flush` before it goes on
   */
  add(line: number, cells: Cell[]): boolean {
    if (line > LIMITS.lines) throw new TableError('too_many_rows');
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return false;
    if (cells.length > LIMITS.columns) throw new TableError('too_many_columns');
    // The headings are not counted.
    if (++this.rows > LIMITS.rows + 1) throw new TableError('too_many_rows');
    if (this.headOnly && this.rows > BATCH) return false;
    this.batch.push([line, cells]);
    return this.batch.length >= BATCH;
  }

  async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    const text = `${JSON.stringify({ rows: this.batch })}\n`;
    this.batch = [];
    if (!this.output.write(text)) await once(this.output, 'drain');
  }

  /** @throws TableError empty */
  async end(): Promise<void> {
    if (this.rows === 0) throw new TableError('empty');
    await this.flush();
  }
}
