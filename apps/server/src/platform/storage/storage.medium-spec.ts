import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { HeadObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type S3Server, startS3Server } from '../../../test/support/s3-server.js';
import { describeStorage } from '../../../test/support/storage-contract.js';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { Scratch } from './scratch.js';
import { s3LocationOf } from './storage-location.js';

let root: string;
let server: S3Server;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'xuexi-storage-'));
  server = await startS3Server();
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const done = (): Promise<void> => Promise.resolve();

describeStorage('A local folder', async () => ({ storage: new LocalStorage(pathToFileURL(`${root}/local/`)), scratch: new Scratch(join(root, 'local', 'scratch')), close: done }));

describeStorage('A folder in an S3 bucket', async () => {
  const scratch = new Scratch(join(root, 'beside-s3'));
  return { storage: new S3Storage(s3LocationOf(await server.bucket('films', 'of/this-installation')), server.access, scratch), scratch, close: done };
});

describe('an S3 storage', () => {
  let storage: S3Storage;
  let scratch: Scratch;
  let client: S3Client;
  beforeAll(async () => {
    scratch = new Scratch(join(root, 'work'));
    storage = new S3Storage(s3LocationOf(await server.bucket('whole')), server.access, scratch);
    client = new S3Client(storage.clientConfig);
  });
  afterAll(() => client.destroy());

  test('says what its files are served as', async () => {
    await storage.write('media/1/index.m3u8', '#EXTM3U');
    expect((await client.send(new HeadObjectCommand({ Bucket: storage.bucket, Key: 'media/1/index.m3u8' }))).ContentType).toBe('application/vnd.apple.mpegurl');
  });

  test('leaves no parts behind when a long upload breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        for (let i = 0; i < 20; i++) yield Buffer.alloc(1024 * 1024);
        throw new Error('the source broke');
      })(),
    );
    await expect(storage.write('uploads/1', broken)).rejects.toThrow('the source broke');
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: storage.bucket }))).Uploads ?? []).toEqual([]);
  });

  test('takes the local file away when its tool releases it', async () => {
    await storage.write('uploads/2', 'source');
    {
      await using file = await storage.localFile('uploads/2');
      expect(file.path).toMatch(/\/2$/);
      expect(await readdir(join(root, 'work'))).toHaveLength(1);
    }
    expect(await readdir(join(root, 'work'))).toEqual([]);
  });

  test('sends the playlists of a folder last, the master after those that it names', async () => {
    const sent: string[] = [];
    class Watched extends S3Storage {
      override async write(key: string, data: string | Readable): Promise<void> {
        await super.write(key, data);
        sent.push(key);
      }
    }
    const folder = join(await scratch.folder(), 'hls');
    await mkdir(join(folder, '240p'), { recursive: true });
    for (const file of ['a.m3u8', '240p/index.m3u8', '240p/z.m4s', 'poster.jpg']) await writeFile(join(folder, file), file);
    await new Watched(s3LocationOf(await server.bucket('order')), server.access, scratch).publishDirectory(folder, 'media/1/1');
    expect(sent.slice(0, 2).sort()).toEqual(['media/1/1/240p/z.m4s', 'media/1/1/poster.jpg']);
    expect(sent.slice(2)).toEqual(['media/1/1/240p/index.m3u8', 'media/1/1/a.m3u8']);
  });

  test('does not take a store that refuses it for an empty one', async () => {
    const stranger = new S3Storage(s3LocationOf(new URL(`s3://whole/?endpoint=${encodeURIComponent(server.endpoint)}&path-style=1`)), { ...server.access, secretAccessKey: 'wrong' }, scratch);
    await expect(stranger.stat('media/1/index.m3u8')).rejects.toThrow();
    await expect(stranger.list().next()).rejects.toThrow(/signature/i);
    const elsewhere = new S3Storage(s3LocationOf(new URL(`s3://absent/?endpoint=${encodeURIComponent(server.endpoint)}&path-style=1`)), server.access, scratch);
    await expect(elsewhere.list().next()).rejects.toThrow(/bucket does not exist/);
  });
});
