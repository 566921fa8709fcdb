import { jestConfig } from '@xuexi/config/jest';

// The longest take one to two minutes on a machine of two cores that does nothing else, and several times that where it does.
export default jestConfig({ testMatch: ['<rootDir>/src/**/*-spec.ts'], testTimeout: 900_000 });
