import type { QuestionContent, QuestionItem } from '@xuexi/domain';
import { type TabledQuestion, cellsOf } from './question-table.js';

/** A question of a bank with its id. */
export interface BankedQuestion extends TabledQuestion {
  id: string;
}

/** What a table does to a bank. What the table does not name stays. */
export interface QuestionPlan {
  created: TabledQuestion[];
  changed: BankedQuestion[];
  unchanged: number;
}

/**
 * Says what a table does to a bank, so that the same table again does nothing. A row that is word for word a question of
 * the bank is that question; otherwise one of the same kind and stem is changed, where it is clear which.
 */
export function planQuestions(bank: readonly BankedQuestion[], rows: readonly TabledQuestion[]): QuestionPlan {
  const same = Map.groupBy(bank, wordsOf);
  const known = new Set<BankedQuestion>();
  const others = rows.filter((row) => {
    const question = same.get(wordsOf(row))?.find((candidate) => !known.has(candidate));
    if (question) known.add(question);
    return !question;
  });
  const before = Map.groupBy(bank.filter((question) => !known.has(question)), stemOf);
  const changed: BankedQuestion[] = [];
  const meant = new Set<TabledQuestion>();
  for (const [stem, asked] of Map.groupBy(others, stemOf)) {
    const candidates = before.get(stem) ?? [];
    if (candidates.length !== asked.length) continue;
    for (const [i, row] of asked.entries()) {
      meant.add(row);
      changed.push({ ...row, id: candidates[i]!.id, content: withIdsOf(candidates[i]!.content, row.content) });
    }
  }
  return { created: others.filter((row) => !meant.has(row)), changed, unchanged: rows.length - others.length };
}

function wordsOf(question: TabledQuestion): string {
  const cells = cellsOf(question);
  return JSON.stringify(Object.keys(cells).sort().map((column) => [column, cells[column]]));
}

function stemOf({ content }: TabledQuestion): string {
  return `${content.kind} ${content.stem}`;
}

/** The new content, with the ids of items whose text stays. */
function withIdsOf(before: QuestionContent, after: QuestionContent): QuestionContent {
  const ids = new Map<string, string>();
  for (const side of ['options', 'items', 'left', 'right'] as const) {
    const known = new Map(itemsOf(before, side).map(({ id, text }) => [text, id]));
    for (const { id, text } of itemsOf(after, side)) ids.set(id, known.get(text) ?? id);
  }
  const name = (id: string) => ids.get(id) ?? id;
  const named = (items: readonly QuestionItem[]) => items.map(({ id, text }) => ({ id: name(id), text }));
  switch (after.kind) {
    case 'single':
      return { ...after, options: named(after.options), answer: name(after.answer) };
    case 'multiple':
      return { ...after, options: named(after.options), answers: after.answers.map(name) };
    case 'ordering':
      return { ...after, items: named(after.items) };
    case 'matching':
      return { ...after, left: named(after.left), right: named(after.right), pairs: after.pairs.map(({ left, right }) => ({ left: name(left), right: name(right) })) };
    case 'true_false':
    case 'fill_in':
    case 'short':
      return after;
  }
}

function itemsOf(content: QuestionContent, side: 'options' | 'items' | 'left' | 'right'): readonly QuestionItem[] {
  return (content as Partial<Record<typeof side, QuestionItem[]>>)[side] ?? [];
}
