/** A number of tries within a time. */
export interface Limit {
  max: number;
  windowSeconds: number;
  /**
   * From when the window counts. `first`: from the first hit, so that a busy address is free again at its end. `last`:
   * from the last counted hit, so that in no stretch of that length more than `max` get through.
   */
  from: 'first' | 'last';
}

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Every limit of the platform. An address is often a whole community centre behind one line, where thirty residents
 * register in an afternoon and several forget their passwords: limits per address only stop machines, those per phone
 * and per account stop guessing.
 */
export const LIMITS = {
  /** A message arrives within a minute; asking again sooner only costs. */
  sms_phone_minute: { max: 1, windowSeconds: MINUTE, from: 'first' },
  sms_phone_hour: { max: 5, windowSeconds: HOUR, from: 'first' },
  /** Nobody signs in ten times a day by message; who is sent more is being harassed. */
  sms_phone_day: { max: 10, windowSeconds: DAY, from: 'first' },
  /** Twice a class of thirty in an hour. A list of numbers at this rate is not worth its proof of work. */
  sms_address_hour: { max: 60, windowSeconds: HOUR, from: 'first' },
  /** Passwords that did not fit. A right one clears the count; SMS sign-in stays open meanwhile (reliability.md, row 20). */
  password_account: { max: 10, windowSeconds: QUARTER, from: 'last' },
  /** Passwords that did not fit, of all accounts tried from one address. */
  password_address: { max: 100, windowSeconds: QUARTER, from: 'first' },
  /** Codes that did not fit while one was awaited; each code itself dies after five. */
  code_phone: { max: 10, windowSeconds: QUARTER, from: 'last' },
  code_address: { max: 100, windowSeconds: QUARTER, from: 'first' },
  /** Three of 10^6 codes are right at any moment. Who guesses here has the password already, and is heard of in the audit log. */
  second_factor_account: { max: 5, windowSeconds: QUARTER, from: 'last' },
  /** Who mistypes a document five times a day is better off at a desk. */
  real_name_person: { max: 5, windowSeconds: DAY, from: 'first' },
  /** What a desk looks up in an hour, not a list of residents. */
  reveal_account: { max: 30, windowSeconds: HOUR, from: 'first' },
  /** Whom an admin gives a role, looked up in the whole country: more than a new centre's staff in an hour is a search. */
  role_candidate_account: { max: 60, windowSeconds: HOUR, from: 'first' },
  /** Codes of invitations that did not fit: nobody mistypes ten in a quarter of an hour, and 10^11 are not guessed at that rate. */
  invitation_person: { max: 10, windowSeconds: QUARTER, from: 'last' },
  /** Statements looked up by number and code: a counter that checks papers all day needs fewer. 40 bits of code do the rest. */
  statement_check_address: { max: 120, windowSeconds: QUARTER, from: 'first' },
  /** Papers drawn for one learner: each costs the api a tenth of a second. */
  statement_paper_account: { max: 30, windowSeconds: HOUR, from: 'first' },
  /** A dry run tells which documents are known elsewhere. Who corrects lists all day needs fewer. */
  import_check_account: { max: 30, windowSeconds: DAY, from: 'first' },
  /** Each check of a table of questions takes a process. Who corrects one row after the other needs fewer. */
  question_import_account: { max: 120, windowSeconds: HOUR, from: 'first' },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

/**
 * After so many wrong passwords a proof of work must come with the next one. Those still being checked count as wrong: a class that signs in
 * together behind one line is not to be asked for it, hence the higher number for addresses.
 */
export const FAILURES_WITHOUT_HUMAN_CHECK: Partial<Record<LimitName, number>> = { password_account: 3, password_address: 20 };
