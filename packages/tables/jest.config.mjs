import { jestConfig } from '@xuexi/config/jest';

// *.spec.ts is pure, *.medium-spec.ts starts the child process.
export default jestConfig({ testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.medium-spec.ts'] });
