/**
 * Changes the rules one place at a time and tells which changes no test notices: `pnpm --filter @xuexi/domain mutate [GROUP …]`.
 * Each group is tried by the tables that are written for it: random histories take too long to be run some thousand times.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';

/** @type {Record<string, { files: string[], tests: string[] }>} files and tests below src, without their endings */
const GROUPS = {
  watch: { files: ['watch', 'coverage', 'progress', 'sittings'], tests: ['watch', 'coverage', 'progress', 'sittings', 'replay/worked-examples'] },
  policy: { files: ['policy', 'units', 'calendar'], tests: ['policy', 'units', 'calendar'] },
  ledger: { files: ['ledger', 'ledger-roots', 'merkle', 'audit-chain'], tests: ['ledger', 'merkle', 'audit-chain'] },
  statement: { files: ['statement', 'statement-file', 'statement-totals'], tests: ['statement-file', 'statement-totals'] },
  quiz: { files: ['quiz/mark', 'quiz/draw', 'quiz/chance', 'quiz/asked', 'quiz/answer', 'quiz/result'], tests: ['quiz/mark', 'quiz/draw'] },
  validate: { files: ['quiz/validate/*'], tests: ['quiz/validate/validate'] },
  people: { files: ['id-number', 'regions', 'permissions', 'organisations', 'documents', 'login', 'person', 'consents'], tests: ['id-number', 'regions', 'permissions', 'organisations', 'documents', 'login', 'person', 'consents'] },
  merge: { files: ['merge', 'merge-keys', 'merge-progress', 'merge-totals'], tests: ['merge', 'merge.property'] },
  recompute: { files: ['recompute/*'], tests: ['recompute/recompute.property'] },
  replay: { files: ['replay/*'], tests: ['replay/replay', 'replay/scenario', 'replay/worked-examples'] },
  courses: { files: ['course', 'enrolment', 'media'], tests: ['course', 'enrolment', 'media'] },
  captions: { files: ['captions/*'], tests: ['captions/captions'] },
};

const REPORTS = 'reports';
const wanted = process.argv.slice(2);
mkdirSync(REPORTS, { recursive: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(GROUPS)) {
  const { files, tests } = GROUPS[name];
  const fileName = `${REPORTS}/${name}.json`;
  await new Stryker({
    mutate: [...files.map((file) => `src/${file}.ts`), '!src/**/*.spec.ts', '!src/**/index.ts'],
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    testRunnerNodeArgs: ['--experimental-vm-modules'],
    coverageAnalysis: 'perTest',
    jest: { projectType: 'custom', enableFindRelatedTests: false, config: { testMatch: tests.map((test) => `<rootDir>/src/${test}.spec.ts`) } },
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName },
    tempDirName: `.stryker-tmp/${name}`,
    concurrency: 1,
    timeoutMS: 60_000,
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
