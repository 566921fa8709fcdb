import { fileURLToPath } from 'node:url';

import { jestConfig } from '@xuexi/config/jest';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * The jest preset of the packages with React components: jsdom, the matchers of jest-dom, style sheets answered by a stub
 * whose class names are their own keys.
 *
 * @param {import('jest').Config} [overrides] what differs in a package: `testMatch`, `setupFilesAfterEnv` (added to ours) …
 * @returns {import('jest').Config}
 */
export function webJestConfig({ setupFilesAfterEnv = [], moduleNameMapper = {}, ...overrides } = {}) {
  const base = jestConfig();
  const transform = Object.fromEntries(Object.entries(base.transform).map(([files, [swc, options]]) => [files, [swc, keepingAttributes(options)]]));
  return jestConfig({
    transform,
    testEnvironment: 'jsdom',
    setupFilesAfterEnv: [here('./setup.mjs'), ...setupFilesAfterEnv],
    moduleNameMapper: { '\\.css$': here('./style-stub.mjs'), ...base.moduleNameMapper, ...moduleNameMapper },
    ...overrides,
  });
}

/** Node imports JSON (strings, for one) only with its attribute, which swc drops unless told to keep it. */
const keepingAttributes = (options) => ({ ...options, jsc: { ...options.jsc, experimental: { keepImportAttributes: true } } });
