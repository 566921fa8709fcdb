import { webJestConfig } from '@xuexi/ui/testing/jest';

export default webJestConfig({ testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'] });
