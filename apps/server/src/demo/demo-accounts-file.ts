import { rename, writeFile } from 'node:fs/promises';
import { CLERK, DEMO_PASSWORD, DISTRICT_ADMIN, NEWCOMER, PLATFORM_ADMIN, REVIEWER, STREET_ADMIN, TEACHERS, WANG_XIUYING } from './content/staff.js';

/** One line of the table that `npm start` shows. */
export interface DemoAccount {
  role: string;
  name: string;
  phone: string;
  password: string;
  where: '/' | '/console/';
}

/** The accounts in the order in which a visitor would try them. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('学员（学到一半）', WANG_XIUYING, '/'),
  account('学员（刚注册）', NEWCOMER, '/'),
  ...TEACHERS.slice(0, 2).map((teacher) => account('教师', teacher, '/console/')),
  account('审核员', REVIEWER, '/console/'),
  account('区域管理员（珠山区）', DISTRICT_ADMIN, '/console/'),
  account('区域管理员（新村街道）', STREET_ADMIN, '/console/'),
  account('窗口工作人员（新村街道）', CLERK, '/console/'),
  account('平台管理员', PLATFORM_ADMIN, '/console/'),
];

/** Leaves the accounts for whoever started the system. The file appears whole or not at all. */
export async function writeDemoAccounts(file: string): Promise<void> {
  const partial = `${file}.part`;
  await writeFile(partial, `${JSON.stringify(DEMO_ACCOUNTS, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, file);
}

function account(role: string, { displayName, phone }: { displayName: string; phone: string }, where: DemoAccount['where']): DemoAccount {
  return { role, name: displayName, phone, password: DEMO_PASSWORD, where };
}
