import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';
import { decodeText } from './decode-text.js';
import type { RowSink } from './row-sink.js';
import { csvCell } from './text-cell.js';

const DELIMITERS = [',', ';', '\t'] as const;

/** Reads a csv as it comes. @throws TableError */
export async function readCsv(source: AsyncIterable<Buffer>, sink: RowSink): Promise<void> {
  const texts = decodeText(source);
  const head = await firstLine(texts);
  const parser = parse(optionsFor(head));
  const fed = pipeline(joined(head, texts), parser);
  // What goes wrong while feeding is heard by whoever reads the records.
  fed.catch(() => undefined);
  let line = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (record.length > LIMITS.columns && record.slice(LIMITS.columns).some((cell) => cell !== '')) throw new TableError('too_many_columns');
      if (sink.add(++line, record.slice(0, LIMITS.columns).map(csvCell))) await sink.flush();
    }
    await fed;
  } catch (error) {
    throw error instanceof CsvError ? new TableError(error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'line_too_long' : 'damaged', { cause: error }) : error;
  }
}

/** The text up to the end of the first line, and what came with it. @throws TableError line_too_long */
async function firstLine(texts: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (!/[\r\n]/.test(head)) {
    if (head.length > LIMITS.lineBytes) throw new TableError('line_too_long');
    const next = await texts.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
}

function optionsFor(head: string): Options {
  return {
    delimiter: delimiterOf(head),
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LIMITS.lineBytes,
  };
}

/** The separator of the headings: the one that stands there most often. */
export function delimiterOf(head: string): string {
  const line = /^[^\r\n]*/.exec(head)![0];
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), DELIMITERS[0] as string);
}

async function* joined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}
