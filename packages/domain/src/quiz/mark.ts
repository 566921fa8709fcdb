/** Marking: what an answer gets, in whole points. A question is worth its points when it is wholly right, else nothing. */
import type { PaperQuestion, QuestionAnswer, QuestionContent, QuestionMark, QuizAnswers, QuizMarks, QuizPaper } from './question.js';

/**
 * What an answer gets of a question's points. All or nothing, also for several right options, several blanks, orders and
 * pairs: a learner can reckon it in their head, and guessing every option earns nothing.
 *
 * @param answer undefined where nothing was answered; one of another kind is wrong
 * @param points what the question is worth, a whole number
 * @returns `points` null for a short answer that says something: somebody has to read it
 */
export function markAnswer(content: QuestionContent, answer: QuestionAnswer | undefined, points: number): QuestionMark {
  if (content.kind === 'short') return { points: answer?.kind === 'short' && answer.text.trim() !== '' ? null : 0 };
  return { points: answer !== undefined && isRight(content, answer) ? points : 0 };
}

/**
 * Marks a whole paper.
 *
 * @param contents by question id; every question of the paper is there
 */
export function markPaper(paper: QuizPaper, contents: ReadonlyMap<string, QuestionContent>, answers: QuizAnswers): QuizMarks {
  return Object.fromEntries(paper.map(({ questionId, points }) => [questionId, markAnswer(contents.get(questionId)!, answers[questionId], points)]));
}

/** Points of a marked paper; null while a question waits to be marked by hand. */
export function pointsOf(marks: QuizMarks): number | null {
  return Object.values(marks).reduce<number | null>((sum, { points }) => (sum === null || points === null ? null : sum + points), 0);
}

/** What a paper is worth. */
export function maxPointsOf(paper: readonly Pick<PaperQuestion, 'points'>[]): number {
  return paper.reduce((sum, { points }) => sum + points, 0);
}

/** A text as blanks compare it: without case, width (全角/半角) and blanks. */
export function blankText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}

/** Whether an answer says anything: what the map of questions shows as answered. */
export function isAnswered(answer: QuestionAnswer | undefined): boolean {
  if (answer === undefined) return false;
  switch (answer.kind) {
    case 'single':
    case 'true_false':
      return answer.chosen !== null;
    case 'multiple':
      return answer.chosen.length > 0;
    case 'fill_in':
      return answer.texts.some((text) => text.trim() !== '');
    case 'ordering':
      return answer.order.length > 0;
    case 'matching':
      return answer.pairs.length > 0;
    case 'short':
      return answer.text.trim() !== '';
  }
}

function isRight(content: Exclude<QuestionContent, { kind: 'short' }>, answer: QuestionAnswer): boolean {
  switch (content.kind) {
    case 'single':
      return answer.kind === 'single' && answer.chosen === content.answer;
    case 'multiple':
      return answer.kind === 'multiple' && isSameSet(answer.chosen, content.answers);
    case 'true_false':
      return answer.kind === 'true_false' && answer.chosen === content.answer;
    case 'fill_in':
      return answer.kind === 'fill_in' && content.blanks.every(({ accepted }, i) => accepted.some((text) => blankText(text) === blankText(answer.texts[i] ?? '')));
    case 'ordering':
      return answer.kind === 'ordering' && isSameOrder(answer.order, content.items.map(({ id }) => id));
    case 'matching':
      return answer.kind === 'matching' && isSameSet(answer.pairs.map(pairText), content.pairs.map(pairText));
  }
}

function pairText({ left, right }: { left: string; right: string }): string {
  return JSON.stringify([left, right]);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((member) => right.has(member));
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member, i) => member === b[i]);
}
