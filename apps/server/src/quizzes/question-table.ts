import { DIFFICULTY_NAMES, type Difficulty, QUESTION_KIND_NAMES, type QuestionContent, type QuestionItem, type QuestionKind, questionFaults, tagFaults, tidyQuestion, tidyText } from '@xuexi/domain';
import type { CellFault } from '../imports/import-kind.js';
import { LETTERS } from './question-columns.js';

/** A question as the table holds it: everything but its ids. */
export interface TabledQuestion {
  content: QuestionContent;
  difficulty: Difficulty;
  tags: string[];
}

type Cells = Readonly<Record<string, string>>;
type Content<Kind extends QuestionKind> = Extract<QuestionContent, { kind: Kind }>;

/** Between accepted texts of a blank, and between the two sides of a pair; no such text may hold it. */
const BAR = '|';

/** The cells of a question by column; those that are empty are missing. */
export function cellsOf({ content, difficulty, tags }: TabledQuestion): Record<string, string> {
  const common = { kind: QUESTION_KIND_NAMES[content.kind], stem: content.stem, explanation: content.explanation, difficulty: DIFFICULTY_NAMES[difficulty], tags: tags.join('、') };
  switch (content.kind) {
    case 'single':
      return { ...common, ...lettered(textsOf(content.options)), answer: letterOf(content.options, content.answer) };
    case 'multiple':
      return { ...common, ...lettered(textsOf(content.options)), answer: content.answers.map((answer) => letterOf(content.options, answer)).join('') };
    case 'true_false':
      return { ...common, answer: content.answer ? '对' : '错' };
    case 'fill_in':
      return { ...common, ...lettered(content.blanks.map(({ accepted }) => accepted.join(BAR))) };
    case 'ordering':
      return { ...common, ...lettered(textsOf(content.items)) };
    case 'matching':
      return { ...common, ...lettered(pairTexts(content)) };
    case 'short':
      return { ...common, answer: content.reference };
  }
}

/**
 * Reads a question from its cells.
 * @param newItemId gives each item an id that tells nothing of its place
 */
export function questionOf(cells: Cells, newItemId: () => string): { ok: true; question: TabledQuestion } | { ok: false; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const kind = kindOf(cells.kind ?? '');
  const difficulty = difficultyOf(cells.difficulty ?? '');
  const tags = (cells.tags ?? '').split(/[、，,；;]/u).map(tidyText).filter((tag) => tag !== '');
  if (!kind) faults.push({ column: 'kind', message: `没有这种题型。请填${Object.values(QUESTION_KIND_NAMES).join('、')}中的一种。` });
  if (!difficulty) faults.push({ column: 'difficulty', message: `请填${Object.values(DIFFICULTY_NAMES).join('、')}，或者空着。` });
  faults.push(...tagFaults(tags).map(({ message }) => ({ column: 'tags', message: `${message}。` })));
  if (!kind || !difficulty) return { ok: false, faults };
  const content = contentOf(kind, cells, newItemId, faults);
  if (content) faults.push(...questionFaults(content).map(({ path, message }) => ({ column: columnAt(content, path), message: `${message}。` })));
  return content && faults.length === 0 ? { ok: true, question: { content, difficulty, tags } } : { ok: false, faults };
}

const KIND_WORDS: Record<QuestionKind, readonly string[]> = {
  single: ['单选', '单项选择'],
  multiple: ['多选', '多项选择'],
  true_false: ['判断', '是非'],
  fill_in: ['填空'],
  ordering: ['排序'],
  matching: ['连线', '匹配', '配对'],
  short: ['简答', '问答'],
};
const DIFFICULTY_WORDS: Record<Difficulty, readonly string[]> = { 1: ['容易', '简单', '易', '1'], 2: ['适中', '中等', '中', '2', ''], 3: ['较难', '困难', '难', '3'] };
const TRUE_WORDS = ['对', '正确', '是', '√', '✓', 't', 'true', 'y', '1'];
const FALSE_WORDS = ['错', '错误', '否', '×', '✗', 'x', 'f', 'false', 'n', '0'];

function kindOf(typed: string): QuestionKind | undefined {
  const word = plain(typed).replace(/题$/u, '');
  return (Object.keys(KIND_WORDS) as QuestionKind[]).find((kind) => KIND_WORDS[kind].includes(word));
}

function difficultyOf(typed: string): Difficulty | undefined {
  const word = plain(typed);
  return ([1, 2, 3] as const).find((difficulty) => DIFFICULTY_WORDS[difficulty].includes(word));
}

function contentOf(kind: QuestionKind, cells: Cells, newItemId: () => string, faults: CellFault[]): QuestionContent | null {
  const base = { stem: cells.stem ?? '', explanation: cells.explanation ?? '' };
  const texts = optionsOf(cells, faults);
  const item = (text: string): QuestionItem => ({ id: newItemId(), text });
  const typed = cells.answer ?? '';
  if ((kind === 'true_false' || kind === 'short') && texts.length > 0) faults.push({ column: LETTERS[0]!, message: `${QUESTION_KIND_NAMES[kind]}不填选项，请清空。` });
  if ((kind === 'ordering' || kind === 'matching') && typed !== '') faults.push({ column: 'answer', message: kind === 'ordering' ? '排序题按正确的顺序填选项，这一格请空着。' : '连线题在选项里写成 左边|右边，这一格请空着。' });
  switch (kind) {
    case 'single':
    case 'multiple': {
      const options = texts.map(item);
      const answers = answersOf(options, typed, faults);
      if (kind === 'single' && answers.length > 1) faults.push({ column: 'answer', message: '单选题只有一个答案。有几个答案的，题型请填多选题。' });
      if (faults.length > 0) return null;
      return tidyQuestion(kind === 'single' ? { ...base, kind, options, answer: answers[0]! } : { ...base, kind, options, answers });
    }
    case 'true_false': {
      const answer = TRUE_WORDS.includes(plain(typed)) ? true : FALSE_WORDS.includes(plain(typed)) ? false : null;
      if (answer === null) faults.push({ column: 'answer', message: '判断题的答案请填对或错。' });
      return answer === null ? null : tidyQuestion({ ...base, kind, answer });
    }
    case 'fill_in':
      return tidyQuestion({ ...base, kind, blanks: blanksFrom(texts, typed, faults) });
    case 'ordering':
      return tidyQuestion({ ...base, kind, items: texts.map(item) });
    case 'matching':
      return tidyQuestion({ ...base, ...sidesOf(texts, item, faults), kind });
    case 'short':
      return tidyQuestion({ ...base, kind, reference: typed });
  }
}

