import type { Statement } from './statement.entity.js';

/** Everything that stands on a printed statement, in the words in which it stands there. */
export interface StatementSheet {
  number: string;
  checkCode: string;
  /** The page that the QR code opens. */
  verifyUrl: string;
  /** The page where number and code are typed in. */
  typeInUrl: string;
  status: Statement['status'];
  version: number;
  reason: string | null;
  year: number;
  name: string;
  /** The number of the ID document, masked. */
  document: string;
  /** Names of that time from the root down. */
  place: string[];
  /** Shanghai date on which it was computed. */
  computedOn: string;
  credits: string;
  targetCredits: number;
  targetMet: boolean;
  /** The rules under which its entries were earned, as they are called. */
  policies: string[];
  /** Null: a statement of an earlier version, which did not keep them. */
  kinds: { name: string; credits: string }[] | null;
  /** January first. */
  months: string[] | null;
  entryCount: number;
  /** Oldest first. */
  entries: { date: string; title: string; kind: string; credits: string }[];
}
