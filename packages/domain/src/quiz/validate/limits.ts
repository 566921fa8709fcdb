import { QUESTION_KINDS, type QuestionKind } from '../question.js';

/** What a question, a bank and a quiz may hold. Lengths are in characters. */
export const QUIZ_LIMITS = {
  /** Questions of one course that are not archived. */
  bank: 1000,
  stem: 500,
  explanation: 1000,
  reference: 1000,
  option: 200,
  /** A side of a matching question. */
  side: 100,
  accepted: 50,
  acceptedTexts: 10,
  /** Options, items, blanks, pairs: at least two where there is something to choose from. */
  itemsFrom: 2,
  itemsTo: 10,
  tags: 5,
  tag: 20,
  title: 60,
  draws: 20,
  drawCount: 100,
  points: 100,
  /** Questions of one paper. */
  paper: 200,
  minutes: 300,
  /** Questions that one lesson stops for. */
  checkpoints: 20,
} as const;

/** Kinds that are marked without anyone, and so can be asked within a video. */
export const AUTO_MARKED_KINDS: readonly QuestionKind[] = QUESTION_KINDS.filter((kind) => kind !== 'short');

/** What stands in the stem of a fill-in question for each blank. */
export const BLANK = '＿＿';

/** How many blanks a stem has. */
export function blanksOf(stem: string): number {
  return stem.split(BLANK).length - 1;
}