/** What stands in the columns of options, up to the last one that is filled in. */
function optionsOf(cells: Cells, faults: CellFault[]): string[] {
  const last = LETTERS.findLastIndex((letter) => (cells[letter] ?? '') !== '');
  return LETTERS.slice(0, last + 1).map((letter) => {
    if ((cells[letter] ?? '') === '') faults.push({ column: letter, message: '这一格是空的，后面的选项却填了。请依次填写。' });
    return cells[letter] ?? '';
  });
}

function answersOf(options: readonly QuestionItem[], typed: string, faults: CellFault[]): string[] {
  const letters = [...plain(typed).toUpperCase().replace(/[、,;.|/]/gu, '')];
  const answers = letters.map((letter) => options[LETTERS.indexOf(letter)]?.id);
  if (letters.length > 0 && answers.every((answer) => answer !== undefined) && new Set(answers).size === answers.length) return answers;
  faults.push({ column: 'answer', message: '请填正确选项的字母，如 A 或 AC；字母要和填了的选项对得上。' });
  return [];
}

/** One blank may stand in the column of the answer, where most people write it. */
function blanksFrom(texts: readonly string[], typed: string, faults: CellFault[]): Content<'fill_in'>['blanks'] {
  if (typed !== '' && texts.length > 0) faults.push({ column: 'answer', message: '填空题的答案填在选项里，一格一个空，这一格请空着。' });
  const blanks = texts.length === 0 && typed !== '' ? [typed] : texts;
  return blanks.map((text) => ({ accepted: text.split(/[|｜]/u) }));
}

function sidesOf(texts: readonly string[], item: (text: string) => QuestionItem, faults: CellFault[]): Pick<Content<'matching'>, 'left' | 'right' | 'pairs'> {
  const left: QuestionItem[] = [];
  const rights = new Map<string, QuestionItem>();
  const pairs: Content<'matching'>['pairs'] = [];
  for (const [i, text] of texts.entries()) {
    const sides = text.split(/[|｜]/u).map(tidyText);
    const [leftText = '', rightText = ''] = sides;
    if (sides.length !== 2 || rightText === '') {
      faults.push({ column: LETTERS[i]!, message: '请写成 左边|右边；只有右边的写成 |右边。' });
      continue;
    }
    const right = rights.get(rightText) ?? item(rightText);
    rights.set(rightText, right);
    if (leftText === '') continue;
    const leftItem = item(leftText);
    left.push(leftItem);
    pairs.push({ left: leftItem.id, right: right.id });
  }
  return { left, right: [...rights.values()], pairs };
}

const COLUMN_OF: Readonly<Record<string, string>> = { stem: 'stem', explanation: 'explanation', answer: 'answer', answers: 'answer', reference: 'answer' };

/** The column in which a fault of the content stands; null: the row as a whole. */
function columnAt(content: QuestionContent, [field = '', at]: readonly (string | number)[]): string | null {
  const column = COLUMN_OF[field];
  if (column !== undefined || field === 'pairs') return column ?? null;
  if (typeof at !== 'number') return LETTERS[0]!;
  return LETTERS[field === 'right' && content.kind === 'matching' ? placeOfRight(content, at) : at] ?? null;
}

/** The cell in which the right one at `at` is first written. */
function placeOfRight({ left, right, pairs }: Content<'matching'>, at: number): number {
  const paired = pairs.findIndex((pair) => pair.right === right[at]?.id);
  return paired >= 0 ? paired : left.length + leftOver({ right, pairs }).findIndex(({ id }) => id === right[at]?.id);
}

function pairTexts({ left, right, pairs }: Content<'matching'>): string[] {
  const texts = new Map([...left, ...right].map(({ id, text }) => [id, text]));
  return [...pairs.map((pair) => `${texts.get(pair.left)}${BAR}${texts.get(pair.right)}`), ...leftOver({ right, pairs }).map(({ text }) => `${BAR}${text}`)];
}

function leftOver({ right, pairs }: Pick<Content<'matching'>, 'right' | 'pairs'>): QuestionItem[] {
  return right.filter(({ id }) => !pairs.some((pair) => pair.right === id));
}

function textsOf(items: readonly QuestionItem[]): string[] {
  return items.map(({ text }) => text);
}

function lettered(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map((text, i) => [LETTERS[i]!, text]));
}

function letterOf(options: readonly QuestionItem[], id: string): string {
  return LETTERS[options.findIndex((option) => option.id === id)]!;
}

/** As it was meant: the forms of letters that keyboards offer are one. */
function plain(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
}
