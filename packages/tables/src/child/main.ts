import { buffer } from 'node:stream/consumers';
import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { RowSink } from './row-sink.js';

/** First bytes of a zip archive, and of the container of old or encrypted Office files. */
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const OTHERS = ['%PDF', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', 'PK\x05\x06'].map((start) => Buffer.from(start, 'latin1'));

const startsWith = (head: Buffer, start: Buffer): boolean => head.subarray(0, start.length).equals(start);

/** The input without its first piece, which tells what it is. */
async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  let bytes = first.length;
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    bytes += next.value.length;
    if (bytes > LIMITS.fileBytes) throw new TableError('file_too_large');
    yield next.value;
  }
}

async function read(input: AsyncIterator<Buffer>, sink: RowSink): Promise<void> {
  const first = await input.next();
  if (first.done) throw new TableError('empty');
  const head = first.value;
  if (startsWith(head, OLE)) throw new TableError('old_format');
  if (OTHERS.some((start) => startsWith(head, start))) throw new TableError('not_a_table');
  const whole = joined(head, input);
  if (startsWith(head, ZIP)) await readXlsx(await buffer(whole), sink);
  else await readCsv(whole, sink);
  await sink.end();
}

// The parent is gone: so is the reason to read.
process.stdout.on('error', () => process.exit(0));
let end: object = { end: true };
try {
  await read(process.stdin[Symbol.asyncIterator](), new RowSink(process.stdout, process.argv.includes('--head')));
} catch (error) {
  if (!(error instanceof TableError)) throw error;
  end = { refused: error.code };
}
process.stdout.write(`${JSON.stringify(end)}\n`, () => process.exit(0));
