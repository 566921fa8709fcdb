import { parseArgs } from 'node:util';
import type { Difference } from '@xuexi/domain';
import type { DataSource } from 'typeorm';
import { Recomputation, type RecomputedPersons, personPages } from './credits/ledger/recomputation.js';
import { loadAuditConfig } from './platform/config/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { databaseAnswers } from './platform/database/database-answers.js';
import { CreditPolicy } from './credits/policies/credit-policy.entity.js';

// `pnpm credits:recompute --person ID | --region CODE | --year Y`: gives every entry again from what is on record, and prints every difference, one
// line of JSON each. Ends with status 0 when there is none, 1 when there is any, 2 when it does not know what to do. It writes nothing.
const USAGE = '用法 · usage: pnpm credits:recompute --person ID | --region CODE | --year Y';
const EXIT_USAGE = 2;
/** Pages that are read ahead while one is recomputed: a database that waits for its disk waits for several at once. */
const AHEAD = 4;

const { values } = parseArgs({ options: { person: { type: 'string' }, region: { type: 'string' }, year: { type: 'string' } } });
const year = values.year === undefined ? null : Number(values.year);
if (Object.keys(values).length === 0 || (year !== null && !/^[1-9]\d{3}$/.test(values.year!))) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(EXIT_USAGE);
}

const config = loadAuditConfig();
if (!(await databaseAnswers(config))) process.exit(1);
const dataSource = await createDataSource(config, [CreditPolicy]).initialize();
try {
  const chosen = await persons(dataSource);
  if (chosen === null) {
    process.stderr.write(`没有这个地区或学员 · no such region or person\n`);
    process.exitCode = EXIT_USAGE;
  } else {
    await recomputeAll(dataSource, chosen);
  }
} finally {
  await dataSource.destroy();
}

/** Null: there is no such region or person. */
async function persons(source: DataSource): Promise<RecomputedPersons | null> {
  if (values.person !== undefined) {
    const [found]: unknown[] = await source.query('SELECT id FROM person WHERE id = ?', [values.person]);
    return found ? { personId: values.person } : null;
  }
  if (values.region === undefined) return {};
  const [region]: { path: string }[] = await source.query('SELECT path FROM region WHERE code = ? ORDER BY valid_from DESC LIMIT 1', [values.region]);
  return region ? { regionPath: region.path } : null;
}

/** Page by page. What seems to differ may have changed between two reads: only what differs in one snapshot is told. */
async function recomputeAll(source: DataSource, chosen: RecomputedPersons): Promise<void> {
  const recomputation = await Recomputation.prepare(source);
  const startedAt = performance.now();
  const done = { persons: 0, entries: 0, differences: 0 };
  const reading: ReturnType<Recomputation['read']>[] = [];
  const settle = async (): Promise<void> => {
    for (const record of (await reading.shift()) ?? []) {
      done.persons++;
      done.entries += record.entries.length;
      const differences = recomputation.differences(record).length === 0 ? [] : await recomputation.confirmed(record.personId);
      for (const difference of differences) if (year === null || difference.year === year) tell(difference);
    }
  };
  const tell = (difference: Difference): void => {
    done.differences++;
    process.stdout.write(`${JSON.stringify(difference)}\n`);
  };
  for await (const ids of personPages(source, chosen)) {
    reading.push(recomputation.read(source.manager, ids));
    if (reading.length > AHEAD) await settle();
  }
  while (reading.length > 0) await settle();
  const perSecond = Math.round((done.entries * 1000) / (performance.now() - startedAt));
  process.stderr.write(`${done.persons} 人 ${done.entries} 条学分，${done.differences} 处不符 · ${done.persons} persons, ${done.entries} entries, ${done.differences} differences, ${perSecond} entries/s\n`);
  if (done.differences > 0) process.exitCode = 1;
}
