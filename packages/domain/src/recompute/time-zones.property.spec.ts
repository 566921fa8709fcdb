/** The same histories, lived on machines in other parts of the world. */
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const TEST = join(import.meta.dirname, '../../test');
const ZONES = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'];
const COUNT = 1_500;

it(`${COUNT} random histories over New Year come to the same entries, statements and hashes in every time zone, and to what is recomputed`, async () => {
  const seed = randomInt(2 ** 31);
  const args = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--import', join(TEST, 'typescript-hooks.mjs'), join(TEST, 'histories-digest.ts'), String(seed), String(COUNT)];
  const [first, ...others] = await Promise.all(ZONES.map(async (TZ) => (await run(process.execPath, args, { env: { ...process.env, TZ } })).stdout));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect({ seed, others }).toEqual({ seed, others: [first, first] });
}, 120_000);
