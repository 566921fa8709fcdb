import { jestConfig } from '@xuexi/config/jest';

// *.spec.ts is pure; *.medium-spec.ts needs TEST_DATABASE_URL and TEST_REDIS_URL; *.e2e-spec.ts speaks to the whole api over HTTP.
export default jestConfig({
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.medium-spec.ts', '<rootDir>/test/**/*.e2e-spec.ts'],
});
