import { ageOn, type DocumentKind, GUARDIAN_AGE, type IdNumberFault, isIdKind, parseIdNumber, shanghaiDate } from '@xuexi/domain';

/** What a number tells while it is typed. */
export type DocumentCheck = { state: 'typing' } | { state: 'fault'; fault: IdNumberFault } | { state: 'fine'; age: number; sex: 'male' | 'female'; needsGuardian: boolean } | { state: 'unchecked' };

const WHOLE = 18;

/** Judges a number before it is sent; only ID cards and permits have one that can be judged. */
export function checkDocument(kind: DocumentKind, typed: string, nowMs: number): DocumentCheck {
  if (!isIdKind(kind)) return { state: 'unchecked' };
  const today = shanghaiDate(nowMs);
  const parsed = parseIdNumber(typed, today);
  if (parsed.ok) {
    const age = ageOn(parsed.birthDate, today);
    return { state: 'fine', age, sex: parsed.sex, needsGuardian: age < GUARDIAN_AGE };
  }
  // Half a number is no mistake yet.
  const isShort = typed.replaceAll(/\s/g, '').length < WHOLE && parsed.reason !== 'characters';
  return isShort ? { state: 'typing' } : { state: 'fault', fault: parsed.reason };
}

/** Whether a date in the form of a date field is the birth date of someone under 14. */
export function isChildsBirthDate(birthDate: string, nowMs: number): boolean {
  return birthDate !== '' && ageOn(birthDate, shanghaiDate(nowMs)) < GUARDIAN_AGE;
}
