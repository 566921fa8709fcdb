import { parseArgs } from 'node:util';
import { loadStorageConfig } from './platform/config/config.js';
import { openStorage } from './platform/storage/open-storage.js';
import { Scratch } from './platform/storage/scratch.js';
import { type MovePass, StorageMover } from './platform/storage/storage-mover.js';

// `pnpm storage:move --to s3://bucket/folder?endpoint=…`: copies every file of the storage that STORAGE_URL names to another one, while the site is in use. Each is read back and compared.
// It may be killed at any point; run again, it sends only what is not there yet or has changed. It changes nothing at the source.
const { values } = parseArgs({ options: { to: { type: 'string' } } });

const PASSES = 5;
const SAY_EVERY_MS = 5_000;
const GIB = 1024 ** 3;

const { from, to, access, scratchDir } = loadStorageConfig(values.to);
const scratch = new Scratch(scratchDir);
let saidAt = Date.now();
const mover = new StorageMover(openStorage(from, access, scratch), openStorage(to, access, scratch), (pass) => {
  if (Date.now() - saidAt < SAY_EVERY_MS) return;
  saidAt = Date.now();
  say(describe(pass));
});

// What was written while a pass was under way, the next one finds.
const {
  last: { onlyThere },
  settled,
} = await mover.passes(PASSES, (pass, turn) => say(`第 ${turn} 遍 · pass ${turn}: ${describe(pass)}`));
if (onlyThere > 0) say(`目标里另有 ${onlyThere} 个文件，没有改动；切换以后在控制台“存储”里核对 · ${onlyThere} files are in the target alone and were left; check the storage in the console after the change`);
if (settled) {
  say('✓ 已经一样。接着：停下 api 和 worker，再运行一次这个命令，把 STORAGE_URL 改成新的地址，再启动');
  say('✓ both are equal. Now stop api and worker, run this command once more, set STORAGE_URL to the new address, and start them');
} else {
  say('✗ 还有文件在变，两边还不一样。请停下 api 和 worker，再运行一次这个命令');
  say('✗ files still change, the two are not equal yet. Stop api and worker and run this command once more');
  process.exitCode = 1;
}

function describe({ files, sent, sentBytes, compared }: MovePass): string {
  const gib = (sentBytes / GIB).toFixed(2);
  return `${files} 个文件，传了 ${sent} 个（${gib} GiB），比对 ${compared} 个 · ${files} files, ${sent} sent (${gib} GiB), ${compared} compared`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
