/** One closed outline in the drawing language of ASS, around the origin. */
export type Outline = string;

const n = (value: number): string => value.toFixed(1);
const point = (radius: number, degrees: number): [number, number] => [
  radius * Math.sin((degrees * Math.PI) / 180),
  -radius * Math.cos((degrees * Math.PI) / 180),
];

/** Four Bézier arcs; 0.5523 is the usual handle of a quarter circle. */
function circle(x: number, y: number, radius: number): Outline {
  const h = radius * 0.5523;
  const arc = (...at: number[]): string => `b ${at.map(n).join(' ')}`;
  return [
    `m ${n(x)} ${n(y - radius)}`,
    arc(x + h, y - radius, x + radius, y - h, x + radius, y),
    arc(x + radius, y + h, x + h, y + radius, x, y + radius),
    arc(x - h, y + radius, x - radius, y + h, x - radius, y),
    arc(x - radius, y - h, x - h, y - radius, x, y - radius),
  ].join(' ');
}

/** 海水纹: rows of nested circles, every second column lower. */
function waves(): Outline[] {
  const outlines: Outline[] = [];
  for (let column = -2; column <= 2; column++)
    for (let row = -2; row <= 2; row++)
      for (const radius of [34, 58, 82, 106])
        outlines.push(circle(column * 212, row * 212 + (column % 2 === 0 ? 0 : 106), radius));
  return outlines;
}

/** 宝相花: two wreaths of petals around a centre. */
function flower(): Outline[] {
  const petal = (tip: number, side: number, angle: number, half: number): Outline => {
    const [left, right, top] = [point(side, angle - half), point(side, angle + half), point(tip, angle)];
    return `m 0 0 b ${[...left, ...left, ...top].map(n).join(' ')} b ${[...right, ...right, 0, 0].map(n).join(' ')}`;
  };
  const wreath = (count: number, tip: number, side: number, half: number, shift: number): Outline[] =>
    Array.from({ length: count }, (_, i) => petal(tip, side, shift + (i * 360) / count, half));
  return [
    ...wreath(16, 292, 190, 16, 0),
    ...wreath(16, 204, 134, 18, 11.25),
    circle(0, 0, 56),
    circle(0, 0, 304),
    circle(0, 0, 313),
  ];
}

/** 回纹: a field of squared spirals, drawn as one line that goes out and comes back. */
function fret(): Outline[] {
  const spiral = [0, 0, 72, 0, 72, 72, 28, 72, 28, 36, 46, 36];
  const outlines: Outline[] = [];
  for (let column = -3; column < 4; column++)
    for (let row = -3; row < 4; row++) {
      const points = Array.from({ length: spiral.length / 2 }, (_, i): [number, number] => [
        column * 112 + (spiral[2 * i] ?? 0),
        row * 112 + (spiral[2 * i + 1] ?? 0),
      ]);
      const [[x, y] = [0, 0], ...rest] = [...points, ...points.slice(1, -1).reverse()];
      outlines.push(`m ${n(x)} ${n(y)} l ${rest.flat().map(n).join(' ')}`);
    }
  return outlines;
}

const KINDS = [waves, flower, fret];

/** The porcelain ornament of a lesson, chosen by its seed; about 700 pixels across. */
export function ornament(seed: number): Outline[] {
  return (KINDS[Math.abs(Math.trunc(seed)) % KINDS.length] ?? flower)();
}
