import type { ImportColumn } from '../import-kind.js';

/** Columns that several kinds of import share. The examples are nobody's: their check digit is wrong. */
export const NAME: ImportColumn = { key: 'name', heading: '姓名', also: ['名字', '居民姓名', '学员姓名'], required: true, example: '示例甲', note: '和证件上一样，2 到 50 个字。' };
export const ID_NUMBER: ImportColumn = {
  key: 'idNumber',
  heading: '证件号码',
  also: ['身份证号', '身份证号码', '身份证', '公民身份号码', '证件号'],
  required: true,
  example: '110101199001010000',
  note: '居民身份证 18 位。整列要设为“文本”，否则表格软件会改成 3.2E+17，后几位就丢了。',
};
export const PHONE: ImportColumn = { key: 'phone', heading: '手机号', also: ['手机', '手机号码', '电话', '联系电话', '联系方式'], required: false, example: '13900000000', note: '11 位。填了可以用短信验证码登录。' };

/** The form in which two numbers of the same document are equal, whatever the kind. */
export function plainNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\u200B-\u200D\u2060-]/gu, '').toUpperCase();
}

/** A date as tables hold it, in the form 1990-01-02; what is no date stays as it is, null for none. */
export function readDate(typed: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|[ T]00:00(?::00)?)?$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? [];
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return typed || null;
}
