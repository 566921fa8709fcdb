import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { entities } from './entities.js';
import { AuditLog } from './platform/audit/audit-log.js';
import { systemClock } from './platform/clock.js';
import { loadConfig } from './platform/config/config.js';
import { KeyRotation } from './platform/crypto/key-rotation.js';
import { FileKms } from './platform/crypto/kms.js';
import { databaseAnswers } from './platform/database/database-answers.js';
import { createDataSource } from './platform/database/data-source.js';
import { inTransaction } from './platform/database/transaction.js';
import { WRAPPED_KEYS } from './wrapped-keys.js';

// `pnpm keys:rotate`: makes the next master key and wraps every data key under it, beside running processes. An interrupted run is finished by
// running it again, which makes no further key; so does `--rewrap-only`. Ends with status 1 where a data key cannot be read.
const { values } = parseArgs({ options: { 'rewrap-only': { type: 'boolean', default: false } } });

const config = loadConfig();
const { masterKeys } = config.secrets;
if (!(await databaseAnswers(config))) process.exit(1);
const dataSource = await createDataSource(config, entities).initialize();
try {
  const rotation = new KeyRotation(dataSource, new FileKms(config), WRAPPED_KEYS);
  const newestBefore = newest();
  const unfinished = [...(await rotation.needs()).keys()].some((id) => id !== newestBefore);
  if (values['rewrap-only'] || unfinished) say(`沿用主密钥 ${newestBefore}，不新建 · keeping master key ${newestBefore}`);
  else say(`已新建主密钥 ${masterKeys.addNext()}，请马上备份 · master key made, back it up now`);
  const { rewrapped, unreadable, needs } = await rotation.rewrap((done) => say(`已换 ${done} · rewrapped ${done}`));
  await inTransaction(dataSource, (tx) =>
    new AuditLog(systemClock).record(tx, { action: 'keys.rotate', by: null, details: { newest: newest(), added: newest() !== newestBefore, rewrapped, unreadable } }),
  );
  for (const id of [...masterKeys.all().keys()].sort((a, b) => a - b)) say(describe(id, needs.get(id) ?? 0));
  if (unreadable > 0) {
    say(`✗ ${unreadable} 行的数据密钥读不出来，编号见上面的日志 · ${unreadable} data keys cannot be read, the log above names them`);
    process.exitCode = 1;
  }
} finally {
  await dataSource.destroy();
}

function newest(): number {
  return Math.max(...masterKeys.all().keys());
}

function describe(id: number, rows: number): string {
  if (rows > 0 || id === newest()) return `主密钥 ${id}：${rows} 行在用 · master key ${id}: ${rows} rows need it`;
  return `主密钥 ${id}：没有行在用，可以移出密钥文件夹，与旧备份一同保存 · master key ${id}: no row needs it; it may leave the folder, kept with the backups of its time`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
