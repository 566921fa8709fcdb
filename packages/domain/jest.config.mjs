import { jestConfig } from '@xuexi/config/jest';

export default jestConfig({ testMatch: ['<rootDir>/{src,mutate}/**/*.spec.ts'], modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'] });
