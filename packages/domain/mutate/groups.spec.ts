import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { GROUPS } from './groups.js';

const SRC = join(import.meta.dirname, '../src');
const groups = Object.values(GROUPS);
const filesOf = (patterns: readonly string[]): string[] => patterns.flatMap((pattern) => globSync(`${pattern}.ts`, { cwd: SRC }));

/** Not what others import by, the tests and what helps them, and commands, which decide nothing and are tested as processes. */
const isRule = (file: string) => !/(^|\/)index\.ts$|\.spec\.ts$|^testing\/|^cli\//.test(file);

it('every file of the rules stands in one group, and every name there is that of files', () => {
  const grouped = groups.flatMap(({ files }) => filesOf(files)).filter(isRule);
  expect(grouped.sort()).toEqual(globSync('**/*.ts', { cwd: SRC }).filter(isRule).sort());
  const named = groups.flatMap(({ files, tests }) => [...files, ...tests.map((test) => `${test}.spec`)]);
  expect(named.filter((name) => filesOf([name]).length === 0)).toEqual([]);
});
