import autocannon from 'autocannon';
import { type Watcher, insertPublishedLesson, insertWatchers } from '../src/support/watchers.ts';
import { API, BARE_NEST, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ALTERNATIONS = 5;
const SECONDS = 6;
const CONNECTIONS = 64;
const PERSONS = 400;
const LESSON_SECONDS = 3600;

interface OpenSession {
  watcher: Watcher;
  playSessionId: string;
  seq: number;
}

/** Watch reports a second (session, rules, durable commit), against a bare Nest and Fastify route that only answers JSON. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async ({ system, start }) => {
    const apiPort = await start(API, '/api/health/ready');
    const barePort = await start(BARE_NEST, '/live');
    const lesson = await insertPublishedLesson(system.database, LESSON_SECONDS);
    const sessions = await openAll(apiPort, await insertWatchers(system.database, PERSONS), lesson);
    const perSecond: Record<'api' | 'bare', number[]> = { api: [], bare: [] };
    for (let i = -1; i < ALTERNATIONS; i++) {
      for (const which of i % 2 === 0 ? (['api', 'bare'] as const) : (['bare', 'api'] as const)) {
        const figure = await reportsPerSecond(which === 'api' ? apiPort : barePort, which, sessions);
        if (i >= 0) perSecond[which].push(figure);
      }
    }
    return [
      {
        name: 'watch reports',
        ...pairedRatio(perSecond.api, perSecond.bare),
        baseline: 'bare Nest + Fastify route answering constant JSON',
        note: `${median(perSecond.api).toFixed(0)} against ${median(perSecond.bare).toFixed(0)} a second; ${PERSONS} persons, ${CONNECTIONS} connections`,
      },
    ];
  });
}

async function openAll(port: number, watchers: Watcher[], lessonVersionId: string): Promise<OpenSession[]> {
  const sessions: OpenSession[] = [];
  for (const watcher of watchers) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/play-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: watcher.cookie },
      body: JSON.stringify({ lessonVersionId }),
    });
    if (answer.status !== 201) throw new Error(`Opening a play session answered ${answer.status}: ${await answer.text()}`);
    const { playSessionId } = (await answer.json()) as { playSessionId: string };
    sessions.push({ watcher, playSessionId, seq: 0 });
  }
  return sessions;
}

/** Every request is the next report of the next person: one more second, as a player would claim it. */
async function reportsPerSecond(port: number, which: 'api' | 'bare', sessions: OpenSession[]): Promise<number> {
  let turn = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const session = sessions[turn++ % sessions.length]!;
          const from = session.seq++ % (LESSON_SECONDS - 1);
          return {
            ...request,
            path: which === 'api' ? `/api/play-sessions/${session.playSessionId}/reports` : '/report',
            headers: { 'content-type': 'application/json', cookie: session.watcher.cookie },
            body: JSON.stringify({ seq: session.seq, ranges: [[from, from + 1]], rate: 1, position: from + 1 }),
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${which}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}
