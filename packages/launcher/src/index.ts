export { LauncherFailure } from './failure.ts';
export { startSystem } from './system.ts';
export type { System, SystemOptions, SystemProcess } from './system.ts';
