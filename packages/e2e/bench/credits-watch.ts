import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { freePort } from '../src/support/private-system.ts';
import { type Watcher, insertPublishedLesson, insertWatchers } from '../src/support/watchers.ts';
import { residentMiB, startServer, stopServer } from './process.ts';
import { API, BARE_NEST, type Stage, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ONE_BY_ONE = join(import.meta.dirname, 'one-by-one-api.ts');

const PERSONS = 2000;
const CONNECTIONS = 256;
const LESSON_SECONDS = 3600;
const ALTERNATIONS = 5;
const SECONDS = 6;
/** Of the latency at half of the maximum. */
const LATENCY_ALTERNATIONS = 3;
const LATENCY_SECONDS = 10;
/** How long memory is watched: what grows shows between the third minute and the last. */
const MEMORY_MINUTES = 10;
const WARM_MINUTES = 2;

/** A play session that is open at one of the servers. */
interface OpenSession {
  watcher: Watcher;
  playSessionId: string;
  seq: number;
  /** Seconds that the server says are covered: the next report goes on there, as a player offers again what was refused. */
  covered: number;
}

/** A server under load. */
interface Target {
  port: number;
  pid: number;
  /** None: it answers a constant. */
  sessions: OpenSession[] | null;
}

interface Load {
  perSecond: number;
  p99: number;
}

/** Watch reports over HTTP with real sessions: how many and how soon. */
export async function run(): Promise<Ratio[]> {
  return onServers(async (stage, start) => {
    const bare = { ...(await start(BARE_NEST, '/live')), sessions: null };
    const api = await withSessions(stage, await start(API, '/api/health/ready'));
    const oneByOne = await withSessions(stage, await start(ONE_BY_ONE, '/api/health/ready'));
    const speed = await throughput(api, bare, oneByOne);
    return [...speed.ratios, await latency(api, bare, speed.apiPerSecond / 2)];
  });
}

/** What watch reports leave in the memory of the api, at half of its maximum. */
export async function runMemory(): Promise<Ratio[]> {
  return onServers(async (stage, start) => {
    const api = await withSessions(stage, await start(API, '/api/health/ready'));
    const { perSecond } = await load(api, SECONDS);
    return [await memory(api, perSecond / 2)];
  });
}

type Start = (file: string, path: string) => Promise<Omit<Target, 'sessions'>>;

function onServers(measure: (stage: Stage, start: Start) => Promise<Ratio[]>): Promise<Ratio[]> {
  return onStage('none', async (stage) => {
    await using cleanup = new AsyncDisposableStack();
    const start: Start = async (file, path) => {
      const port = await freePort();
      const server = await startServer(file, stage.env, port, path);
      cleanup.defer(() => stopServer(server));
      return { port, pid: server.child.pid! };
    };
    return await measure(stage, start);
  });
}

async function throughput(api: Target, bare: Target, oneByOne: Target): Promise<{ ratios: Ratio[]; apiPerSecond: number }> {
  const targets = { api, bare, oneByOne };
  const perSecond: Record<keyof typeof targets, number[]> = { api: [], bare: [], oneByOne: [] };
  for (let i = -1; i < ALTERNATIONS; i++) {
    const order = ['api', 'bare', 'oneByOne'] as const;
    for (const name of i % 2 === 0 ? order : order.toReversed()) {
      const figure = (await load(targets[name], SECONDS)).perSecond;
      if (i >= 0) perSecond[name].push(figure);
    }
  }
  const apiPerSecond = median(perSecond.api);
  const figures = (other: 'bare' | 'oneByOne') => `${apiPerSecond.toFixed(0)} against ${median(perSecond[other]).toFixed(0)} a second; ${PERSONS} persons, ${CONNECTIONS} connections`;
  return {
    apiPerSecond,
    ratios: [
      { name: 'watch reports', ...pairedRatio(perSecond.api, perSecond.bare), baseline: 'bare Nest + Fastify route answering constant JSON', note: `${figures('bare')}; 0.30 is the goal` },
      { name: 'watch reports in groups', ...pairedRatio(perSecond.api, perSecond.oneByOne), baseline: 'the same api with one transaction per report', note: `${figures('oneByOne')}; 4 is the goal` },
    ],
  };
}

/** p99 at half of the maximum, with a transcode beside both. */
async function latency(api: Target, bare: Target, rate: number): Promise<Ratio> {
  const p99: Record<'api' | 'bare', number[]> = { api: [], bare: [] };
  await using _transcode = startTranscode();
  for (let i = 0; i < LATENCY_ALTERNATIONS; i++) {
    for (const name of i % 2 === 0 ? (['api', 'bare'] as const) : (['bare', 'api'] as const)) p99[name].push((await load({ api, bare }[name], LATENCY_SECONDS, rate)).p99);
  }
  return {
    name: 'watch reports, p99 at half of the maximum',
    ...pairedRatio(p99.api, p99.bare),
    baseline: 'the constant route at the same rate',
    note: `${median(p99.api).toFixed(0)} against ${median(p99.bare).toFixed(0)} ms at ${rate.toFixed(0)} a second, a transcode running beside; 3 is the goal`,
  };
}

/** Resident memory in the last minute against the one after the warm-up. */
async function memory(api: Target, rate: number): Promise<Ratio> {
  const minutes: number[] = [];
  for (let minute = 0; minute < MEMORY_MINUTES + WARM_MINUTES; minute++) {
    await load(api, 60, rate);
    minutes.push(await residentMiB(api.pid));
  }
  const measured = minutes.slice(WARM_MINUTES);
  return {
    name: 'watch reports, api memory after 10 minutes',
    ...pairedRatio([measured.at(-1)!], [measured[0]!]),
    baseline: 'after the first of them',
    note: `${measured.map((mib) => mib.toFixed(0)).join(', ')} MiB, minute by minute at ${rate.toFixed(0)} a second`,
  };
}

async function withSessions({ system }: Stage, server: Omit<Target, 'sessions'>): Promise<Target> {
  const lessonVersionId = await insertPublishedLesson(system.database, LESSON_SECONDS);
  const watchers = await insertWatchers(system.database, PERSONS);
  const waiting = [...watchers];
  const sessions: OpenSession[] = [];
  const openOn = async (): Promise<void> => {
    for (let watcher = waiting.pop(); watcher; watcher = waiting.pop()) sessions.push(await open(server.port, watcher, lessonVersionId));
  };
  await Promise.all(Array.from({ length: 8 }, openOn));
  return { ...server, sessions };
}

async function open(port: number, watcher: Watcher, lessonVersionId: string): Promise<OpenSession> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/play-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: watcher.cookie },
    body: JSON.stringify({ lessonVersionId }),
  });
  if (answer.status !== 201) throw new Error(`Opening a play session answered ${answer.status}: ${await answer.text()}`);
  const { playSessionId } = (await answer.json()) as { playSessionId: string };
  return { watcher, playSessionId, seq: 0, covered: 0 };
}

