const tables = new Map<string, Map<string, number[]>>();

/** Characters of an encoding that take one or two bytes, found by decoding all of them: Node writes neither. */
function tableOf(encoding: 'gb18030' | 'big5'): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const text = decoder.decode(Uint8Array.of(first, second));
      if ([...text].length === 1 && text !== '\uFFFD') table.set(text, [first, second]);
    }
  }
  for (let ascii = 0; ascii < 0x80; ascii++) table.set(String.fromCharCode(ascii), [ascii]);
  tables.set(encoding, table);
  return table;
}

/** A text in an encoding of Chinese computers. @throws for a character that it does not have in two bytes */
export function inChinese(encoding: 'gb18030' | 'big5', text: string): Buffer<ArrayBuffer> {
  const table = tableOf(encoding);
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`No ${character} in ${encoding}`);
      return bytes;
    }),
  );
}
