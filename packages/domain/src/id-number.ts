/** The resident ID number after GB 11643, as people type it, and its masked form. */
import { ageOn, isCalendarDate } from './calendar.js';

export type IdNumberFault =
  /** A first-generation number; the holder must use the 18-digit one. */
  | 'length_15'
  | 'length'
  | 'characters'
  /** The first two digits name no province, nor a permit of Hong Kong, Macau or Taiwan residents. */
  | 'division'
  | 'birth_date'
  | 'check_digit'
  /** Born after today. */
  | 'future'
  /** Older than anyone alive. */
  | 'too_old';

export type Sex = 'male' | 'female';

export type ParsedIdNumber =
  | { ok: true; value: string; birthDate: string; sex: Sex; divisionCode: string }
  | { ok: false; reason: IdNumberFault };

/** GB/T 2260 provinces; 81, 82 and 83 are the residence permits of Hong Kong, Macau and Taiwan residents. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

const MAX_AGE = 130;

/** Blanks that people and spreadsheets put between the groups, visible or not. */
const BLANKS = /[\s\u200B-\u200D\u2060]/gu;

/** Full-width forms of ASCII lie this far above it. */
const FULL_WIDTH = /[０-９Ｘｘ]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * Reads an ID number, tolerant of blanks, full-width digits and a small x.
 *
 * @param raw what was typed or imported
 * @param today Shanghai date 'YYYY-MM-DD', against which the birth date is judged
 * @returns the 18 characters with their meaning, or the first reason that refuses them
 */
export function parseIdNumber(raw: string, today: string): ParsedIdNumber {
  const value = raw
    .replace(BLANKS, '')
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .toUpperCase();
  const reason = faultOf(value, today);
  if (reason !== null) return { ok: false, reason };
  return {
    ok: true,
    value,
    birthDate: birthDateOf(value),
    sex: Number(value[16]) % 2 === 1 ? 'male' : 'female',
    divisionCode: value.slice(0, 6),
  };
}

/** The check digit of the first 17 digits, '0' to '9' or 'X'. */
export function idCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_DIGITS[sum % 11]!;
}

/**
 * A well-formed number of nobody, for the demo and for tests.
 *
 * @param division six digits
 * @param birthDate 'YYYY-MM-DD'
 * @param sequence 0 to 999; odd is male
 */
export function syntheticIdNumber(division: string, birthDate: string, sequence: number): string {
  const first17 = division + birthDate.replace(/-/g, '') + String(sequence).padStart(3, '0');
  if (!/^\d{17}$/.test(first17)) throw new RangeError(`not the parts of an ID number: ${division}, ${birthDate}, ${sequence}`);
  return first17 + idCheckDigit(first17);
}

/** Whether a parsed number is that of a residence permit of Hong Kong (81), Macau (82) or Taiwan (83) residents. */
export function isResidencePermit(value: string): boolean {
  return /^8[123]/.test(value);
}

/** '110101********1234': the division and the last four stay. For parsed numbers; anything shorter is masked whole. */
export function maskIdNumber(value: string): string {
  return value.length === 18 ? `${value.slice(0, 6)}********${value.slice(-4)}` : '*'.repeat(value.length);
}

/** Why nobody living was born on a date, null when someone may have been. @param birthDate and `today`: 'YYYY-MM-DD' */
export function birthDateFault(birthDate: string, today: string): 'birth_date' | 'future' | 'too_old' | null {
  if (!isCalendarDate(birthDate)) return 'birth_date';
  if (birthDate > today) return 'future';
  return ageOn(birthDate, today) > MAX_AGE ? 'too_old' : null;
}

function faultOf(value: string, today: string): IdNumberFault | null {
  if (!/^[0-9X]*$/.test(value)) return 'characters';
  if (/^\d{15}$/.test(value)) return 'length_15';
  if (value.length !== 18) return 'length';
  if (!/^\d{17}/.test(value)) return 'characters';
  if (!PROVINCES.has(value.slice(0, 2))) return 'division';
  const birthDate = birthDateOf(value);
  if (!isCalendarDate(birthDate)) return 'birth_date';
  if (value[17] !== idCheckDigit(value)) return 'check_digit';
  return birthDateFault(birthDate, today);
}

function birthDateOf(value: string): string {
  return `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
}
