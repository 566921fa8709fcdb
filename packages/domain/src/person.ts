/** Names and phone numbers of persons: what is accepted, and how they are masked. */

const NAME_MIN = 2;
const NAME_MAX = 50;

/** The dots that keyboards offer between the parts of a name; one of them is the right one. */
const NAME_DOTS = /[•‧∙⋅・･．]/gu;
const BLANKS = /[\s\u200B-\u200D\u2060]/gu;

/** Han characters of every extension (䶮, 𠮷 …), parts joined by single dots. */
const NAME = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;

/** Mainland mobile numbers. */
const PHONE = /^1[3-9]\d{9}$/;
const PHONE_DECORATION = /^\+?86(?=1\d{10}$)/;

/** A name as it is stored: composed, without blanks, with '·' for every dot. */
export function normalizePersonName(raw: string): string {
  return raw.normalize('NFC').replace(BLANKS, '').replace(NAME_DOTS, '·');
}

/** Whether a name, once normalized, can stand on an ID card: 2 to 50 characters, rare ones and '·' included. */
export function isPersonName(raw: string): boolean {
  const name = normalizePersonName(raw);
  const length = [...name].length;
  return length >= NAME_MIN && length <= NAME_MAX && NAME.test(name);
}

/** '王*': the first character and one star, whatever the length of the name. */
export function maskName(name: string): string {
  const [first] = name;
  return first === undefined ? '*' : `${first}*`;
}

/** A mobile number as it is stored: 11 digits, or null when it is none. Blanks, hyphens and +86 are tolerated. */
export function normalizePhone(raw: string): string | null {
  const digits = raw.normalize('NFKC').replace(/[\s-]/gu, '').replace(PHONE_DECORATION, '');
  return PHONE.test(digits) ? digits : null;
}

/** '138****5678'. For normalized numbers; anything of another length is masked whole. */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '*'.repeat(phone.length);
}
