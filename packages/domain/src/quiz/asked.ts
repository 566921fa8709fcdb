/** A question as a learner is asked it: everything but what gives the answer away. */
import type { PaperQuestion, QuestionAnswer, QuestionContent, QuestionItem, QuestionKind } from './question.js';

export interface AskedQuestion {
  questionId: string;
  kind: QuestionKind;
  points: number;
  stem: string;
  /** Options, items to order or left ones, in the order shown; [] for kinds without. */
  items: QuestionItem[];
  /** Right ones of a matching question, in the order shown. */
  right: QuestionItem[];
  /** Blanks of a fill-in question; 0 for the others. */
  blanks: number;
}

/** What the learner is shown of a question at its place in a paper. */
export function askedQuestion(content: QuestionContent, place: PaperQuestion): AskedQuestion {
  return {
    questionId: place.questionId,
    kind: content.kind,
    points: place.points,
    stem: content.stem,
    items: inOrder(itemsOf(content), place.order),
    right: content.kind === 'matching' ? inOrder(content.right, place.rightOrder) : [],
    blanks: content.kind === 'fill_in' ? content.blanks.length : 0,
  };
}

function itemsOf(content: QuestionContent): QuestionItem[] {
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return content.options;
    case 'ordering':
      return content.items;
    case 'matching':
      return content.left;
    case 'true_false':
    case 'fill_in':
    case 'short':
      return [];
  }
}

function inOrder(items: readonly QuestionItem[], order: readonly string[]): QuestionItem[] {
  const texts = new Map(items.map(({ id, text }) => [id, text]));
  return order.flatMap((id) => (texts.has(id) ? [{ id, text: texts.get(id)! }] : []));
}

/** The answer that is right, for who reviews an attempt that is over; null where somebody has to judge. */
export function rightAnswer(content: QuestionContent): QuestionAnswer | null {
  switch (content.kind) {
    case 'single':
      return { kind: 'single', chosen: content.answer };
    case 'multiple':
      return { kind: 'multiple', chosen: content.answers };
    case 'true_false':
      return { kind: 'true_false', chosen: content.answer };
    case 'fill_in':
      return { kind: 'fill_in', texts: content.blanks.map(({ accepted }) => accepted.join(' / ')) };
    case 'ordering':
      return { kind: 'ordering', order: content.items.map(({ id }) => id) };
    case 'matching':
      return { kind: 'matching', pairs: content.pairs };
    case 'short':
      return null;
  }
}
