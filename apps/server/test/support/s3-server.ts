import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Access } from '../../src/platform/storage/storage-location.js';

const PROGRAM = fileURLToPath(new URL('s3-server.py', import.meta.url));

/** A real S3 server of its own for one test file: OpenStack Swift, see s3-server.py. */
export interface S3Server {
  endpoint: string;
  access: S3Access;
  /** A new bucket. @returns its address for STORAGE_URL */
  bucket(name: string, folder?: string): Promise<URL>;
  /** Lets a bucket be read without a signature by whom comes with a Referer from this host. @returns where it is read */
  openTo(name: string, refererHost: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'xuexi-s3-'));
  const access = { accessKeyId: 'test:worker', secretAccessKey: 'secret-of-the-tests' };
  // Debian's own Python, which has Swift.
  const server = spawn('/usr/bin/python3', [PROGRAM, folder, access.accessKeyId, access.secretAccessKey], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints = text(server.stderr);
  const port = await portOf(server);
  if (port === null) throw new Error(`The S3 server did not start:\n${await complaints}`);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: access, requestChecksumCalculation: 'WHEN_REQUIRED' });
  return {
    endpoint,
    access,
    bucket: async (name, folderInBucket = '') => {
      await client.send(new CreateBucketCommand({ Bucket: name }));
      return new URL(`s3://${name}/${folderInBucket}?endpoint=${encodeURIComponent(endpoint)}&path-style=1`);
    },
    openTo: async (name, refererHost) => {
      const login = await fetch(`${endpoint}/auth/v1.0`, { headers: { 'x-auth-user': access.accessKeyId, 'x-auth-key': access.secretAccessKey } });
      const origin = `${login.headers.get('x-storage-url')}/${name}`;
      const opened = await fetch(origin, { method: 'POST', headers: { 'x-auth-token': login.headers.get('x-auth-token') ?? '', 'x-container-read': `.r:${refererHost}` } });
      if (!opened.ok) throw new Error(`The bucket could not be opened: ${opened.status}`);
      return origin;
    },
    close: async () => {
      client.destroy();
      const ended = once(server, 'exit');
      server.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The line that it prints when it answers; null when it ends before. */
async function portOf(server: ChildProcess): Promise<number | null> {
  if (!server.stdout) return null;
  for await (const line of createInterface({ input: server.stdout })) return Number(line);
  return null;
}
