import { join, resolve } from 'node:path';
import { type PrivateSystem, freePort, startPrivateSystem } from '../src/support/private-system.ts';
import { startServer, stopServer } from './process.ts';

export const API = resolve(import.meta.dirname, '../../../apps/server/dist/main.api.js');
export const BARE_NEST = join(import.meta.dirname, 'bare-nest.ts');

/** A private system with the servers that a benchmark measures beside it. */
export interface Stage {
  system: PrivateSystem;
  /** Settings of an api in production on the system's database. Nothing in it touches Redis. */
  env: Record<string, string>;
  /** Starts a program on a port of its own. @returns the port, once `path` answers 200 */
  start: (file: string, path: string) => Promise<number>;
}

/** Runs a benchmark on a stage; whatever it started ends with it, also where it fails. */
export async function onStage<T>(content: 'seed' | 'none', measure: (stage: Stage) => Promise<T>): Promise<T> {
  await using cleanup = new AsyncDisposableStack();
  const system = await startPrivateSystem(content);
  cleanup.defer(() => system.stop());
  const env = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    DATABASE_URL: system.databaseUrl,
    REDIS_URL: 'redis://127.0.0.1:1/0',
    STORAGE_URL: `file://${join(system.folder, 'storage')}`,
    SECRETS_DIR: join(system.folder, 'secrets'),
  };
  const start = async (file: string, path: string): Promise<number> => {
    const port = await freePort();
    const server = await startServer(file, env, port, path);
    cleanup.defer(() => stopServer(server));
    return port;
  };
  // Awaited here: what was started ends when this function does.
  return await measure({ system, env, start });
}
