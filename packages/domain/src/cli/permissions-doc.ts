#!/usr/bin/env node
/**
 * Writes docs/permissions.md from the table of permissions; with --check it only compares and ends with status 1 when
 * the committed page is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { PERMISSIONS, type Permission, ROLES, ROLE_NAMES, needsSecondFactor, roleCan, rolesGrantableBy } from '../permissions.js';

const FILE = new URL('../../../../docs/permissions.md', import.meta.url);

function page(): string {
  const names = ROLES.map((role) => ROLE_NAMES[role]);
  const permissions = Object.entries(PERMISSIONS) as [Permission, string][];
  return [
    '# 角色与权限',
    '',
    '<!-- Written by `pnpm generate` from packages/domain/src/permissions.ts. -->',
    '',
    '一次授权 = 角色 × 区域 × 期限。权限在授权的区域和它下面的全部区域内有效，角色和区域只看同一次授权，不会合并。',
    '标着“自己的”的权限与区域无关。授权的变化从下一次请求起生效，已经登录的也一样。',
    '',
    row(['权限', '代码', ...names]),
    row(['-', '-', ...names.map(() => ':-:')]),
    ...permissions.map(([permission, meaning]) => row([meaning, `\`${permission}\``, ...ROLES.map((role) => (roleCan(role, permission) ? '●' : ''))])),
    '',
    '## 谁能授予什么',
    '',
    row(['角色', '可以授予的角色', '要用动态验证码登录']),
    row(['-', '-', ':-:']),
    ...ROLES.map((role) => row([ROLE_NAMES[role], rolesGrantableBy(role).map((granted) => ROLE_NAMES[granted]).join('、') || '–', needsSecondFactor(role) ? '●' : ''])),
    '',
    '授予的区域要在同一次授权的区域内。平台管理员的角色、不限区域的授权，只有平台管理员能给；没有人能给自己授权；最后一位平台管理员不能收回。',
    '每个人都是学员，不需要授权。',
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const text = page();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write('docs/permissions.md is stale: run `pnpm generate`.\n');
  process.exitCode = 1;
}
