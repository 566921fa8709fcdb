import { jestConfig } from '@xuexi/config/jest';

export default jestConfig({ testMatch: ['<rootDir>/src/**/*.spec.ts'], modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'] });
