import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import autocannon from 'autocannon';
import type { PrivateSystem } from '../src/support/private-system.ts';
import { API, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const ALTERNATIONS = 5;
const SECONDS = 6;
const CONNECTIONS = 16;
const ACCOUNTS = 200;
const PROBES_PER_SECOND = 100;
const PASSWORD = 'quiet-river-2026';
/** Those of apps/server/src/identity/passwords.ts. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One turn: with everything at rest, hashing alone, sign-ins as fast as they go, and once more with others beside them. */
interface Turn {
  hashesPerSecond: number;
  signInsPerSecond: number;
  idleP99Ms: number;
  busyP99Ms: number;
}

/** Sign-ins over HTTP against bare Argon2id on all cores, and how long everyone else waits meanwhile. */
export async function run(): Promise<Ratio[]> {
  return onStage('seed', async ({ system, start }) => {
    const passwordHash = await hash(PASSWORD, PARAMETERS);
    const logins = await giveLogins(system, passwordHash);
    const port = await start(API, '/api/health/ready');
    const cookie = await signIn(port, logins[0]!);
    const turns: Turn[] = [];
    for (let i = -1; i < ALTERNATIONS; i++) {
      const idleP99Ms = await probe(port, cookie);
      const hashesPerSecond = await bareHashes(passwordHash);
      const signInsPerSecond = await signIns(port, logins);
      const [busyP99Ms] = await Promise.all([probe(port, cookie), signIns(port, logins)]);
      // The first turn only warms up.
      if (i >= 0) turns.push({ idleP99Ms, hashesPerSecond, signInsPerSecond, busyP99Ms });
    }
    const figure = (name: keyof Turn) => turns.map((turn) => turn[name]);
    return [
      {
        name: 'sign-in',
        ...pairedRatio(figure('signInsPerSecond'), figure('hashesPerSecond')),
        baseline: 'bare Argon2id with the same parameters on all cores',
        note: `${median(figure('signInsPerSecond')).toFixed(1)} against ${median(figure('hashesPerSecond')).toFixed(1)} a second; ${CONNECTIONS} connections`,
      },
      {
        name: 'GET /api/me during sign-ins, p99',
        ...pairedRatio(figure('busyP99Ms'), figure('idleP99Ms')),
        baseline: 'the same with nobody signing in',
        note: `${median(figure('busyP99Ms')).toFixed(1)} against ${median(figure('idleP99Ms')).toFixed(1)} ms at ${PROBES_PER_SECOND} a second`,
      },
    ];
  });
}

/** Gives residents of the demo an account with a 学员号. @returns the numbers */
async function giveLogins({ database }: PrivateSystem, passwordHash: string): Promise<string[]> {
  const [persons] = await database.query('SELECT id FROM person ORDER BY id LIMIT ?', [ACCOUNTS]);
  const rows = (persons as { id: string }[]).map(({ id }, i) => [crypto.randomUUID(), id, '学员', String(70_000_000 + i), passwordHash, new Date()]);
  await database.query('INSERT INTO account (id, person_id, display_name, login_number, password_hash, created_at) VALUES ?', [rows]);
  return rows.map((row) => String(row[3]));
}

async function signIn(port: number, login: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: PASSWORD }) });
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** Verifications a second with as many at once as there are cores. */
async function bareHashes(passwordHash: string): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  const core = async () => {
    while (performance.now() < end) {
      await verify(passwordHash, PASSWORD);
      done++;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: availableParallelism() }, core));
  return done / ((performance.now() - begun) / 1000);
}

async function signIns(port: number, logins: string[]): Promise<number> {
  let turn = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          path: '/api/session',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: logins[turn++ % logins.length], password: PASSWORD }),
        }),
      },
    ],
  });
  expectOnlySuccess('sign-ins', result);
  return result.requests.total / result.duration;
}

/** @returns the 99th percentile of a request by who is signed in, in milliseconds */
async function probe(port: number, cookie: string): Promise<number> {
  const result = await autocannon({ url: `http://127.0.0.1:${port}/api/me`, headers: { cookie }, connections: 1, duration: SECONDS, overallRate: PROBES_PER_SECOND, ignoreCoordinatedOmission: true });
  expectOnlySuccess('probes', result);
  return result.latency.p99;
}

function expectOnlySuccess(what: string, result: { non2xx: number; errors: number }): void {
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${what}: ${result.non2xx} refusals, ${result.errors} errors`);
}
