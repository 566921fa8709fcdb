import { BLANK, type Difficulty, QUIZ_LIMITS, type QuestionContent, type QuestionItem, type QuestionKind, type QuizFault, blanksOf, questionFaults, tagFaults, tidyQuestion, tidyText } from '@xuexi/domain';

/** A question while it is written. */
export interface QuestionDraft {
  content: QuestionContent;
  difficulty: Difficulty;
  /** As typed, with a mark between them. */
  tags: string;
}

/** An item with an id that tells nothing of its place: learners see it. */
export function newItem(text = ''): QuestionItem {
  return { id: crypto.randomUUID().slice(0, 8), text };
}

/** A question of a kind, as its form begins. */
export function newDraft(kind: QuestionKind, { difficulty = 2, tags = '' }: Partial<Pick<QuestionDraft, 'difficulty' | 'tags'>> = {}): QuestionDraft {
  return { content: newContent(kind), difficulty, tags };
}

function newContent(kind: QuestionKind): QuestionContent {
  const base = { stem: '', explanation: '' };
  switch (kind) {
    case 'single':
      return { ...base, kind, options: [newItem(), newItem()], answer: '' };
    case 'multiple':
      return { ...base, kind, options: [newItem(), newItem()], answers: [] };
    case 'true_false':
      return { ...base, kind, answer: true };
    case 'fill_in':
      return { ...base, kind, blanks: [] };
    case 'ordering':
      return { ...base, kind, items: [newItem(), newItem()] };
    case 'matching': {
      const [left, right] = [[newItem(), newItem()], [newItem(), newItem()]];
      return { ...base, kind, left, right, pairs: left.map(({ id }, i) => ({ left: id, right: right[i]!.id })) };
    }
    case 'short':
      return { ...base, kind, reference: '' };
  }
}

/** The content with another stem; the answers of a fill-in follow its blanks. */
export function withStem(content: QuestionContent, stem: string): QuestionContent {
  if (content.kind !== 'fill_in') return { ...content, stem };
  const count = Math.min(blanksOf(stem.replace(/[_＿]{2,}/gu, BLANK)), QUIZ_LIMITS.itemsTo);
  return { ...content, stem, blanks: Array.from({ length: count }, (_, i) => content.blanks[i] ?? { accepted: [''] }) };
}

/** The tags of what was typed. */
export function tagsOf(typed: string): string[] {
  return typed.split(/[、，,；;]/u).map(tidyText).filter((tag) => tag !== '');
}

/** A draft as it is sent. */
export function inputOf({ content, difficulty, tags }: QuestionDraft) {
  return { content: tidyQuestion(content), difficulty, tags: tagsOf(tags) };
}

/** What is wrong with a draft, by field as the API names them. */
export function faultsOf(draft: QuestionDraft): ReadonlyMap<string, string> {
  const { content, tags } = inputOf(draft);
  const named = (under: string, faults: QuizFault[]) => faults.map(({ path, message }): [string, string] => [[under, ...path].join('.'), message]);
  // The first one of a field is said; a Map keeps the last.
  return new Map([...named('content', questionFaults(content)), ...named('tags', tagFaults(tags))].reverse());
}
