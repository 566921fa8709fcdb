import { CREDITS_PARTS } from './credits.ts';
import { appendResults, type Ratio } from './table.ts';

/** What `media` measures, one after the other. */
const MEDIA_PARTS: (() => Promise<Ratio[]>)[] = [
  async () => (await import('../../media/bench/transcode.bench.ts')).run(),
  async () => (await import('./serving.ts')).run(),
  async () => (await import('./upload.ts')).run(),
];

/** Every benchmark by name: `npm run bench NAME…`, or all of them. */
const BENCHMARKS: Record<string, () => Promise<Ratio[]>> = {
  footprint: async () => (await import('./footprint.ts')).run(),
  identity: async () => (await import('./identity.ts')).run(),
  media: () => all(MEDIA_PARTS),
  credits: () => all(Object.values(CREDITS_PARTS)),
};
/** Parts that take long and may be run alone. */
const ALONE = Object.fromEntries(Object.entries(CREDITS_PARTS).map(([name, part]) => [`credits-${name}`, part]));

async function all(parts: (() => Promise<Ratio[]>)[]): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const part of parts) ratios.push(...(await part()));
  return ratios;
}

const names = process.argv.slice(2);
const known = { ...BENCHMARKS, ...ALONE };
const unknown = names.filter((name) => !(name in known));
if (unknown.length > 0) {
  process.stderr.write(`Unknown benchmark ${unknown.join(', ')}; there are ${Object.keys(known).join(', ')}\n`);
  process.exit(2);
}
const ratios: Ratio[] = [];
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  process.stdout.write(`\n== ${name}\n`);
  for (const ratio of await known[name]!()) {
    ratios.push(ratio);
    process.stdout.write(`${ratio.name}: ${ratio.ratio.toFixed(2)} × [${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}] of ${ratio.baseline}${ratio.note ? ` (${ratio.note})` : ''}\n`);
  }
}
await appendResults(ratios);
