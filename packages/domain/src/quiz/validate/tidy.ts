import type { QuestionContent, QuestionItem } from '../question.js';
import { BLANK } from './limits.js';

/**
 * A question's content as it is stored: without blanks around its texts, its blanks drawn alike, the right side of a
 * matching question in the order of its pairs. The same content always becomes the same.
 */
export function tidyQuestion(content: QuestionContent): QuestionContent {
  const base = { stem: tidyText(content.stem), explanation: tidyText(content.explanation) };
  switch (content.kind) {
    case 'single':
      return { ...base, kind: content.kind, options: content.options.map(tidyItem), answer: content.answer };
    case 'multiple':
      return { ...base, kind: content.kind, options: content.options.map(tidyItem), answers: inOrderOf(content.options, content.answers) };
    case 'true_false':
      return { ...base, kind: content.kind, answer: content.answer };
    case 'fill_in':
      return { ...base, stem: base.stem.replace(/[_＿]{2,}/gu, BLANK), kind: content.kind, blanks: content.blanks.map(({ accepted }) => ({ accepted: accepted.map(tidyText) })) };
    case 'ordering':
      return { ...base, kind: content.kind, items: content.items.map(tidyItem) };
    case 'matching':
      return { ...base, kind: content.kind, ...tidySides(content) };
    case 'short':
      return { ...base, kind: content.kind, reference: tidyText(content.reference) };
  }
}

/** What nobody sees before and after a text. */
const BLANKS_AROUND = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu;

/** A text as it is stored. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ').replace(BLANKS_AROUND, '');
}

function tidyItem({ id, text }: QuestionItem): QuestionItem {
  return { id, text: tidyText(text) };
}

/** The chosen ids in the order of the options; those of no option last, so that the validation finds them. */
function inOrderOf(options: readonly QuestionItem[], ids: readonly string[]): string[] {
  const place = new Map(options.map(({ id }, i) => [id, i]));
  return [...ids].sort((a, b) => (place.get(a) ?? options.length) - (place.get(b) ?? options.length));
}

type Matching = Extract<QuestionContent, { kind: 'matching' }>;

function tidySides({ left, right, pairs }: Matching): Pick<Matching, 'left' | 'right' | 'pairs'> {
  const sorted = [...pairs].sort((a, b) => placeIn(left, a.left) - placeIn(left, b.left));
  const used = [...new Set(sorted.map((pair) => pair.right))];
  const place = (id: string) => (used.includes(id) ? used.indexOf(id) : used.length);
  return {
    left: left.map(tidyItem),
    right: right.map(tidyItem).sort((a, b) => place(a.id) - place(b.id)),
    pairs: sorted.map((pair) => ({ left: pair.left, right: pair.right })),
  };
}

function placeIn(items: readonly QuestionItem[], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  return at < 0 ? items.length : at;
}
