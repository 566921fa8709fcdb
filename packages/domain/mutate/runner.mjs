/**
 * Runs the spec files for Stryker within one process, without jest: Node imports the sources themselves, and for each mutant only the
 * tests that reach it are called, the quickest first, until one fails. jest takes seconds for what takes milliseconds here.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import '../test/typescript-hooks.mjs';
import { takeTests } from './globals.mjs';

/** Every mutant meets the same random cases. */
const SEED = 2026;
/** How long each test takes, in milliseconds: for the processes that follow one whose mutant never came to an end. */
const TIMES_FILE = 'test-times.json';

/** What the instrumented sources read; they keep the object itself, so only its fields are set. */
const instrumented = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

const OWN_SOURCES = pathToFileURL(resolve('.')).href;
const GLOBALS = new URL('globals.mjs', import.meta.url).href;
let generation = 0;
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
    const resolved = next(specifier, { ...context, parentURL: context.parentURL?.replace(/\?\d+$/, '') });
    // Under a new address Node evaluates a module again.
    const isOwn = resolved.url.startsWith(OWN_SOURCES) && resolved.url.endsWith('.ts');
    return isOwn ? { ...resolved, url: `${resolved.url}?${generation}` } : resolved;
  },
});

/** @implements {import('@stryker-mutator/api/test-runner').TestRunner} */
class InProcessRunner {
  static inject = tokens(commonTokens.options);

  /** @type {Map<string, { run: () => unknown, fileName: string }>} */
  #tests = new Map();
  #wereLoadedMutated = false;

  constructor({ testFiles }) {
    this.fileNames = globSync(testFiles).sort();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    fc.configureGlobal({ seed: SEED });
  }

  async dryRun() {
    await this.#load();
    const tests = [];
    for (const [name, { fileName }] of this.#tests) {
      instrumented.currentTestId = name;
      const start = performance.now();
      const failureMessage = await this.#failureOf(name);
      const result = { id: name, name, fileName: resolve(fileName), timeSpentMs: performance.now() - start };
      tests.push(failureMessage === null ? { ...result, status: TestStatus.Success } : { ...result, status: TestStatus.Failed, failureMessage });
    }
    instrumented.currentTestId = undefined;
    writeFileSync(TIMES_FILE, JSON.stringify(tests.map(({ name, timeSpentMs }) => [name, timeSpentMs])));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: instrumented.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }) {
    instrumented.activeMutant = undefined;
    if (!reloadEnvironment && (this.#wereLoadedMutated || this.#tests.size === 0)) await this.#load();
    instrumented.hitCount = hitLimit === undefined ? undefined : 0;
    instrumented.hitLimit = hitLimit;
    instrumented.activeMutant = activeMutant.id;
    if (!reloadEnvironment) return this.#runUntilOneFails(testFilter);
    try {
      await this.#load();
    } catch (error) {
      return { status: MutantRunStatus.Error, errorMessage: String(error) };
    }
    return this.#runUntilOneFails([...this.#tests.keys()]);
  }

  async #runUntilOneFails(names) {
    const times = new Map(JSON.parse(readFileSync(TIMES_FILE, 'utf8')));
    let nrOfTests = 0;
    for (const name of names.toSorted((a, b) => times.get(a) - times.get(b))) {
      nrOfTests += 1;
      const failureMessage = await this.#failureOf(name);
      const overrun = determineHitLimitReached(instrumented.hitCount, instrumented.hitLimit);
      if (overrun) return { status: MutantRunStatus.Timeout, reason: overrun.reason };
      if (failureMessage !== null) return { status: MutantRunStatus.Killed, killedBy: [name], failureMessage, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  /** Imports the sources and the spec files anew, with whatever mutant is active. */
  async #load() {
    generation += 1;
    this.#wereLoadedMutated = instrumented.activeMutant !== undefined;
    this.#tests.clear();
    takeTests();
    for (const fileName of this.fileNames) {
      await import(`${pathToFileURL(fileName).href}?${generation}`);
      for (const [place, { name, run }] of takeTests().entries()) this.#tests.set(`${fileName} ${place} ${name}`, { run, fileName });
    }
  }

  async #failureOf(name) {
    try {
      await this.#tests.get(name).run();
      return null;
    } catch (error) {
      return String(error);
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
