import { analyse } from 'chardet';

/** What a text file was written in, as it is shown. */
export const TEXT_ENCODINGS = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'GB18030', 'Big5'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

export interface DecodedText {
  text: string;
  encoding: TextEncoding;
}

/** A file that is no text in any encoding we know. */
export class UndecodableText extends Error {
  /** @param line where the likeliest encoding cannot go on; 1 is the first */
  constructor(readonly line: number) {
    super(`No text from line ${line} on`);
  }
}

const MARKS: [TextEncoding, number[]][] = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
];
const LINE_FEED = 0x0a;
/** What Big5 makes of bytes that it does not know, instead of refusing them. */
const UNASSIGNED = /[\p{Co}\u0080-\u009F]/u;
/** As much as tells one encoding from another. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Text of a file from a Chinese computer: by its mark, else UTF-16 by its zero bytes, else UTF-8 if all of it is that,
 * else GB18030 or Big5, whichever its characters are likelier in. A mark is not part of the text.
 * @throws UndecodableText
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const candidates = candidatesFor(bytes);
  for (const encoding of candidates) {
    const text = decoded(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  throw new UndecodableText(Math.max(...candidates.filter((encoding) => encoding !== 'Big5').map((encoding) => goodLines(bytes, encoding) + 1)));
}

function candidatesFor(bytes: Uint8Array): TextEncoding[] {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return [marked[0]];
  const wide = wideEncoding(bytes.subarray(0, SAMPLE_BYTES));
  if (wide) return [wide];
  const guesses = analyse(bytes.subarray(0, SAMPLE_BYTES));
  const confidence = (encoding: TextEncoding) => guesses.find(({ name }) => name === encoding)?.confidence ?? 0;
  // A few words fit both alike, and are written in GB18030 more often.
  return confidence('Big5') > confidence('GB18030') ? ['UTF-8', 'Big5', 'GB18030'] : ['UTF-8', 'GB18030', 'Big5'];
}

/** Digits, signs and ends of lines are every other byte a zero in UTF-16, and captions are full of them. */
function wideEncoding(sample: Uint8Array): TextEncoding | null {
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]!++;
  const [even = 0, odd = 0] = zeros;
  if (even === odd) return null;
  return odd > even ? 'UTF-16LE' : 'UTF-16BE';
}

function decoded(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'Big5' && UNASSIGNED.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** How many lines from the beginning are text. */
function goodLines(bytes: Uint8Array, encoding: TextEncoding): number {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 0;
  try {
    for (let from = 0; from < bytes.length; lines++) {
      const end = bytes.indexOf(LINE_FEED, from);
      const to = end < 0 ? bytes.length : end + 1;
      decoder.decode(bytes.subarray(from, to), { stream: end >= 0 });
      from = to;
    }
  } catch {
    return lines;
  }
  return lines;
}
