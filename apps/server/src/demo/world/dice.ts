import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Chance that comes out the same every time. Each thing decided has dice of its own, made from its name, so that one more learner or one more
 * day changes nothing about the others.
 */
export class Dice {
  private readonly generator;

  /** @param name what is decided; the same name gives the same throws */
  constructor(name: string) {
    this.generator = xoroshiro128plus(createHash('sha256').update(name).digest().readInt32LE(0));
  }

  /** From 0 (included) to 1 (excluded). */
  share(): number {
    return uniformFloat64(this.generator);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return uniformInt(this.generator, from, to);
  }

  /** A number between two, which need not be whole. */
  between(from: number, to: number): number {
    return from + this.share() * (to - from);
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const picked = items[this.whole(0, items.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** Picks by weight; at least one weight must be above 0. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    let left = this.share() * items.reduce((sum, item) => sum + weightOf(item), 0);
    const picked = items.find((item) => (left -= weightOf(item)) < 0);
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }
}
