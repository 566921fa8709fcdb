/** What a real name is proven with: the kinds of documents, their numbers, and the names that can stand on them. */
import { isResidencePermit, maskIdNumber } from './id-number.js';
import { isPersonName, normalizePersonName } from './person.js';

/** The last two are shown at a service desk, because nothing in their numbers can be checked. */
export const DOCUMENT_KINDS = ['resident_id', 'residence_permit', 'passport', 'other'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_NAMES: Record<DocumentKind, string> = {
  resident_id: '居民身份证',
  residence_permit: '港澳台居民居住证',
  passport: '护照',
  other: '其他证件',
};

/** Under this age nothing of real-name use happens without a guardian's consent (PIPL 31). */
export const GUARDIAN_AGE = 14;

const NAME_MAX = 50;

/** Words of Han or Latin letters, one mark between them: Anna-Maria O'Neil. */
const FOREIGN_NAME = /^[\p{Script=Han}\p{Script=Latin}\p{M}]+(?:[ ·'’.-]{1,2}[\p{Script=Han}\p{Script=Latin}\p{M}]+)*\.?$/u;

const DOCUMENT_NUMBER = /^[A-Z0-9]{5,20}$/;

/** A number of an ID card or a permit, whose kind its first digits tell. */
export function kindOfIdNumber(value: string): 'resident_id' | 'residence_permit' {
  return isResidencePermit(value) ? 'residence_permit' : 'resident_id';
}

/** Whether the number of such a document carries birth date, sex and a check digit. */
export function isIdKind(kind: DocumentKind): boolean {
  return kind === 'resident_id' || kind === 'residence_permit';
}

/** A name as it stands on a document of a kind, in the form in which it is stored; null when it cannot be one. Foreign documents know Latin letters. */
export function documentName(kind: DocumentKind, raw: string): string | null {
  if (isPersonName(raw)) return normalizePersonName(raw);
  if (isIdKind(kind)) return null;
  const name = raw.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const length = [...name].length;
  return length >= 2 && length <= NAME_MAX && FOREIGN_NAME.test(name) ? name : null;
}

/** A number of a passport or another document as it is stored: 5 to 20 letters and digits; null when it is none. */
export function documentNumber(raw: string): string | null {
  const number = raw.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
  return DOCUMENT_NUMBER.test(number) ? number : null;
}

/** 'E*****678': enough to recognise one's own document by. ID numbers as `maskIdNumber` masks them. */
export function maskDocumentNumber(kind: DocumentKind, number: string): string {
  if (isIdKind(kind) || number.length < 5) return maskIdNumber(number);
  return `${number[0]}${'*'.repeat(number.length - 4)}${number.slice(-3)}`;
}

/** Whether someone filled in the number as the name and the name as the number. */
export function areSwapped(name: string, number: string): boolean {
  return /^[0-9]{6,}[0-9Xx]$/.test(name.normalize('NFKC').replace(/\s/gu, '')) && isPersonName(number);
}

/**
 * Why a real-name claim is sent back, as the learner reads it. None of them tells whether someone else holds the
 * number (reliability.md, requirement 13).
 */
export const REJECTION_REASONS = {
  mismatch: '姓名和证件号码对不上，请核对后重新提交',
  at_desk: '请带证件到社区学习中心办理',
  not_a_person: '填写的不是真实姓名，请按证件填写',
  other: '见工作人员的说明',
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;
