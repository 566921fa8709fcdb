import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../src/support/private-system.ts';
import { residentMiB, startServer, stopServer } from './process.ts';
import { API, BARE_NEST, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ALTERNATIONS = 7;
/** Long enough for what the start has left behind to be collected. */
const IDLE_MS = 3000;

/** Cold start and idle memory of the api, against a bare Nest and Fastify process with the same database driver. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async (stage) => {
    // As it is installed, with its log.
    const env = { ...stage.env, LOG_LEVEL: 'info' };
    const starts: Record<'api' | 'bare', { ms: number[]; mib: number[] }> = { api: { ms: [], mib: [] }, bare: { ms: [], mib: [] } };
    for (let i = 0; i < ALTERNATIONS; i++) {
      for (const which of i % 2 === 0 ? (['api', 'bare'] as const) : (['bare', 'api'] as const)) {
        const server = await (which === 'api'
          ? startServer(API, env, await freePort(), '/api/health/ready')
          : startServer(BARE_NEST, env, await freePort(), '/live'));
        await delay(IDLE_MS);
        starts[which].ms.push(server.startedInMs);
        starts[which].mib.push(await residentMiB(server.child.pid!));
        await stopServer(server);
      }
    }
    return [
      { name: 'api idle RSS', ...pairedRatio(starts.api.mib, starts.bare.mib), baseline: 'bare Nest + Fastify + TypeORM + mysql2', note: `${median(starts.api.mib).toFixed(0)} against ${median(starts.bare.mib).toFixed(0)} MiB` },
      { name: 'api cold start', ...pairedRatio(starts.api.ms, starts.bare.ms), baseline: 'the same', note: `to the first 200: ${median(starts.api.ms).toFixed(0)} against ${median(starts.bare.ms).toFixed(0)} ms` },
    ];
  });
}
