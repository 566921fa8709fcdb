import { LearnersRepository } from '../../../apps/server/dist/identity/learners/learners.repository.js';
import { type Populated, populate } from './million-learners.ts';
import { API, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const LEARNERS = 1_000_000;
const ALTERNATIONS = 7;
const REQUESTS = 200;
const PAGE = 50;
const P95 = 0.95;
const THIS_YEAR = new Date().getUTCFullYear();

/** One look at the list, as a request and as the filter that the server makes of it. */
interface Look {
  query: Record<string, string>;
  filter: object;
  after: { regionPath: string; id: string } | null;
}

/** The server's own way to the list, without the server. */
type Page = (filter: object, after: Look['after'], limit: number) => Promise<{ region_path: string; id: string }[]>;

/** A page of a district's 100 000 learners among a million, over HTTP, against the same statement sent by mysql2. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async ({ system, env, start }) => {
    const populated = await populate(system.database, env, LEARNERS);
    const port = await start(API, '/api/health/ready');
    // The statement is the server's own; only the way to the database is another.
    const repository = new LearnersRepository({ query: async (sql: string, params: unknown[]) => (await system.database.query(sql, params))[0] });
    const scope = { scope: [populated.districts[0]!.path], states: ['active'] };
    const page: Page = (filter, after, limit) => repository.page({ ...scope, ...filter }, after, limit);
    const looks = await looksAt(populated, page);
    const p95: Record<'api' | 'bare', number[]> = { api: [], bare: [] };
    const ask = {
      api: async ({ query }: Look) => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/learners?${new URLSearchParams(query).toString()}`, { headers: { cookie: populated.cookie } });
        if (answer.status !== 200) throw new Error(`The list answered ${answer.status}: ${await answer.text()}`);
        return ((await answer.json()) as { items: unknown[] }).items.length;
      },
      bare: async ({ filter, after }: Look) => (await page(filter, after, PAGE + 1)).length,
    };
    for (let i = -1; i < ALTERNATIONS; i++) {
      for (const which of i % 2 === 0 ? (['api', 'bare'] as const) : (['bare', 'api'] as const)) {
        const figure = await p95Of(looks, ask[which]);
        if (i >= 0) p95[which].push(figure);
      }
    }
    return [
      {
        name: 'learners list, p95',
        ...pairedRatio(p95.api, p95.bare),
        baseline: 'the same statement by mysql2',
        note: `${median(p95.api).toFixed(1)} against ${median(p95.bare).toFixed(1)} ms; page of ${PAGE}, filters and later pages, ${LEARNERS / 1_000_000} million learners, 100 000 in scope, one at a time`,
      },
    ];
  });
}

/** The list whole and filtered, its first pages and those far behind. */
async function looksAt({ streets, communities }: Populated, page: Page): Promise<Look[]> {
  const looks: Look[] = [];
  for (let i = 0; i < REQUESTS; i++) {
    const place = [undefined, streets[i % 10]!, communities[i % 100]!][i % 3];
    const old = i % 2 === 0;
    const female = i % 4 === 1;
    const filter = {
      ...(place && { regionPath: place.path }),
      ...(old && { birthYearTo: THIS_YEAR - 60 }),
      ...(female && { sex: 'female' as const }),
      ...(i % 5 === 0 && { verification: 'verified' as const }),
    };
    const query = {
      limit: String(PAGE),
      ...(place && { regionId: place.id }),
      ...(old && { ageFrom: '60' }),
      ...(female && { sex: 'female' }),
      ...(i % 5 === 0 && { verification: 'verified' }),
    };
    const before = await page(filter, null, 1 + ((i * 37) % 400));
    const last = i % 2 === 1 ? before.at(-1) : undefined;
    const after = last ? { regionPath: last.region_path, id: last.id } : null;
    looks.push({ query: { ...query, ...(after && { cursor: Buffer.from(`${after.regionPath}${after.id}`).toString('base64url') }) }, filter, after });
  }
  return looks;
}

async function p95Of(looks: Look[], ask: (look: Look) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (const look of looks) {
    const begun = performance.now();
    await ask(look);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * P95)]!;
}
