import { createHash } from 'node:crypto';

const START = 4096;

/**
 * Remembers on which line a value stood first. It keeps 52 bits of a digest instead of the value, 12 bytes for each of
 * 200 000 rows; that two values of a table share them happens once in a hundred thousand such tables.
 */
export class SeenKeys {
  private keys = new Float64Array(START);
  private lines = new Int32Array(START);
  private count = 0;

  /** @returns the line on which the value stood before, or null when this is the first */
  firstLineOf(value: string, line: number): number | null {
    if (this.count * 2 >= this.keys.length) this.grow();
    const key = keyOf(value);
    const at = this.placeOf(key);
    if (this.keys[at] === key) return this.lines[at]!;
    this.keys[at] = key;
    this.lines[at] = line;
    this.count++;
    return null;
  }

  private placeOf(key: number): number {
    let at = key % this.keys.length;
    while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) % this.keys.length;
    return at;
  }

  private grow(): void {
    const { keys, lines } = this;
    this.keys = new Float64Array(keys.length * 2);
    this.lines = new Int32Array(keys.length * 2);
    keys.forEach((key, i) => {
      if (key === 0) return;
      const at = this.placeOf(key);
      this.keys[at] = key;
      this.lines[at] = lines[i]!;
    });
  }
}

/** Never 0, which marks an empty place. */
function keyOf(value: string): number {
  const digest = createHash('sha1').update(value).digest();
  return (digest.readUIntBE(0, 6) * 16 + (digest[6]! & 15)) || 1;
}
