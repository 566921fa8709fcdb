/**
 * Organisations (单位): the kinds there are, and the unified social credit code (统一社会信用代码, GB 32100-2015) that
 * tells one from another.
 */

/** Kinds of organisations with their Chinese names. */
export const ORGANISATION_KINDS = {
  government: '机关',
  company: '企业',
  public_institution: '事业单位',
  school: '学校',
  social: '社会组织',
  other: '其他',
} as const satisfies Record<string, string>;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** The characters of a credit code in the order of their values; I, O, S, V and Z are not among them. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = Array.from({ length: 17 }, (_, i) => 3 ** i % 31);

export type CreditCodeFault = 'length' | 'characters' | 'check_character';

/**
 * Reads a unified social credit code as people write it: spaces, full-width and small letters are accepted.
 *
 * @returns the 18 characters, or what is wrong with it
 */
export function parseCreditCode(raw: string): { ok: true; value: string } | { ok: false; reason: CreditCodeFault } {
  const value = raw.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (value.length !== 18) return { ok: false, reason: 'length' };
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return { ok: false, reason: 'characters' };
  if (creditCodeCheck(value.slice(0, 17)) !== value[17]) return { ok: false, reason: 'check_character' };
  return { ok: true, value };
}

/** The check character (18th) of the first 17 of a credit code: MOD 31 over weights 3^i. */
export function creditCodeCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * CHARACTERS.indexOf(first17.charAt(i)), 0);
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}
