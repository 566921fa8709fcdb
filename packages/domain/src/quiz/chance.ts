/** Chance that a seed decides: the same seed gives the same order on every machine. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const WORDS = 8;
const RANGE = 2 ** 32;

/** A source of whole numbers from 0 to below a bound, each equally likely, drawn from SHA-256 over the seed and a counter. */
export function chanceOf(seed: string): (below: number) => number {
  let block = new DataView(new ArrayBuffer(0));
  let word = 0;
  let counter = 0;
  const next = (): number => {
    if (word * 4 >= block.byteLength) {
      block = new DataView(sha256(utf8ToBytes(`${seed}:${counter++}`)).buffer);
      word = 0;
    }
    return block.getUint32((word++ % WORDS) * 4);
  };
  return (below) => {
    // Numbers beyond the last whole multiple of the bound would favour the small ones.
    const limit = RANGE - (RANGE % below);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % below;
  };
}

/** The members in an order that chance decides. */
export function shuffled<T>(members: readonly T[], chance: (below: number) => number): T[] {
  const order = [...members];
  for (let i = order.length - 1; i > 0; i--) {
    const j = chance(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
