import { formatCredits } from '@xuexi/domain';

const BELOW_HUNDREDTH = '不足 0.01';

/** Whether there is something, but less than the 0.01 that is shown. */
export const isBelowHundredth = (units: number): boolean => units !== 0 && Number(formatCredits(units)) === 0;

/**
 * An amount as a resident reads it, without its unit: "0.33", "−0.27", and "不足 0.01" for what is more than nothing
 * and would read 0.00.
 *
 * @param units whole units, summed before they come here
 */
export function creditsOf(units: number): string {
  if (isBelowHundredth(units)) return units < 0 ? `−${BELOW_HUNDREDTH}` : BELOW_HUNDREDTH;
  return signedAs(formatCredits(units));
}

/** An amount as the API writes it out ("-0.27"), with the sign of lists: "−0.27". */
export const signedAs = (credits: string): string => credits.replace('-', '−');

/** The same without its sign, for sentences that say in words which way it goes: 减去 0.27 学分. */
export const unsigned = (credits: string): string => credits.replace('-', '');

/** What an entry changes: with a plus before a gain, "+0.21", "−0.27", "不足 0.01". */
export const changeOf = (units: number): string => (units < 0 || isBelowHundredth(units) ? creditsOf(units) : `+${creditsOf(units)}`);

/** The amount with its unit as it follows a word of the sentence: " 0.33 学分" set off by a space, "不足 0.01 学分" not. */
export const worthOf = (units: number): string => `${isBelowHundredth(units) ? '' : ' '}${creditsOf(units)} 学分`;
