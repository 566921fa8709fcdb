import { jestConfig } from '@xuexi/config/jest';

// *.spec.ts is pure, *.medium-spec.ts runs the real ffmpeg and needs seconds.
export default jestConfig({ testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.medium-spec.ts'] });
