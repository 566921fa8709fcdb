import type { DemoAccount, PrivateSystem } from './private-system.ts';

/** The first account of the demo whose role begins so, as 「教师」 or 「区域管理员（珠山区）」. @throws when there is none */
export function accountOf({ accounts }: PrivateSystem, role: string): DemoAccount {
  const found = accounts.find((account) => account.role.startsWith(role));
  if (!found) throw new Error(`The demo has no ${role}`);
  return found;
}
