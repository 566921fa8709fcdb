import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Instructor, insertInstructor } from '../src/support/instructors.ts';
import { freePort } from '../src/support/private-system.ts';
import { residentMiB, startServer, stopServer } from './process.ts';
import { API, onStage } from './stage.ts';
import { type Ratio, median, pairedRatio } from './table.ts';

const MIB = 1024 * 1024;
const FILE_BYTES = 1024 * MIB;
/** As the console sends them. */
const CHUNK_BYTES = 8 * MIB;
const ALTERNATIONS = 3;
/** What the api may take above its idle memory, whatever is uploaded. */
const ALLOWED_MIB = 48;
const IDLE_MS = 3000;
const SAMPLE_MS = 100;
const READ_BYTES = MIB;

const execute = promisify(execFile);

interface Source {
  path: string;
  sha256: string;
}

/** Uploads of 1 GiB on loopback, in the console's chunks and in one, against `cat` to the same disk; and the memory that the api takes for them. */
export async function run(): Promise<Ratio[]> {
  return onStage('none', async ({ system, env }) => {
    const instructor = await insertInstructor(system.database);
    // It would read what has just been uploaded while the next is measured.
    system.worker.kill('SIGSTOP');
    const port = await freePort();
    const api = await startServer(API, { ...env, UPLOAD_RESERVE_GIB: '0' }, port, '/api/health/ready');
    try {
      const source = await aSource(join(system.folder, 'source'));
      const uploads = join(system.folder, 'storage/uploads');
      const url = `http://127.0.0.1:${port}`;
      await upload(url, instructor, source, CHUNK_BYTES);
      await delay(IDLE_MS);
      const idle = await residentMiB(api.child.pid!);
      const copy = join(system.folder, 'storage/copy');
      const speeds = { cat: [] as number[], synced: [] as number[], chunks: [] as number[], whole: [] as number[] };
      const peak = await highest(api.child.pid!, async () => {
        for (let i = 0; i < ALTERNATIONS; i++) {
          const begun = performance.now();
          speeds.cat.push(await speedOf(() => cat(source.path, copy)));
          await execute('sync', ['-d', copy]);
          speeds.synced.push(mibPerSecond(begun));
          await rm(copy);
          speeds.chunks.push(await speedOf(() => upload(url, instructor, source, CHUNK_BYTES)));
          speeds.whole.push(await speedOf(() => upload(url, instructor, source, FILE_BYTES)));
          await rm(uploads, { recursive: true });
        }
      });
      const grown = Math.max(0, peak - idle);
      const figures = (all: number[]) => `${median(all).toFixed(0)} against ${median(speeds.cat).toFixed(0)} MiB/s, ${median(speeds.synced).toFixed(0)} with \`sync\``;
      return [
        { name: 'upload of 1 GiB in chunks of 8 MiB', ...pairedRatio(speeds.chunks, speeds.cat), baseline: '`cat` to the same disk', note: figures(speeds.chunks) },
        { name: 'upload of 1 GiB in one request', ...pairedRatio(speeds.whole, speeds.cat), baseline: 'the same', note: figures(speeds.whole) },
        { name: 'upload: memory of the api above its idle', ratio: grown / ALLOWED_MIB, min: grown / ALLOWED_MIB, max: grown / ALLOWED_MIB, baseline: `${ALLOWED_MIB} MiB`, note: `${grown.toFixed(0)} MiB at most, above ${idle.toFixed(0)} MiB` },
      ];
    } finally {
      await stopServer(api);
      system.worker.kill('SIGCONT');
    }
  });
}

/** A file of 1 GiB of what no disk compresses. */
async function aSource(path: string): Promise<Source> {
  await pipeline(createReadStream('/dev/urandom', { end: FILE_BYTES - 1, highWaterMark: READ_BYTES }), createWriteStream(path));
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, sha256: hash.digest('hex') };
}

/** As issue 4 has it: without waiting for the disk, which an upload does wait for. */
async function cat(from: string, to: string): Promise<void> {
  await execute('sh', ['-c', 'cat "$1" > "$2"', 'cat', from, to]);
}

/** @returns MiB a second */
async function speedOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return mibPerSecond(begun);
}

function mibPerSecond(begun: number): number {
  return FILE_BYTES / MIB / ((performance.now() - begun) / 1000);
}

/** Uploads a file. The client hashes nothing here: a browser does so in a thread of its own, on another machine. */
async function upload(url: string, { cookie, lessonId }: Instructor, { path, sha256 }: Source, chunkBytes: number): Promise<void> {
  const headers = { cookie, 'tus-resumable': '1.0.0' };
  const metadata = `lessonId ${Buffer.from(lessonId).toString('base64')}`;
  const created = await fetch(`${url}/api/uploads`, { method: 'POST', headers: { ...headers, 'upload-length': String(FILE_BYTES), 'upload-metadata': metadata, 'upload-sha256': sha256 } });
  if (created.status !== 201) throw new Error(`The upload was refused with ${created.status}: ${await created.text()}`);
  const location = `${url}${created.headers.get('location')}`;
  for (let offset = 0; offset < FILE_BYTES; offset += chunkBytes) {
    const end = Math.min(FILE_BYTES, offset + chunkBytes);
    const chunk = createReadStream(path, { start: offset, end: end - 1, highWaterMark: READ_BYTES });
    const status = await patch(location, { ...headers, 'content-type': 'application/offset+octet-stream', 'content-length': String(end - offset), 'upload-offset': String(offset) }, chunk);
    if (status !== 204) throw new Error(`A chunk was refused with ${status}`);
  }
}

async function patch(location: string, headers: Record<string, string>, chunk: Readable): Promise<number | undefined> {
  const outgoing = request(location, { method: 'PATCH', headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
  });
  await pipeline(chunk, outgoing);
  return answered;
}

/** The most memory of a process while something is done, in MiB. */
async function highest(pid: number, work: () => Promise<void>): Promise<number> {
  const ended = new AbortController();
  let most = 0;
  const watching = (async () => {
    while (!ended.signal.aborted) {
      most = Math.max(most, await residentMiB(pid));
      await delay(SAMPLE_MS);
    }
  })();
  await work();
  ended.abort();
  await watching;
  return most;
}
