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
  watch: async () => (await import('./watch.ts')).run(),
  identity: async () => (await import('./identity.ts')).run(),
  media: async () => {
    const ratios: Ratio[] = [];
    for (const part of MEDIA_PARTS) ratios.push(...(await part()));
    return ratios;
  },
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  process.stderr.write(`Unknown benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exit(2);
}
const ratios: Ratio[] = [];
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  process.stdout.write(`\n== ${name}\n`);
  for (const ratio of await BENCHMARKS[name]!()) {
    ratios.push(ratio);
    process.stdout.write(`${ratio.name}: ${ratio.ratio.toFixed(2)} × [${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}] of ${ratio.baseline}${ratio.note ? ` (${ratio.note})` : ''}\n`);
  }
}
await appendResults(ratios);
