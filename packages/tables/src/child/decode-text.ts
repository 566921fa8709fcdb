import { TableError } from '../errors.js';

/** Enough of a table to hold its Chinese headings. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * The text of a csv, whose encoding nobody says: UTF-8 or UTF-16 with a byte order mark, UTF-16 without one by its zero
 * bytes, then UTF-8 if it is valid, and else GB18030, as spreadsheets in China save it.
 *
 * @throws TableError encoding, where the bytes fit none
 */
export async function* decodeText(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const chunks = source[Symbol.asyncIterator]();
  const sample = await sampleOf(chunks);
  const decoder = new TextDecoder(encodingOf(sample), { fatal: true });
  try {
    yield decoder.decode(sample, { stream: true });
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield decoder.decode(next.value, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new TableError('encoding', { cause: error });
    throw error;
  }
}

async function sampleOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < SAMPLE_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    bytes += next.value.length;
  }
  return Buffer.concat(parts);
}

/** @throws TableError not_a_table, for bytes that are no text */
export function encodingOf(sample: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (even + odd > 0) {
    // Commas, digits and line ends have a zero byte, always on the same side.
    if (odd > 0 && even * 20 < odd) return 'utf-16le';
    if (even > 0 && odd * 20 < even) return 'utf-16be';
    throw new TableError('not_a_table');
  }
  return isUtf8(sample) ? 'utf-8' : 'gb18030';
}

/** Whether bytes are UTF-8, but for a character that the end cuts. */
function isUtf8(sample: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}
