import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AuditFault, AuditFaultKind } from '@xuexi/domain';
import { AuditAnchors } from './platform/audit/audit-anchors.js';
import { publicKeysById } from './platform/crypto/signing-key.js';
import { verifyAuditLog } from './platform/audit/audit-verification.js';
import { loadAuditConfig } from './platform/config/config.js';
import { databaseAnswers } from './platform/database/database-answers.js';
import { createDataSource } from './platform/database/data-source.js';

// `pnpm audit:verify`: goes over the whole audit log and compares it with what was anchored outside of the database. Ends with status 0 when it
// is whole, 1 when it is not or cannot be shown to be, and names the first fault of each kind. It needs no secret and writes nothing.
const { values } = parseArgs({ options: { anchors: { type: 'string' }, 'public-key': { type: 'string', multiple: true } } });

const FAULTS: Record<AuditFaultKind, [zh: string, en: string]> = {
  edit: ['内容被改过', 'content was edited'],
  deletion: ['记录被删掉', 'entries were deleted'],
  swap: ['与前一条接不上，被调换或替换过', 'does not follow from the entry before: exchanged or replaced'],
  insertion: ['末尾多出记录', 'entries were added beyond the end'],
  truncation: ['末尾的记录被删掉', 'the newest entries were cut off'],
  root: ['当天的记录与签名的根不符', 'the entries of the day do not give its root'],
  forged_root: ['当天的根不是平台的密钥签的', 'the root of the day was not signed by the platform'],
  anchor: ['与数据库以外留下的锚点不符', 'differs from what was anchored outside of the database'],
};

const config = loadAuditConfig();
const anchorDir = values.anchors ?? config.anchorDir;
if (anchorDir === undefined) throw new Error('Say where the anchors are: --anchors FOLDER, or AUDIT_ANCHOR_DIR');
const anchored = await new AuditAnchors(anchorDir).read();
const given = await Promise.all((values['public-key'] ?? []).map((file) => readFile(file, 'utf8')));
const keys = publicKeysById(given.length > 0 ? given : [...anchored.keys.values()]);

if (!(await databaseAnswers(config))) process.exit(1);
const dataSource = await createDataSource(config, []).initialize();
try {
  const { entries, roots, anchors, faults } = await verifyAuditLog(dataSource, anchored, keys);
  say(`操作记录 ${entries} 条，每日签名 ${roots} 个，锚点 ${anchors} 个 · ${entries} entries, ${roots} signed days, ${anchors} anchors`);
  if (anchored.unreadable > 0) say(`锚点文件里有 ${anchored.unreadable} 行读不出来 · ${anchored.unreadable} lines of the anchor file cannot be read`);
  for (const fault of faults) say(`✗ ${where(fault)} ${FAULTS[fault.kind].join(` · ${fault.kind}: `)}`);
  if (anchored.last === null && entries > 0) say('✗ 没有锚点，看不出整条记录是否被重写 · no anchors: a log that was written anew as a whole would not be noticed');
  if (faults.length > 0 || (anchored.last === null && entries > 0)) process.exitCode = 1;
  else say('✓ 完整 · whole');
} finally {
  await dataSource.destroy();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function where(fault: AuditFault): string {
  return 'date' in fault ? `${fault.date}` : `#${fault.sequence}`;
}
