import { webJestConfig } from '@xuexi/ui/testing/jest';

// jsdom lacks fetch, Request and streams, which the API client is made of; this environment lends it those of Node.
export default webJestConfig({
  testEnvironment: 'jest-fixed-jsdom',
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
  // What the bundler takes by the package's `browser` field, jest has to be told.
  moduleNameMapper: { '^tus-js-client$': '<rootDir>/node_modules/tus-js-client/lib.es5/browser/index.js' },
  setupFilesAfterEnv: ['<rootDir>/testing/setup.ts'],
});
