/**
 * The jest preset of the workspace: ES modules through swc, no type check (tsc does that).
 * Jest runs with `--experimental-vm-modules`; import `jest` itself from `@jest/globals`.
 *
 * @param {import('jest').Config} [overrides] what differs in a package: `testMatch`, `globalSetup`, `testEnvironment` …
 * @returns {import('jest').Config}
 */
export function jestConfig(overrides = {}) {
  return {
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    transform: {
      '^.+\\.tsx?$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', tsx: true, decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, react: { runtime: 'automatic' } },
            keepClassNames: true,
          },
          module: { type: 'es6' },
          sourceMaps: 'inline',
        },
      ],
    },
    testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    // Ends what hangs: nothing is measured by it, and a busy machine takes many times as long as another.
    testTimeout: 60_000,
    ...overrides,
  };
}
