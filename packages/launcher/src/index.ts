export { LauncherFailure } from './failure.ts';
export { Progress } from './progress.ts';
export { startServices } from './services.ts';
export type { Services } from './services.ts';
export { startSystem } from './system.ts';
export type { System, SystemOptions, SystemProcess } from './system.ts';
