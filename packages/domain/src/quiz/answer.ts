/** Whether what a learner sends can be an answer to a question at all. */
import type { QuestionAnswer, QuestionContent, QuestionItem } from './question.js';

/** What answers may hold; lengths in characters. */
export const QUIZ_ANSWER_LIMITS = { blank: 200, short: 2_000, items: 50, questions: 500 } as const;

/**
 * Whether an answer fits its question: of its kind, made of the question's own options, none of them twice. Whether it is
 * right, `markAnswer` says.
 */
export function answerFits(content: QuestionContent, answer: QuestionAnswer): boolean {
  switch (content.kind) {
    case 'single':
      return answer.kind === 'single' && (answer.chosen === null || isOneOf(content.options, answer.chosen));
    case 'multiple':
      return answer.kind === 'multiple' && isDistinct(answer.chosen) && answer.chosen.every((id) => isOneOf(content.options, id));
    case 'true_false':
      return answer.kind === 'true_false';
    case 'fill_in':
      return answer.kind === 'fill_in' && answer.texts.length <= content.blanks.length && answer.texts.every((text) => text.length <= QUIZ_ANSWER_LIMITS.blank);
    case 'ordering':
      return answer.kind === 'ordering' && isDistinct(answer.order) && [0, content.items.length].includes(answer.order.length) && answer.order.every((id) => isOneOf(content.items, id));
    case 'matching':
      return (
        answer.kind === 'matching' &&
        isDistinct(answer.pairs.map(({ left }) => left)) &&
        answer.pairs.every(({ left, right }) => isOneOf(content.left, left) && isOneOf(content.right, right))
      );
    case 'short':
      return answer.kind === 'short' && answer.text.length <= QUIZ_ANSWER_LIMITS.short;
  }
}

function isOneOf(items: readonly QuestionItem[], id: string): boolean {
  return items.some((item) => item.id === id);
}

function isDistinct(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}
