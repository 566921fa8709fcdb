import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ClosingChunk } from './credits/closing/closing-chunk.entity.js';
import { Closing } from './credits/closing/closing.entity.js';
import { CreditAnchors } from './credits/ledger/credit-anchors.js';
import type { LedgerFaultKind } from './credits/ledger/ledger-faults.js';
import { verifyLedger } from './credits/ledger/ledger-verification.js';
import { Statement } from './credits/statements/statement.entity.js';
import { loadAuditConfig } from './platform/config/config.js';
import { publicKeysById } from './platform/crypto/signing-key.js';
import { createDataSource } from './platform/database/data-source.js';
import { databaseAnswers } from './platform/database/database-answers.js';

// `pnpm credits:verify`: goes over the whole ledger and compares it with what was anchored outside of the database. Ends with status 0 when it is
// whole, 1 when it is not or cannot be shown to be, and names every fault. It needs no secret and writes nothing.
const { values } = parseArgs({ options: { anchors: { type: 'string' }, 'public-key': { type: 'string', multiple: true } } });

const FAULTS: Record<LedgerFaultKind, [zh: string, en: string]> = {
  sequence: ['少了一条，或多了一条', 'an entry is missing or was added'],
  person: ['属于别人', 'belongs to somebody else'],
  previous_hash: ['与前一条接不上', 'does not follow from the entry before'],
  evidence_hash: ['依据被改过', 'its evidence was changed'],
  hash: ['内容被改过', 'its content was changed'],
  head: ['末尾的记录少了或多了', 'the newest entries were cut off, or added'],
  region: ['地区被改过', 'its region was changed'],
  root: ['当天的记录与签名的根不符', 'the entries or the evidence of the day do not give its root'],
  root_chain: ['与前一天接不上', 'does not follow from the day before'],
  forged_root: ['当天的根不是平台的密钥签的', 'the root of the day was not signed by the platform'],
  anchor: ['与数据库以外留下的锚点不符', 'differs from what was anchored outside of the database'],
  forged_closing: ['结算的根不是平台的密钥签的', 'the root of the closing was not signed by the platform'],
  closing_root: ['年度证明与结算的根不符', 'the statements do not give the root of the closing'],
  leaf: ['年度证明的内容被改过', 'a statement was changed'],
  key: ['公布的公钥与锚点不符', 'the published keys are not those that were anchored'],
  status: ['有效的年度证明不对', 'the wrong version of a statement is in force'],
};

const config = loadAuditConfig();
const anchorDir = values.anchors ?? config.anchorDir;
if (anchorDir === undefined) throw new Error('Say where the anchors are: --anchors FOLDER, or AUDIT_ANCHOR_DIR');
const anchored = await new CreditAnchors(anchorDir).read();
const given = await Promise.all((values['public-key'] ?? []).map((file) => readFile(file, 'utf8')));
const keys = publicKeysById(given.length > 0 ? given : [...anchored.keys.values()]);

if (!(await databaseAnswers(config))) process.exit(1);
const dataSource = await createDataSource(config, [Closing, ClosingChunk, Statement]).initialize();
try {
  const { persons, entries, days, closings, statements, faults } = await verifyLedger(dataSource, anchored, keys);
  say(`${persons} 人 ${entries} 条学分，每日签名 ${days} 个，结算 ${closings} 次 ${statements} 份证明 · ${persons} persons, ${entries} entries, ${days} signed days, ${closings} closings, ${statements} statements`);
  if (anchored.unreadable > 0) say(`锚点文件里有 ${anchored.unreadable} 行读不出来 · ${anchored.unreadable} lines of the anchor file cannot be read`);
  for (const { kind, subject, sequence } of faults) say(`✗ ${subject}${sequence === undefined ? '' : ` #${sequence}`} ${FAULTS[kind].join(` · ${kind}: `)}`);
  const unanchored = anchored.days.size === 0 && days > 0;
  if (unanchored) say('✗ 没有锚点，看不出整个账本是否被重写 · no anchors: a ledger that was written anew as a whole would not be noticed');
  if (faults.length > 0 || unanchored) process.exitCode = 1;
  else say('✓ 完整 · whole');
} finally {
  await dataSource.destroy();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
