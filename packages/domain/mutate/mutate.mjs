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
  const { files, tests, areCommands = false } = GROUPS[name];
  const fileName = `${REPORTS}/${name}.json`;
  await new Stryker({
    mutate: areCommands ? files.map((file) => `dist/${file}.js`) : [...files.map((file) => `src/${file}.ts`), '!src/**/*.spec.ts', '!src/**/index.ts'],
    testFiles: tests.map((test) => `src/${test}.spec.ts`),
    testRunner: 'in-process',
    plugins: ['./mutate/runner.mjs'],
    testRunnerNodeArgs: ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'],
    coverageAnalysis: areCommands ? 'off' : 'perTest',
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    tempDirName: `.stryker-tmp/${name}`,
    concurrency: 1,
    maxTestRunnerReuse: 400,
    timeoutMS: 10_000,
    warnings: { slow: false },
  }).runMutationTest();
  print(name, fileName);
}

/** A line for each file, with the lines where a change went unnoticed. */
function print(name, fileName) {
  const { files } = JSON.parse(readFileSync(fileName, 'utf8'));
  for (const [file, { mutants }] of Object.entries(files)) {
    const valid = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
    const alive = valid.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const percent = valid.length === 0 ? '-' : ((100 * (valid.length - alive.length)) / valid.length).toFixed(1);
    const lines = [...new Set(alive.map(({ location }) => location.start.line))].sort((a, b) => a - b);
    process.stdout.write(`${name}\t${file}\t${valid.length - alive.length}/${valid.length}\t${percent} %\t${lines.join(' ')}\n`);
  }
}
