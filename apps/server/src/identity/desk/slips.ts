import { randomInt } from 'node:crypto';

/** Without characters that look like others on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 10;

/** A 学员号: eight digits, the first not zero, so that nobody leaves it out. */
export function newLoginNumber(): string {
  return String(randomInt(10_000_000, 100_000_000));
}

/** A password for a slip of paper, about 50 bits: read, typed once, then changed. */
export function newTemporaryPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
