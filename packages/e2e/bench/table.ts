import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';

/** A figure as a ratio to a baseline measured in the same run. */
export interface Ratio {
  name: string;
  /** Median over the alternations. */
  ratio: number;
  min: number;
  max: number;
  baseline: string;
  note: string;
}

const FILE = resolve(import.meta.dirname, '..', '..', '..', 'docs', 'benchmarks.md');

/** Puts each ratio into its row of docs/benchmarks.md; rows of other benchmarks stay. */
export async function appendResults(ratios: Ratio[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const lines = text.trimEnd().split('\n');
  for (const ratio of ratios) {
    const row = `| ${ratio.name} | ${ratio.ratio.toFixed(2)} × | ${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)} | ${ratio.baseline} | ${ratio.note} | ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores |`;
    const at = lines.findIndex((line) => line.startsWith(`| ${ratio.name} |`));
    if (at >= 0) lines[at] = row;
    else lines.push(row);
  }
  await writeFile(FILE, `${lines.join('\n')}\n`);
}

/** Ratio of two series measured in turns: the median of the pairs' quotients, with the smallest and the largest. */
export function pairedRatio(measured: number[], baseline: number[]): { ratio: number; min: number; max: number } {
  const quotients = measured.map((value, i) => value / baseline[i]!).sort((a, b) => a - b);
  return { ratio: median(quotients), min: quotients[0]!, max: quotients.at(-1)! };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
