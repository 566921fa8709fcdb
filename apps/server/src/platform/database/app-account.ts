import { createConnection, escape, escapeId } from 'mysql2/promise';
import type { DataSource } from 'typeorm';

/** Tables whose rows stay as they were written: a correction is a row of its own (reliability.md, requirement 1). */
export const APPEND_ONLY = ['credit_entry', 'lesson_completion', 'audit_entry', 'audit_root', 'person_merge', 'credit_root', 'credit_key', 'quiz_result', 'attendance', 'credit_transfer'];

/**
 * Gives the account of api and worker its rights, table by table, because no grant on a whole database leaves a table out: to read and add
 * everywhere, to change and remove in all tables but the append-only ones. Running it again changes nothing.
 * @param migration connected as the account that owns the tables
 * @param appUrl names the other account, with its password
 */
export async function grantToApp(migration: DataSource, appUrl: string): Promise<void> {
  const account = await accountOf(appUrl);
  const tables: { name: string }[] = await migration.query("SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'");
  for (const { name } of tables) {
    const rights = APPEND_ONLY.includes(name) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
    await migration.query(`GRANT ${rights} ON ${escapeId(name)} TO ${account}`);
  }
}

/** The account behind an address, as the database knows it: 'name'@'host pattern'. */
async function accountOf(url: string): Promise<string> {
  const withoutDatabase = new URL(url);
  // Before its first grant the account may not choose the database.
  withoutDatabase.pathname = '';
  const connection = await createConnection(withoutDatabase.href);
  try {
    const [rows] = await connection.query('SELECT CURRENT_USER() AS account');
    const [{ account = '' } = {}] = rows as { account?: string }[];
    const at = account.lastIndexOf('@');
    return `${escape(account.slice(0, at))}@${escape(account.slice(at + 1))}`;
  } finally {
    await connection.end();
  }
}
