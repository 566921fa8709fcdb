import { webJestConfig } from './testing/jest-web.mjs';

export default webJestConfig({ testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'] });
