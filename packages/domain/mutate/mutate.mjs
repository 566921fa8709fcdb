/**
 * Changes the rules one place at a time and tells which changes no test notices: `pnpm --filter @xuexi/domain mutate [GROUP …]`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { GROUPS } from './groups.ts';

const REPORTS = 'reports';
const wanted = process.argv.slice(2);
mkdirSync(REPORTS, { recursive: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(GROUPS)) {
  const { files, tests } = GROUPS[name];
  const fileName = `${REPORTS}/${name}.json`;
  await new Stryker({
    mutate: [...files.map((file) => `src/${file}.ts`), '!src/**/*.spec.ts', '!src/**/index.ts'],
    testFiles: tests.map((test) => `src/${test}.spec.ts`),
    testRunner: 'in-process',
    plugins: ['./mutate/runner.mjs'],
    testRunnerNodeArgs: ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'],
    coverageAnalysis: 'perTest',
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    ignorePatterns: [REPORTS],
    concurrency: 1,
    maxTestRunnerReuse: 400,
    timeoutMS: 10_000,
    warnings: { slow: false },
  }).runMutationTest();
  print(name, fileName);
}

/** A line for each file: what was noticed of how many, how many of those only because they never came to an end, and the lines where a change went unnoticed. */
function print(name, fileName) {
  const { files } = JSON.parse(readFileSync(fileName, 'utf8'));
  for (const [file, { mutants }] of Object.entries(files)) {
    const count = (...wanted) => mutants.filter(({ status }) => wanted.includes(status)).length;
    const [noticed, endless, all] = [count('Killed', 'Timeout'), count('Timeout'), count('Killed', 'Timeout', 'Survived', 'NoCoverage')];
    const percent = all === 0 ? '-' : ((100 * noticed) / all).toFixed(1);
    const lines = mutants.flatMap(({ status, location }) => (status === 'Survived' || status === 'NoCoverage' ? [location.start.line] : []));
    process.stdout.write(`${name}\t${file}\t${noticed}/${all}\t${percent} %\t${endless} endless\t${[...new Set(lines)].sort((a, b) => a - b).join(' ')}\n`);
  }
}
