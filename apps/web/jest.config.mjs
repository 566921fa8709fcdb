import { webJestConfig } from '@xuexi/ui/testing/jest';

export default webJestConfig({
  testEnvironment: '<rootDir>/src/testing/environment.mjs',
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
});
