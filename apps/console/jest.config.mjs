import { webJestConfig } from '@xuexi/ui/testing/jest';

// jsdom lacks fetch, Request and streams, which the API client is made of; this environment lends it those of Node.
export default webJestConfig({ testEnvironment: 'jest-fixed-jsdom', testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'] });
