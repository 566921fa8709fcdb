/** Credit units: whole numbers from the event to the total (credit-rules.md, Units). */

/** 1 学分 = 108 000 units, so that 40-, 45-, 50- and 60-minute class hours and hundredths of a credit are whole. */
export const UNITS_PER_CREDIT = 108_000;

/** The yearly target of 学分 by default. */
export const DEFAULT_TARGET_CREDITS = 20;

const UNITS_PER_HUNDREDTH = UNITS_PER_CREDIT / 100;

/**
 * Units as 学分 with two decimals. Sum units first and format once: the magnitude is floored to 0.01, so a figure
 * never promises more than is held.
 *
 * @param units whole units, may be negative
 * @returns for example '19.85', '-0.33', '0.00'
 */
export function formatCredits(units: number): string {
  const hundredths = Math.floor(Math.abs(units) / UNITS_PER_HUNDREDTH);
  const sign = units < 0 && hundredths > 0 ? '-' : '';
  return `${sign}${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

/**
 * Units still missing as 学分 with two decimals, rounded up: who earns what the page says is missing has reached the
 * target. What is held is shown by {@link formatCredits}, rounded down.
 *
 * @param units whole units, not negative
 */
export function formatMissingCredits(units: number): string {
  return formatCredits(Math.ceil(units / UNITS_PER_HUNDREDTH) * UNITS_PER_HUNDREDTH);
}

/**
 * Units of an amount of credits given to the hundredth, as people type them.
 *
 * @param credits at most two decimals
 * @throws RangeError when the amount is not a whole number of hundredths
 */
export function unitsOfCredits(credits: number): number {
  const hundredths = Math.round(credits * 100);
  if (!Number.isSafeInteger(hundredths) || hundredths / 100 !== credits) {
    throw new RangeError(`not a whole number of hundredths: ${credits}`);
  }
  return hundredths * UNITS_PER_HUNDREDTH;
}

/** Whether a yearly total reaches the target. Tested on units, never on the displayed figure. */
export function targetMet(units: number, targetCredits: number = DEFAULT_TARGET_CREDITS): boolean {
  return units >= unitsOfCredits(targetCredits);
}

/** Units still missing to the target; 0 when it is met. */
export function unitsToTarget(units: number, targetCredits: number = DEFAULT_TARGET_CREDITS): number {
  return Math.max(0, unitsOfCredits(targetCredits) - units);
}
