/** Text as a spreadsheet in China saves it as csv; Node decodes GB18030, but encodes it nowhere. Characters of two bytes only. */
export function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const wanted = new Map<string, readonly number[]>([...new Set(text)].filter((character) => character < '\u0080').map((character) => [character, [character.charCodeAt(0)]]));
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1) wanted.set(character, [first, second]);
    }
  }
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = wanted.get(character);
      if (!bytes) throw new Error(`${character} has not two bytes in GB18030`);
      return bytes;
    }),
  );
}
