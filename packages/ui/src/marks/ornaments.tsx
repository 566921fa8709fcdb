import { polar } from '../lib/polar';

/** The porcelain ornaments that covers are drawn with; a category has its own. */
export type Ornament = 'waves' | 'lotus' | 'meander' | 'ice' | 'lattice';

export function OrnamentPaths({ ornament }: { ornament: Ornament }) {
  return <>{(PATHS[ornament] ??= DRAW[ornament]()).map((d) => <path key={d} d={d} />)}</>;
}

const PATHS: Partial<Record<Ornament, string[]>> = {};

const DRAW: Record<Ornament, () => string[]> = { waves, lotus, meander, ice, lattice };

/** 海水纹: rings of rings, in offset rows. */
function waves(): string[] {
  const centres = grid(3, 3).map(([column, row]) => [(column - 1) * 58 + (row % 2) * 29, (row - 1) * 40] as const);
  return centres.flatMap(([x, y]) => [14, 22, 30, 38, 46].map((r) => `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0`));
}

/** 宝相花: a rosette of two rings of petals around an open heart. */
function lotus(): string[] {
  const ring = (count: number, base: number, belly: number, tip: number, turn: number) =>
    Array.from({ length: count }, (_, index) => {
      const angle = turn + (index * 360) / count;
      const [start, left, right, end] = [polar(base, angle), polar(belly, angle - 15), polar(belly, angle + 15), polar(tip, angle)].map((point) => point.join(' '));
      return `M${start}C${left} ${left} ${end}C${right} ${right} ${start}Z`;
    });
  return [...ring(16, 30, 62, 98, 0), ...ring(8, 12, 34, 54, 11.25)];
}

/** 回纹: the meander of bronze and porcelain rims. */
function meander(): string[] {
  return grid(9, 7).map(([column, row]) => `M${(column - 4) * 34} ${(row - 3) * 34}h20v20h-12v-10h6`);
}

/** 冰裂纹: cracked ice, three strokes meeting at each knot. */
function ice(): string[] {
  return grid(7, 6).map(([column, row]) => {
    const x = (column - 3) * 36 + (row % 2) * 18;
    const y = (row - 3) * 31;
    const shift = ((column * 7 + row * 11) % 5) - 2;
    return `M${x} ${y}l${18 + shift} ${11 - shift}l${18 - shift} ${-11 + shift}m${-18 + shift} ${11 - shift}l${shift} ${20 + shift}`;
  });
}

/** 窗棂: the round lattice of garden windows, interlocking coins. */
function lattice(): string[] {
  return grid(7, 6).map(([column, row]) => {
    const x = (column - 3) * 30;
    const y = (row - 3) * 30;
    return `M${x} ${y}q15 -11 30 0q-11 15 0 30q-15 11 -30 0q11 -15 0 -30`;
  });
}

const grid = (columns: number, rows: number) =>
  Array.from({ length: columns * rows }, (_, index) => [index % columns, Math.floor(index / columns)] as const);
