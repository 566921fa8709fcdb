import { GUARDIAN_AGE, type IdNumberFault, ageOn, parseIdNumber, shanghaiDate } from '@xuexi/domain';

const WHOLE = 18;

/** What the page says about a number while it is being typed. */
export type NumberRemark =
  | { kind: 'nothing' }
  /** Still typing: so many characters stand there. */
  | { kind: 'count'; length: number }
  | { kind: 'fault'; reason: IdNumberFault; length: number }
  | { kind: 'right'; birthDate: string; underGuardianAge: boolean };

/** How many characters were typed, blanks left out. */
const lengthOf = (typed: string) => [...typed.replace(/\s/g, '')].length;

/**
 * Reads a number as far as it is typed: counts until it is whole, then says whether it can be one.
 * @param nowMs milliseconds since the epoch
 */
export function remarkOn(typed: string, nowMs: number): NumberRemark {
  const length = lengthOf(typed);
  if (length === 0) return { kind: 'nothing' };
  const today = shanghaiDate(nowMs);
  const parsed = parseIdNumber(typed, today);
  if (parsed.ok) return { kind: 'right', birthDate: parsed.birthDate, underGuardianAge: ageOn(parsed.birthDate, today) < GUARDIAN_AGE };
  if (parsed.reason === 'length_15' || (parsed.reason === 'length' && length < WHOLE)) return { kind: 'count', length };
  return { kind: 'fault', reason: parsed.reason, length };
}
