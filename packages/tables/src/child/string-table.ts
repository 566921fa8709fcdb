import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';

/** The shared strings of a workbook, kept outside the heap as one piece of UTF-8. */
export class StringTable {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private ends = new Uint32Array(4096);
  private count = 0;
  private used = 0;

  /** @throws TableError too_complex */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > LIMITS.sharedStringBytes || this.count === LIMITS.sharedStrings) throw new TableError('too_complex');
    if (this.used + length > this.bytes.length) this.bytes = Buffer.concat([this.bytes.subarray(0, this.used)], Math.max(this.bytes.length * 2, this.used + length));
    if (this.count === this.ends.length) {
      const larger = new Uint32Array(this.ends.length * 2);
      larger.set(this.ends);
      this.ends = larger;
    }
    this.used += this.bytes.write(text, this.used);
    this.ends[this.count++] = this.used;
  }

  /** @throws TableError damaged, for an index that there is not */
  get(index: number): string {
    if (!(index >= 0 && index < this.count)) throw new TableError('damaged');
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }
}
