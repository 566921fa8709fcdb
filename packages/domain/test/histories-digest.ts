/**
 * Replays and recomputes random scenarios and prints one digest of all that came out: `histories-digest.ts SEED COUNT`. It may depend
 * on its arguments alone, not on the time zone that it is started in.
 */
import { createHash } from 'node:crypto';
import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { sealChain } from '../src/recompute/index.js';
import { events, stage } from './random-scenarios.js';
import { replayedAndRecomputed } from './recorded.js';

const [seed, count] = process.argv.slice(2).map(Number) as [number, number];
const digest = createHash('sha256');
fc.assert(
  fc.property(stage, events, (start, list) => {
    const { result, entries, again, ledgers } = replayedAndRecomputed(start, list);
    deepStrictEqual(again, entries);
    digest.update(JSON.stringify([result, ledgers.map((own) => sealChain(own))]));
  }),
  { seed, numRuns: count },
);
process.stdout.write(digest.digest('hex'));
