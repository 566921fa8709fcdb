import { webJestConfig } from '@xuexi/ui/testing/jest';

const config = webJestConfig({
  // jsdom lacks fetch, Request and streams, which the API client is made of; this environment lends it those of Node.
  testEnvironment: 'jest-fixed-jsdom',
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
  // What the bundler takes by the package's `browser` field, jest has to be told.
  moduleNameMapper: { '^tus-js-client$': '<rootDir>/node_modules/tus-js-client/lib.es5/browser/index.js' },
  setupFilesAfterEnv: ['<rootDir>/testing/setup.ts'],
});

// Node imports JSON only with its attribute, which swc drops unless told to keep it.
for (const [, options] of Object.values(config.transform)) options.jsc.experimental = { keepImportAttributes: true };

export default config;
