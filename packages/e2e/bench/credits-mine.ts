import { join } from 'node:path';
import { fillLedger } from './filled-ledger.ts';
import { insertSessions } from '../src/support/watchers.ts';
import { onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ONE_READ = join(import.meta.dirname, 'one-read-api.ts');

const PERSONS = 200;
/** Of the year: what a keen learner has by its end. */
const ENTRIES_EACH = 60;
const YEAR = 2026;
const ALTERNATIONS = 5;
const REQUESTS = 2_000;
const CONNECTIONS = 4;

/** How soon 我的学分 is answered, against the same process reading one row by its primary key for the same sessions. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async ({ system, start }) => {
    const cookies = await insertSessions(system.database, await fillLedger(system.database, PERSONS, ENTRIES_EACH));
    const port = await start(ONE_READ, '/api/health/ready');
    const p95: Record<'mine' | 'read', number[]> = { mine: [], read: [] };
    const paths = { mine: `/api/my/credits?year=${YEAR}`, read: '/api/bench/head' };
    for (let i = -1; i < ALTERNATIONS; i++) {
      for (const name of i % 2 === 0 ? (['mine', 'read'] as const) : (['read', 'mine'] as const)) {
        const figure = await p95Of(`http://127.0.0.1:${port}${paths[name]}`, cookies);
        // The first turn only warms up.
        if (i >= 0) p95[name].push(figure);
      }
    }
    return [
      {
        name: 'GET /api/my/credits, p95',
        ...pairedRatio(p95.mine, p95.read),
        baseline: 'one primary-key read by the same process with the same sessions',
        note: `${median(p95.mine).toFixed(2)} against ${median(p95.read).toFixed(2)} ms; ${ENTRIES_EACH} entries, ${CONNECTIONS} at a time; 2 is the goal`,
      },
    ];
  });
}

/** Milliseconds within which 95 of a hundred requests are answered. */
async function p95Of(url: string, cookies: string[]): Promise<number> {
  const times: number[] = [];
  const ask = async (): Promise<void> => {
    for (let cookie = next(); cookie !== undefined; cookie = next()) {
      const begun = performance.now();
      const answer = await fetch(url, { headers: { cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
      times.push(performance.now() - begun);
    }
  };
  let asked = 0;
  const next = (): string | undefined => (asked < REQUESTS ? cookies[asked++ % cookies.length] : undefined);
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}
