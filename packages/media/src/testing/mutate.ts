const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;

/** Numbers that look random and are the same every time: 0 up to, not including, the bound. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * MULTIPLIER) % MODULUS;
    return state % below;
  };
}

/** A damaged copy: bits turned, and now and then a stretch that is repeated, emptied or lost, as bad disks and fuzzers do. */
export function mutate(bytes: Buffer, seed: number): Buffer {
  const number = seededNumbers(seed);
  const damaged = Buffer.from(bytes);
  const places = 1 + Math.floor(damaged.length / [20_000, 2000, 400, 100][seed % 4]!);
  for (let i = 0; i < places; i++) {
    const at = number(damaged.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << number(8));
  }
  const from = number(damaged.length);
  const length = number(300);
  const stretch = damaged.subarray(from, from + length);
  switch (seed % 5) {
    case 1:
      stretch.fill(0);
      return damaged;
    case 2:
      stretch.fill(0xff);
      return damaged;
    case 3:
      return Buffer.concat([damaged.subarray(0, from + length), stretch, damaged.subarray(from + length)]);
    case 4:
      return Buffer.concat([damaged.subarray(0, from), damaged.subarray(from + length)]);
    default:
      return damaged;
  }
}
