import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from './tally.ts';
import type { Workspace } from './workspace.ts';

/** Tests of one kind. A file belongs to the kind whose suffix it has; files with none of the suffixes are unit tests. */
export interface Tier {
  title: string;
  suffix: 'medium' | 'e2e' | 'browser' | null;
}

/** In the order in which they run. */
export const TIERS: readonly Tier[] = [
  { title: '单元测试 · Unit tests', suffix: null },
  { title: '数据库与队列测试 · Database and queue tests', suffix: 'medium' },
  { title: '端到端测试 · End-to-end tests', suffix: 'e2e' },
  { title: '浏览器测试 · Browser tests', suffix: 'browser' },
];

/** This package's tests run the whole system and come after all others of their kind. */
const LAST_PACKAGE = 'e2e';

/** The packages with tests, as folders: all that have a jest configuration. */
export function packagesWithTests({ root }: Workspace): string[] {
  return ['apps', 'packages']
    .flatMap((group) => (existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => ({ name, folder: join(root, group, name) })) : []))
    .filter(({ folder }) => existsSync(join(folder, 'jest.config.mjs')))
    .sort((a, b) => Number(a.name === LAST_PACKAGE) - Number(b.name === LAST_PACKAGE) || a.folder.localeCompare(b.folder))
    .map(({ folder }) => folder);
}

/** Whether a package has tests of a kind. */
export function hasTests(folder: string, { suffix }: Tier): boolean {
  const files = globSync(suffix === null ? '**/*.{spec,test}.{ts,tsx}' : `**/*.${suffix}-spec.{ts,tsx}`, {
    cwd: folder,
    exclude: (name) => ['node_modules', 'dist', 'coverage', '.turbo'].includes(name),
  });
  return files.length > 0;
}

/** The arguments for Node with which the tests of one kind in a package run, in its folder. */
export function jestArguments({ suffix }: Tier, reportFile: string): string[] {
  const ofTier = suffix === null ? '^(?!.*\\.(medium|e2e|browser)-spec\\.)' : `\\.${suffix}-spec\\.`;
  return [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--ci',
    '--passWithNoTests',
    `--testPathPatterns=${ofTier}`,
    '--json',
    `--outputFile=${reportFile}`,
    // Unit tests share nothing; the others share a database, a queue or a processor.
    ...(suffix === null ? ['--maxWorkers=100%'] : ['--runInBand']),
  ];
}

/** The part of jest's report that counts. */
interface JestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Files that could not be run at all. */
  numRuntimeErrorTestSuites: number;
}

/**
 * What one run of jest comes to. Each file that could not be run counts as one failure, and so does a run that failed for no counted reason
 * or left no report.
 */
export function tallyOf(reportFile: string, status: number): Tally {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report: JestReport = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const failedOtherwise = failed === 0 && (status !== 0 || !report.success) ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + failedOtherwise, skipped: report.numPendingTests + report.numTodoTests };
}
