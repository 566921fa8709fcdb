import { jestConfig } from '@xuexi/config/jest';

export default jestConfig({
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.medium-spec.ts'],
  testTimeout: 120_000,
});
