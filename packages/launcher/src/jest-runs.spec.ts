import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hasTests, jestArguments, packagesWithTests, tallyOf, TIERS } from './jest-runs.ts';
import { sumOf, tallyLine } from './tally.ts';
import { workspaceAt } from './workspace.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jest-runs-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('tallyOf', () => {
  const report = { success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 2, numRuntimeErrorTestSuites: 0 };
  const tally = (change: object, status: number) => {
    const file = join(root, 'report.json');
    writeFileSync(file, JSON.stringify({ ...report, ...change }));
    return tallyOf(file, status);
  };

  it('counts passed, failed and skipped tests', () => {
    expect(tally({}, 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
    expect(tally({ success: false, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it('counts a file that could not be run as a failure', () => {
    expect(tally({ success: false, numRuntimeErrorTestSuites: 1 }, 1).failed).toBe(1);
  });

  it('never lets a failed run pass', () => {
    expect(tally({}, 1).failed).toBe(1);
    expect(tally({ success: false }, 0).failed).toBe(1);
    expect(tallyOf(join(root, 'absent.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the kinds of tests', () => {
  const patterns = TIERS.map((tier) => new RegExp(jestArguments(tier, '').find((argument) => argument.startsWith('--testPathPatterns='))?.split('=')[1] ?? ''));

  it.each([
    ['/w/a.spec.ts', 0],
    ['/w/a.spec.tsx', 0],
    ['/w/other-name.test.ts', 0],
    ['/w/a.medium-spec.ts', 1],
    ['/w/a.e2e-spec.ts', 2],
    ['/w/a.browser-spec.ts', 3],
  ])('%s is run by exactly one', (file, tier) => {
    expect(patterns.map((pattern) => pattern.test(file))).toEqual(patterns.map((_, index) => index === tier));
  });

  it('finds the packages that have tests, the whole system last', () => {
    for (const path of ['apps/web', 'packages/e2e', 'packages/ui', 'packages/config']) mkdirSync(join(root, path, 'src'), { recursive: true });
    for (const path of ['apps/web', 'packages/e2e', 'packages/ui']) writeFileSync(join(root, path, 'jest.config.mjs'), '');
    expect(packagesWithTests(workspaceAt(root)).map((folder) => basename(folder))).toEqual(['web', 'ui', 'e2e']);
  });

  it('tells which kinds a package has', () => {
    mkdirSync(join(root, 'src', 'node_modules'), { recursive: true });
    writeFileSync(join(root, 'src', 'a.medium-spec.ts'), '');
    writeFileSync(join(root, 'src', 'node_modules', 'b.spec.ts'), '');
    expect(TIERS.map((tier) => hasTests(root, tier))).toEqual([false, true, false, false]);
  });
});

it('sums up on one line', () => {
  const sum = sumOf([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 3, skipped: 0 },
  ]);
  expect(tallyLine(sum)).toBe('11 passed, 3 failed, 2 skipped');
});
