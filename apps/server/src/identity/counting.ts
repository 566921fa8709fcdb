import { closesAt } from '@xuexi/domain';

/** Since when a person's real name is verified, and since when it is used no longer. */
export interface Verified {
  verifiedAt: Date | null;
  unverifiedAt: Date | null;
}

/**
 * Whether a person's entries of a year count: the real name was verified before its books closed, and was in use when they
 * did, or is (credit-rules.md 12). `COUNTS_IN_YEAR` says the same in SQL.
 */
export function entriesCount({ verifiedAt, unverifiedAt }: Verified, year: number): boolean {
  const closing = closesAt(year);
  return verifiedAt !== null && verifiedAt.getTime() < closing && (unverifiedAt === null || unverifiedAt.getTime() >= closing);
}

/** A condition on a row `p` of persons; its two parameters are `countingIn(year)`. */
export const COUNTS_IN_YEAR = '(p.verified_at < ? AND (p.unverified_at IS NULL OR p.unverified_at >= ?))';

/** The instant at which the books of a year close, once for each side of `COUNTS_IN_YEAR`. */
export function countingIn(year: number): [Date, Date] {
  return [new Date(closesAt(year)), new Date(closesAt(year))];
}

/** Whether a person's real name is in use now. */
export function isVerified({ verifiedAt, unverifiedAt }: Verified): boolean {
  return verifiedAt !== null && unverifiedAt === null;
}
