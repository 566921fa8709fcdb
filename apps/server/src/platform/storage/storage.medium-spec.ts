import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeStorage } from '../../../test/support/storage-contract.js';
import { LocalStorage } from './local-storage.js';
import { Scratch } from './scratch.js';

describeStorage('A local folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'xuexi-storage-'));
  return {
    storage: new LocalStorage(pathToFileURL(`${root}/`)),
    scratch: new Scratch(join(root, 'scratch')),
    close: () => rm(root, { recursive: true }),
  };
});
