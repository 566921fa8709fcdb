import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What must not be found: ID numbers, phones, names. */
export interface Secrets {
  idNumbers: ReadonlySet<string>;
  phones: ReadonlySet<string>;
  /** All begin with the same rare character and have 4. */
  names: ReadonlySet<string>;
}

const CHUNK = 4 * 1024 * 1024;
/** Longer than anything that is looked for, so that nothing is cut between two chunks. */
const OVERLAP = 64;
const NAME_CHARACTERS = 4;
const ID_LENGTH = 18;
const PHONE_LENGTH = 11;
const DIGITS = /\d{11,}[Xx]?/g;
/**
 * Hashes and ids that stand alone. In some megabytes of them eleven digits in a row are one of ten thousand phones about once in a hundred
 * runs. What touches one of them makes it longer, and is looked at.
 */
const RANDOM = /(?<![0-9a-f-])(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f-])/g;

/**
 * Searches every file under a folder, byte by byte, for any of the values in clear text. Instead of looking for each one it looks for whatever
 * has their form, also within longer rows of digits, and asks whether it is one of them.
 * @returns what was found, by file
 */
export async function searchPlaintext(folder: string, secrets: Secrets): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const hits = await searchFile(file, secrets);
    if (hits.size > 0) found.set(file, hits);
  }
  return found;
}

async function searchFile(file: string, secrets: Secrets): Promise<Set<string>> {
  const found = new Set<string>();
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (let position = 0; ; position += CHUNK - OVERLAP) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
      searchBytes(buffer.subarray(0, bytesRead), secrets, found);
      if (bytesRead < CHUNK) return found;
    }
  } finally {
    await handle.close();
  }
}

function searchBytes(bytes: Buffer, { idNumbers, phones, names }: Secrets, found: Set<string>): void {
  for (const [digits] of bytes.toString('latin1').replaceAll(RANDOM, '#').matchAll(DIGITS)) {
    keepWithin(digits, ID_LENGTH, idNumbers, found);
    keepWithin(digits, PHONE_LENGTH, phones, found);
  }
  const [first = ''] = names;
  const begin = Buffer.from([...first][0] ?? '');
  for (let at = bytes.indexOf(begin); at !== -1; at = bytes.indexOf(begin, at + 1)) {
    const name = bytes.toString('utf8', at, at + NAME_CHARACTERS * begin.length);
    if (names.has(name)) found.add(name);
  }
}

/** Values that stand anywhere within a row of digits. */
function keepWithin(digits: string, length: number, of: ReadonlySet<string>, found: Set<string>): void {
  for (let at = 0; at + length <= digits.length; at++) {
    const value = digits.slice(at, at + length).toUpperCase();
    if (of.has(value)) found.add(value);
  }
}
