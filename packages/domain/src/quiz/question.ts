/**
 * Questions of a course's bank and what learners answer to them. A question's content is plain data that is stored as it
 * is; the parts that give the answer away never leave the server before the attempt is over.
 */

export const QUESTION_KINDS = ['single', 'multiple', 'true_false', 'fill_in', 'ordering', 'matching', 'short'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const QUESTION_KIND_NAMES: Record<QuestionKind, string> = {
  single: '单选题',
  multiple: '多选题',
  true_false: '判断题',
  fill_in: '填空题',
  ordering: '排序题',
  matching: '连线题',
  short: '简答题',
};

/** 1 easy, 2 middle, 3 hard. */
export const DIFFICULTY_NAMES: Record<Difficulty, string> = { 1: '容易', 2: '适中', 3: '较难' };
export type Difficulty = 1 | 2 | 3;

/** A thing to choose, order or connect. `id` is unique within its question and never changes. */
export interface QuestionItem {
  id: string;
  text: string;
}

interface QuestionBase {
  /** What is asked. */
  stem: string;
  /** Shown when the attempt is reviewed; '' for none. */
  explanation: string;
}

/** What a question is made of, by its kind. */
export type QuestionContent = QuestionBase &
  (
    | { kind: 'single'; options: QuestionItem[]; answer: string }
    | { kind: 'multiple'; options: QuestionItem[]; answers: string[] }
    | { kind: 'true_false'; answer: boolean }
    /** The stem has one ＿＿ for each blank; each blank accepts any of some texts, compared without case, width and blanks. */
    | { kind: 'fill_in'; blanks: { accepted: string[] }[] }
    /** `items` in the right order. */
    | { kind: 'ordering'; items: QuestionItem[] }
    /** Each left one belongs to one right one; a right one may stay over. */
    | { kind: 'matching'; left: QuestionItem[]; right: QuestionItem[]; pairs: { left: string; right: string }[] }
    /** Marked by hand; `reference` is for who marks it. */
    | { kind: 'short'; reference: string }
  );

/** What a learner answers; null: nothing yet. */
export type QuestionAnswer =
  | { kind: 'single'; chosen: string | null }
  | { kind: 'multiple'; chosen: string[] }
  | { kind: 'true_false'; chosen: boolean | null }
  | { kind: 'fill_in'; texts: string[] }
  | { kind: 'ordering'; order: string[] }
  | { kind: 'matching'; pairs: { left: string; right: string }[] }
  | { kind: 'short'; text: string };

/** One line of a quiz: so many questions of a tag and a difficulty, worth so many points each. */
export interface QuizDraw {
  /** Null: any tag. */
  tag: string | null;
  /** Null: any difficulty. */
  difficulty: Difficulty | null;
  count: number;
  /** Points of each, a whole number. */
  points: number;
}

/** How a course's quiz is set. Passing and attempts a date are the policy's, not the course's (credit-rules.md 10). */
export interface QuizSettings {
  title: string;
  draws: QuizDraw[];
  /** Null: no time limit. */
  minutes: number | null;
  shuffleQuestions: boolean;
  shuffleOptions: boolean;
  /** Whether the course is finished only with it. */
  required: boolean;
}

/** A drawn question at its place in a paper; the orders in which its items are shown. */
export interface PaperQuestion {
  questionId: string;
  points: number;
  /** Ids of options, items or left ones in the order shown; [] for kinds without. */
  order: string[];
  /** Ids of right ones of a matching question in the order shown. */
  rightOrder: string[];
}

export type QuizPaper = PaperQuestion[];

/** Answers by question id. */
export type QuizAnswers = Record<string, QuestionAnswer>;

/** What a question got: `points` null while it waits to be marked by hand. */
export interface QuestionMark {
  points: number | null;
  /** What the marker wrote to the learner. */
  remark?: string;
}

/** Marks by question id. */
export type QuizMarks = Record<string, QuestionMark>;

/** open: being answered; marking: submitted, short answers wait; done: the result stands. */
export type QuizAttemptState = 'open' | 'marking' | 'done';
