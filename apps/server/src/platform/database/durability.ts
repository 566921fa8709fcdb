import type { DataSource } from 'typeorm';
import { NotDurable, type UnsafeSetting } from '../not-durable.js';

/** What a setting must be, and when it matters; names of MariaDB and MySQL. */
interface Requirement {
  name: string;
  accepted: readonly string[];
  /** Without it: always. */
  when?: { name: string; is: string };
}

const WITH_BINARY_LOG = { name: 'log_bin', is: 'ON' };

const REQUIRED: readonly Requirement[] = [
  { name: 'innodb_flush_log_at_trx_commit', accepted: ['1'] },
  // MySQL's other name for ON; its DETECT_ONLY and MariaDB's `fast` do not bring back every half-written page.
  { name: 'innodb_doublewrite', accepted: ['ON', 'DETECT_AND_RECOVER'] },
  { name: 'sync_binlog', accepted: ['1'], when: WITH_BINARY_LOG },
  // InnoDB refuses every write in READ COMMITTED, the level of all our transactions, with STATEMENT.
  { name: 'binlog_format', accepted: ['ROW', 'MIXED'], when: WITH_BINARY_LOG },
];

/**
 * The settings that could lose a committed row, or forbid the isolation level that the statements count on (reliability.md, row 5).
 * @param variables global variables by name; one that a managed database hides is taken to be in order
 */
export function unsafeSettings(variables: ReadonlyMap<string, string>): UnsafeSetting[] {
  const unsafe = REQUIRED.filter(({ name, accepted, when }) => {
    const value = variables.get(name);
    return value !== undefined && !accepted.includes(value) && (when === undefined || variables.get(when.name) === when.is);
  });
  return unsafe.map(({ name, accepted }) => ({ name, is: variables.get(name) ?? '', mustBe: accepted[0] ?? '' }));
}

/**
 * Asks the database, in one statement, whether it keeps what it commits.
 * @throws NotDurable with every setting at fault
 */
export async function assertDurableDatabase(dataSource: DataSource): Promise<void> {
  const names = [...new Set(REQUIRED.flatMap(({ name, when }) => (when ? [name, when.name] : [name])))];
  const rows: { Variable_name: string; Value: string }[] = await dataSource.query('SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)', [names]);
  const unsafe = unsafeSettings(new Map(rows.map((row) => [row.Variable_name, row.Value])));
  if (unsafe.length > 0) throw new NotDurable('database', unsafe);
}
