import type { Difficulty, QuizSettings } from '@xuexi/domain';

/** A question as a teacher would tell it, without ids. */
export type AskedQuestion = { stem: string; tags: readonly string[]; difficulty: Difficulty; explanation?: string } & (
  | { kind: 'single'; right: string; wrong: readonly string[] }
  | { kind: 'multiple'; right: readonly string[]; wrong: readonly string[] }
  | { kind: 'true_false'; right: boolean }
  /** For each ＿＿ of the stem the texts that are right. */
  | { kind: 'fill_in'; blanks: readonly (readonly string[])[] }
  /** In the right order. */
  | { kind: 'ordering'; items: readonly string[] }
  /** Pairs; `over` belong to nothing. */
  | { kind: 'matching'; pairs: readonly (readonly [left: string, right: string])[]; over: readonly string[] }
  | { kind: 'short'; reference: string }
);

/** The quiz of a course of the demo. */
export interface QuizContent {
  settings: QuizSettings;
  questions: readonly AskedQuestion[];
  /** Where its lessons stop: number of the lesson from 1, and of the question from 0. */
  stops: readonly { lesson: number; atSecond: number; question: number }[];
}
