import { existsSync, readFileSync } from 'node:fs';
import { displayWidth, padToWidth } from './progress.ts';

/** One account of the demo content, as `main.demo.js seed` leaves it. */
export interface DemoAccount {
  role: string;
  name: string;
  phone: string;
  password: string;
  /** Where to use it: the learner site or the console. */
  where: string;
}

const COLUMNS: { title: string; of: (account: DemoAccount) => string }[] = [
  { title: '角色', of: ({ role }) => role },
  { title: '姓名', of: ({ name }) => name },
  { title: '手机号', of: ({ phone }) => phone },
  { title: '密码', of: ({ password }) => password },
  { title: '在哪里用', of: ({ where }) => where },
];

/** Reads the accounts; none where the file is absent, because the database was not empty. */
export function readDemoAccounts(file: string): DemoAccount[] {
  if (!existsSync(file)) return [];
  const accounts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(accounts) ? accounts.filter(isDemoAccount) : [];
}

/** The accounts as the lines of a table. */
export function demoAccountsTable(accounts: DemoAccount[]): string[] {
  const rows = [COLUMNS.map(({ title }) => title), ...accounts.map((account) => COLUMNS.map(({ of }) => of(account)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  return rows.map((row) => row.map((cell, column) => padToWidth(cell, widths[column] ?? 0)).join('  ').trimEnd());
}

function isDemoAccount(value: unknown): value is DemoAccount {
  const account = value as Record<string, unknown> | null;
  return ['role', 'name', 'phone', 'password', 'where'].every((key) => typeof account?.[key] === 'string');
}