const CONSTANT: OpenSession = { watcher: { personId: '', cookie: 'session=none' }, playSessionId: '', seq: 0, covered: 0 };

/**
 * Every request is the next report of the next person: one more second, from where the server says that they are.
 * @param rate requests a second in all; without it as many as possible
 */
async function load({ port, sessions }: Target, seconds: number, rate?: number): Promise<Load> {
  let turn = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    ...(rate !== undefined && { overallRate: Math.round(rate) }),
    requests: [
      {
        method: 'POST',
        setupRequest: (request, context) => {
          const session = sessions?.[turn++ % sessions.length] ?? CONSTANT;
          Object.assign(context, { session });
          const from = session.covered % (LESSON_SECONDS - 1);
          return {
            ...request,
            path: sessions === null ? '/report' : `/api/play-sessions/${session.playSessionId}/reports`,
            headers: { 'content-type': 'application/json', cookie: session.watcher.cookie },
            body: JSON.stringify({ seq: ++session.seq, ranges: [[from, from + 1]], rate: 1, position: from + 1 }),
          };
        },
        onResponse: (_status, body, context) => {
          const { session } = context as { session: OpenSession };
          session.covered = Number(/"coveredSeconds":(\d+)/.exec(body)?.[1] ?? session.covered);
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`port ${port}: ${result.non2xx} refusals, ${result.errors} errors`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

/** An ffmpeg at work until it is disposed, as nice to others as the worker's. */
function startTranscode(): AsyncDisposable {
  const ffmpeg: ChildProcess = spawn('nice', ['-n', '10', 'ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25', '-c:v', 'libx264', '-preset', 'veryfast', '-f', 'null', '-'], { stdio: 'ignore' });
  return {
    [Symbol.asyncDispose]: async () => {
      ffmpeg.kill('SIGKILL');
      while (ffmpeg.exitCode === null && ffmpeg.signalCode === null) await delay(10);
    },
  };
}
