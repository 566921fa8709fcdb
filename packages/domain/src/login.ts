/** What somebody signs in with: their phone, or the 学员号 that a desk gave them; and which passwords are accepted. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { normalizePhone } from './person.js';

/** 学员号: digits, and never one that could be a mobile number. */
const LOGIN_NUMBER = /^\d{6,12}$/;

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 64;
/** Bounds the work of counting and hashing: a character on the screen may be several code points. */
const PASSWORD_MAX_BYTES = 1024;

export type Login = { kind: 'phone'; phone: string } | { kind: 'number'; number: string };

/** Reads a phone number or a 学员号 as people type them; null when it is neither. */
export function parseLogin(raw: string): Login | null {
  const phone = normalizePhone(raw);
  if (phone !== null) return { kind: 'phone', phone };
  const number = raw.normalize('NFKC').replace(/[\s-]/gu, '');
  return LOGIN_NUMBER.test(number) ? { kind: 'number', number } : null;
}

/** A password as it is hashed: full-width and half-width forms of a character are the same one, whatever keyboard typed it. */
export function normalizePassword(raw: string): string {
  return raw.normalize('NFKC');
}

export type PasswordFault = 'too_short' | 'too_long';

/** Whether a password has 8 to 64 characters (code points, after normalizing). @returns null when it has */
export function passwordFault(raw: string): PasswordFault | null {
  if (utf8ToBytes(raw).length > PASSWORD_MAX_BYTES) return 'too_long';
  const length = [...normalizePassword(raw)].length;
  if (length < PASSWORD_MIN) return 'too_short';
  return length > PASSWORD_MAX ? 'too_long' : null;
}
