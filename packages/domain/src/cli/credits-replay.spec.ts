/** The command as a process: `pnpm test` builds it first. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWorkedExamples } from '../../test/worked-examples.js';
import type { ReplayResult } from '../replay/index.js';

const COMMAND = join(import.meta.dirname, '../../dist/cli/credits-replay.js');
const EXAMPLE = join(import.meta.dirname, '../../scenarios/a-lesson-over-new-year.json');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'credits-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, stdout, stderr };
}

function runText(text: string) {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, text);
  return run([file]);
}

describeWorkedExamples('by credits:replay', (scenario) => {
  const { status, stdout, stderr } = runText(JSON.stringify(scenario));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as ReplayResult;
});

describe('credits:replay', () => {
  it('prints one JSON result and exits 0', () => {
    const { status, stdout, stderr } = run([EXAMPLE]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      completions: [{ person: 'wang-xiuying', at: '2026-12-31T16:05:30.000Z', date: '2027-01-01', credited: true }],
      totals: [
        { year: 2026, units: 2_144_000, credits: '19.85', targetMet: false },
        { year: 2027, units: 36_000, credits: '0.33', targetMet: false },
      ],
    });
  });

  it('prints the same bytes whatever the time zone of the machine', () => {
    const [utc, ...others] = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'].map((TZ) => run([EXAMPLE], { TZ }));
    expect(utc!.status).toBe(0);
    expect(others).toEqual([utc, utc]);
  });

  it('exits 2 with the path of the fault, and prints no result', () => {
    const { status, stdout, stderr } = runText('{"policy":"standard-2026","people":[{"id":"p1","age":70}],"courses":[],"events":[]}');
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: '$.people[0].age: unknown field\n' });
  });

  it('exits 2 at a fault that shows only while it runs', () => {
    const event = '{"at":"2026-12-20T01:00:00.000Z","type":"reverse","key":"grant:g1","reason":"x"}';
    expect(runText(`{"policy":"standard-2026","people":[],"courses":[],"events":[${event}]}`)).toEqual({
      status: 2,
      stdout: '',
      stderr: '$.events[0].key: unknown: "grant:g1"\n',
    });
  });

  it('exits 2 for what is not JSON, is not there, or is not one file', () => {
    expect(runText('{"policy":')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('scenario.json is not JSON: ') });
    expect(run([join(folder, 'none.json')])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/cannot read .*none\.json: ENOENT/) });
    expect(run([folder])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('cannot read ') });
    expect(run([])).toMatchObject({ status: 2, stderr: 'usage: pnpm credits:replay FILE\n' });
    expect(run([EXAMPLE, EXAMPLE])).toMatchObject({ status: 2, stderr: 'usage: pnpm credits:replay FILE\n' });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(runText('\uFEFF{"policy":"tiers","people":[],"courses":[],"events":[]}').status).toBe(0);
  });
});
