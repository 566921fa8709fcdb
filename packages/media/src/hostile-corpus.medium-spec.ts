import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Order } from './testing/corpus-child.js';
import { makeHostileCorpus, type HostileFile } from './testing/hostile-corpus.js';
import { processesUsing } from './testing/processes.js';
import { makeSource, testFolder } from './testing/sources.js';
import { TRANSCODE_MEMORY_BYTES } from './tools/limits.js';

const MARKER = 'hostile-corpus-secret-marker';
const DEADLINE_MS = 8000;
/** After its deadline nothing is left (reliability.md, row 2). */
const GONE_WITHIN_MS = 5000;
const AT_ONCE = 2;
const SAMPLE_EVERY_MS = 100;
/** Of the neighbour's film, and of no file in the corpus. */
const NEIGHBOUR_WIDTH = 320;

/** What became of one file. */
interface End {
  name: string;
  /** `lesson`, or the code of the refusal or failure; `aborted` is the deadline. */
  outcome: string;
  ms: number;
  /** What is wrong with it; empty when nothing is. */
  faults: string[];
}

let folder: Awaited<ReturnType<typeof testFolder>>;
let corpus: HostileFile[];
let listener: Server;
let connections = 0;
let worker: ChildProcess;
let worst = { bytes: 0, of: '' };

beforeAll(async () => {
  folder = await testFolder();
  listener = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const secret = join(folder.dir, 'secret.txt');
  await writeFile(secret, `${MARKER}\n`.repeat(100));
  await chmod(secret, 0o644);
  const neighbour = await makeSource(join(folder.dir, 'neighbour.mp4'), { size: `${NEIGHBOUR_WIDTH}x180`, seconds: 2, rate: 10 });
  const dir = join(folder.dir, 'corpus');
  await mkdir(dir);
  corpus = await makeHostileCorpus(dir, { secret, neighbour, address: `http://127.0.0.1:${(listener.address() as AddressInfo).port}` });
  worker = fork(join(import.meta.dirname, 'testing', 'corpus-child.ts'), [], { execArgv: ['--import', join(import.meta.dirname, 'testing', 'source-hooks.mjs')] });
  worker.setMaxListeners(0);
}, 120_000);
afterAll(async () => {
  worker.disconnect();
  listener.close();
  await folder.remove();
});

/** Has the worker inspect an upload and make a lesson of it. */
async function orderLesson({ name, file }: HostileFile, outputDir: string): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.on('message', (said: Answer) => said.name === name && resolve(said));
    worker.once('exit', () => reject(new Error(`the worker died of ${name}`)));
  });
  worker.send({ name, file, outputDir, deadlineMs: DEADLINE_MS } satisfies Order);
  return answer;
}

/** What is wrong with what the worker says. */
function faultsOf({ outcome, detail, width, pid }: Answer, { names }: HostileFile): string[] {
  return [
    ...(pid === worker.pid ? [] : ['another worker answered']),
    ...(outcome === 'threw' ? [`threw ${detail}`] : []),
    ...(detail.includes(MARKER) ? ['says the secret'] : []),
    ...(width === NEIGHBOUR_WIDTH ? ['shows the neighbour’s film'] : []),
    ...(outcome === 'lesson' && names ? ['names other files and became a lesson'] : []),
  ];
}

/** Whatever was written is searched, a failed output too. */
async function leaks(dir: string): Promise<string[]> {
  const files = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of files) if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(MARKER)) found.push(`${entry.name} holds the secret`);
  return found;
}

async function meet(hostile: HostileFile): Promise<End> {
  const outputDir = join(folder.dir, `out-${hostile.name}`);
  const start = Date.now();
  const answer = await orderLesson(hostile, outputDir);
  const faults = faultsOf(answer, hostile);
  if (answer.outcome !== 'lesson' && (await readdir(folder.dir)).includes(`out-${hostile.name}`)) faults.push('left half an output');
  const ms = Date.now() - start;
  faults.push(...(await leaks(outputDir)));
  if (ms > DEADLINE_MS + GONE_WITHIN_MS) faults.push('did not end by its deadline');
  if (!(await isGone(hostile.file))) faults.push('left a process');
  await rm(outputDir, { recursive: true, force: true });
  return { name: hostile.name, outcome: answer.outcome, ms, faults };
}

/** Whether no process has the file any more; the kernel takes a moment to clear away what was killed. */
async function isGone(file: string): Promise<boolean> {
  const until = Date.now() + GONE_WITHIN_MS;
  // The end of the argument: names of the corpus begin with one another.
  while ((await processesUsing(`${file}\0`)).length > 0) {
    if (Date.now() > until) return false;
    await wait(SAMPLE_EVERY_MS);
  }
  return true;
}

/** Keeps the most memory that a tool has had, and of which upload. */
async function sampleMemory(): Promise<void> {
  for (const pid of await processesUsing(join(folder.dir, 'corpus'))) {
    const [status, line] = await Promise.all(['status', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')));
    const bytes = Number(/VmHWM:\s+(\d+) kB/.exec(status ?? '')?.[1] ?? 0) * 1024;
    if (bytes > worst.bytes) worst = { bytes, of: /corpus\/([^\0]+)/.exec(line ?? '')?.[1] ?? '' };
  }
}

it('meets at least 120 hostile uploads: each ends as a lesson or with its reason, and nothing of another file comes out', async () => {
  const waiting = [...corpus];
  const ends: End[] = [];
  const sampler = setInterval(() => void sampleMemory(), SAMPLE_EVERY_MS);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ends.push(await meet(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  clearInterval(sampler);

  const table = ends.map(({ name, outcome, ms, faults }) => `${name.padEnd(24)} ${outcome.padEnd(28)} ${String(ms).padStart(6)} ms ${faults.join('; ')}`).join('\n');
  const faulty = ends.filter(({ faults }) => faults.length > 0).map(({ name, faults }) => `${name}: ${faults.join('; ')}`);
  expect({ faulty, table: faulty.length > 0 ? table : '' }).toEqual({ faulty: [], table: '' });
  expect(ends.length).toBeGreaterThanOrEqual(120);
  expect(ends.map(({ outcome }) => outcome)).toContain('lesson');
  expect(connections).toBe(0);
  expect([worker.exitCode, worker.signalCode]).toEqual([null, null]);
  process.stdout.write(`The most memory of a tool: ${Math.round(worst.bytes / 1024 ** 2)} MiB, for ${worst.of}\n`);
  expect(worst.bytes).toBeGreaterThan(0);
  expect(worst).toEqual({ ...worst, bytes: Math.min(worst.bytes, TRANSCODE_MEMORY_BYTES) });
}, 500_000);
