import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type S3Server, startS3Server } from '../../../test/support/s3-server.js';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { Scratch } from './scratch.js';
import { s3LocationOf } from './storage-location.js';
import { StorageMover } from './storage-mover.js';
import type { Storage } from './storage.js';

let root: string;
let server: S3Server;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'xuexi-mover-'));
  server = await startS3Server();
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const aFolder = (name: string) => new LocalStorage(pathToFileURL(`${join(root, name)}/`));
const aBucket = async (name: string) => new S3Storage(s3LocationOf(await server.bucket(name, 'installation')), server.access, new Scratch(join(root, 'scratch')));

/** Files of every kind, one longer than a part of an upload. */
async function filled(storage: Storage): Promise<void> {
  for (let i = 0; i < 12; i++) await storage.write(`media/${i % 3}/1/${i}.m4s`, `segment ${i}`);
  await storage.write('uploads/a', Readable.from(Array.from({ length: 9 }, (_, i) => Buffer.alloc(1024 * 1024, i))));
  await storage.write('imports/empty', '');
}

/** Every file with its digest, but the mover's own note. */
async function contents(storage: Storage): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const { key } of storage.list()) {
    if (key.startsWith('storage-move/')) continue;
    const digest = createHash('sha256');
    for await (const chunk of await storage.read(key)) digest.update(chunk as Buffer);
    found.push([key, digest.digest('hex')]);
  }
  return found;
}

describe('a move of a storage', () => {
  test('brings every file into a bucket and back, and finds nothing to do after that', async () => {
    const [here, there, back] = [aFolder('here'), await aBucket('there'), aFolder('back')];
    await filled(here);
    expect(await new StorageMover(here, there).pass()).toMatchObject({ files: 14, sent: 14, removed: 0, onlyThere: 0 });
    expect(await new StorageMover(here, there).pass()).toMatchObject({ files: 14, sent: 0 });
    expect(await contents(there)).toEqual(await contents(here));
    expect(await new StorageMover(there, back).pass()).toMatchObject({ files: 15, sent: 15 });
    expect(await contents(back)).toEqual(await contents(here));
  });

  test('goes on after an interruption without sending again what is there', async () => {
    const here = aFolder('interrupted');
    await filled(here);
    const there = await aBucket('interrupted');
    let writes = 0;
    class Dying extends LocalStorage {
      override async read(...given: Parameters<LocalStorage['read']>): Promise<Readable> {
        if (++writes > 6) throw new Error('the line is cut');
        return super.read(...given);
      }
    }
    await expect(new StorageMover(new Dying(pathToFileURL(`${here.root}`)), there).pass()).rejects.toThrow('the line is cut');
    const sentBefore = (await contents(there)).length;
    expect(sentBefore).toBeGreaterThan(0);
    const after = await new StorageMover(here, there).pass();
    expect(after).toMatchObject({ files: 14, sent: 14 - sentBefore, compared: sentBefore });
    expect(await contents(there)).toEqual(await contents(here));
  });

  test('brings in a second pass what was changed, added, removed or taken down meanwhile', async () => {
    const [here, there] = [aFolder('in-use'), aFolder('in-use-target')];
    await filled(here);
    await new StorageMover(here, there).pass();
    await here.write('media/0/1/0.m4s', 'SEGMENT 0');
    await here.write('uploads/b', 'new');
    await here.remove('imports/empty');
    await here.move('media/1', 'withdrawn/1');
    expect(await new StorageMover(here, there).pass()).toMatchObject({ files: 14, sent: 6, removed: 4, onlyThere: 1 });
    expect((await contents(there)).filter(([key]) => key !== 'imports/empty')).toEqual(await contents(here));
  });

  test('goes over all again until nothing has changed, and says when something still does', async () => {
    const [here, there] = [aFolder('restless'), aFolder('restless-target')];
    await filled(here);
    let writes = 3;
    const onPass = async () => void (writes-- > 0 && (await here.write(`uploads/late-${writes}`, 'late')));
    const pending: Promise<void>[] = [];
    class Restless extends LocalStorage {
      override async *list() {
        await Promise.all(pending.splice(0));
        yield* super.list();
      }
    }
    const mover = new StorageMover(new Restless(pathToFileURL(`${here.root}`)), there);
    const run = () => mover.passes(2, () => void pending.push(onPass()));
    expect(await run()).toMatchObject({ settled: false, last: { sent: 1 } });
    expect(await run()).toMatchObject({ settled: false, last: { sent: 1 } });
    expect(await run()).toMatchObject({ settled: true, last: { sent: 0 } });
    expect(await contents(there)).toEqual(await contents(here));
  });

  test('goes on where a file goes away while it is read, and looks for it once more', async () => {
    const [here, there] = [aFolder('taken-away'), aFolder('taken-away-target')];
    await filled(here);
    let taken = false;
    class Taken extends LocalStorage {
      override async read(...given: Parameters<LocalStorage['read']>): Promise<Readable> {
        if (given[0] === 'media/1/1/1.m4s' && !taken) {
          taken = true;
          await here.move('media/1', 'withdrawn/1');
        }
        return super.read(...given);
      }
    }
    const mover = new StorageMover(new Taken(pathToFileURL(`${here.root}`)), there);
    expect(await mover.pass()).toMatchObject({ vanished: 1 });
    expect(await mover.passes(3, () => undefined)).toMatchObject({ settled: true });
    expect(await contents(there)).toEqual(await contents(here));
  });

  test('sends a file anew that arrived damaged, and one that was damaged before the interruption', async () => {
    const [here, there] = [aFolder('damaged'), aFolder('damaged-target')];
    await filled(here);
    await there.write('media/0/1/0.m4s', 'segment X');
    expect(await new StorageMover(here, there).pass()).toMatchObject({ sent: 14, compared: 1 });
    class Lossy extends LocalStorage {
      override write(key: string, _data: string | Readable): Promise<void> {
        return super.write(key, 'something else');
      }
    }
    const lossy = new Lossy(pathToFileURL(`${join(root, 'lossy')}/`));
    await expect(new StorageMover(here, lossy).pass()).rejects.toThrow('came back changed');
    expect(await contents(lossy)).toEqual([]);
  });
});
