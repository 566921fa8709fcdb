import type { QuestionContent, QuestionItem } from '../question.js';
import { BLANK, QUIZ_LIMITS, blanksOf } from './limits.js';
import { type QuizFault, faultsOfText } from './text.js';

type Matching = Extract<QuestionContent, { kind: 'matching' }>;

/**
 * What is wrong with a question's content, by field.
 * @param content as {@link tidyQuestion} makes it
 */
export function questionFaults(content: QuestionContent): QuizFault[] {
  return [
    ...faultsOfText(['stem'], content.stem, { max: QUIZ_LIMITS.stem, missing: '请填写题干', lines: true }),
    ...faultsOfText(['explanation'], content.explanation, { max: QUIZ_LIMITS.explanation, lines: true }),
    ...faultsOfKind(content),
  ];
}

/** What is wrong with the tags of a question. */
export function tagFaults(tags: readonly string[]): QuizFault[] {
  const faults = tags.flatMap((tag, i) => [
    ...faultsOfText([i], tag, { max: QUIZ_LIMITS.tag, missing: '标签是空的，请填写或者删去' }),
    ...(/[、，,；;|｜]/u.test(tag) ? [{ path: [i], message: '标签里不要用顿号、逗号、分号或竖线' }] : []),
    ...(tags.indexOf(tag) < i ? [{ path: [i], message: '这个标签写了两次，请删去一个' }] : []),
  ]);
  return tags.length > QUIZ_LIMITS.tags ? [...faults, { path: [], message: `一道题最多 ${QUIZ_LIMITS.tags} 个标签` }] : faults;
}

function faultsOfKind(content: QuestionContent): QuizFault[] {
  switch (content.kind) {
    case 'single':
      return [...faultsOfItems('options', content.options, '选项', { max: QUIZ_LIMITS.option }), ...faultsOfAnswers('answer', content.options, [content.answer])];
    case 'multiple':
      return [...faultsOfItems('options', content.options, '选项', { max: QUIZ_LIMITS.option }), ...faultsOfAnswers('answers', content.options, content.answers)];
    case 'true_false':
      return [];
    case 'fill_in':
      return faultsOfBlanks(content.stem, content.blanks);
    case 'ordering':
      return faultsOfItems('items', content.items, '要排序的项', { max: QUIZ_LIMITS.option });
    case 'matching':
      return faultsOfMatching(content);
    case 'short':
      return faultsOfText(['reference'], content.reference, { max: QUIZ_LIMITS.reference, lines: true });
  }
}

/** @param name what the items are called in the messages */
function faultsOfItems(field: string, items: readonly QuestionItem[], name: string, { max, bars = true }: { max: number; bars?: boolean }): QuizFault[] {
  const faults = items.flatMap(({ id, text }, i) => [
    ...faultsOfText([field, i, 'text'], text, { max, missing: '请填写，或者删去这一项', bars }),
    ...(text !== '' && items.findIndex((other) => alike(other.text, text)) < i ? [{ path: [field, i, 'text'], message: '和前面的一项重复，请改写或者删去' }] : []),
    ...(/^[\w-]{1,36}$/u.test(id) && items.findIndex((other) => other.id === id) === i ? [] : [{ path: [field, i, 'id'], message: '这一项的编号不对，请刷新页面后重新添加' }]),
  ]);
  if (items.length < QUIZ_LIMITS.itemsFrom) return [...faults, { path: [field], message: `${name}至少要 ${QUIZ_LIMITS.itemsFrom} 个` }];
  return items.length > QUIZ_LIMITS.itemsTo ? [...faults, { path: [field], message: `${name}最多 ${QUIZ_LIMITS.itemsTo} 个` }] : faults;
}

/** Blanks between words make no difference to who reads an option. */
function alike(a: string, b: string): boolean {
  return a.replace(/\s/gu, '') === b.replace(/\s/gu, '');
}

function faultsOfAnswers(field: 'answer' | 'answers', options: readonly QuestionItem[], answers: readonly string[]): QuizFault[] {
  const message = field === 'answer' ? '请选出正确的选项' : '请选出正确的选项，至少一个';
  const known = answers.length > 0 && new Set(answers).size === answers.length && answers.every((answer) => options.some(({ id }) => id === answer));
  return known ? [] : [{ path: [field], message }];
}

function faultsOfBlanks(stem: string, blanks: readonly { accepted: string[] }[]): QuizFault[] {
  const wanted = blanksOf(stem);
  const faults = blanks.flatMap(({ accepted }, i) => faultsOfAccepted(['blanks', i, 'accepted'], accepted));
  if (wanted === 0) return [...faults, { path: ['stem'], message: `请在题干里用 ${BLANK} 标出要填的空` }];
  if (wanted > QUIZ_LIMITS.itemsTo) return [...faults, { path: ['stem'], message: `一道题最多 ${QUIZ_LIMITS.itemsTo} 个空` }];
  return blanks.length === wanted ? faults : [...faults, { path: ['blanks'], message: `题干里有 ${wanted} 个空，答案有 ${blanks.length} 个，请改成一样多` }];
}

function faultsOfAccepted(path: (string | number)[], accepted: readonly string[]): QuizFault[] {
  if (accepted.length === 0) return [{ path, message: '请填写这个空的答案' }];
  const faults = accepted.flatMap((text, i) => [
    ...faultsOfText([...path, i], text, { max: QUIZ_LIMITS.accepted, missing: '请填写这个空的答案', bars: false }),
    ...(accepted.indexOf(text) < i ? [{ path: [...path, i], message: '这个答案写了两次，请删去一个' }] : []),
  ]);
  return accepted.length > QUIZ_LIMITS.acceptedTexts ? [...faults, { path, message: `一个空最多 ${QUIZ_LIMITS.acceptedTexts} 种答案` }] : faults;
}

function faultsOfMatching({ left, right, pairs }: Matching): QuizFault[] {
  const over = right.filter(({ id }) => !pairs.some((pair) => pair.right === id)).length;
  return [
    ...faultsOfItems('left', left, '左边的项', { max: QUIZ_LIMITS.side, bars: false }),
    ...faultsOfItems('right', right, '右边的项', { max: QUIZ_LIMITS.side, bars: false }),
    ...faultsOfPairs(left, right, pairs),
    ...(left.length <= QUIZ_LIMITS.itemsTo && left.length + over > QUIZ_LIMITS.itemsTo ? [{ path: ['right'], message: `左边的项和右边多出来的项，合起来最多 ${QUIZ_LIMITS.itemsTo} 个` }] : []),
  ];
}

function faultsOfPairs(left: readonly QuestionItem[], right: readonly QuestionItem[], pairs: Matching['pairs']): QuizFault[] {
  const lefts = pairs.map((pair) => pair.left);
  const known = pairs.every((pair) => left.some(({ id }) => id === pair.left) && right.some(({ id }) => id === pair.right));
  if (known && new Set(lefts).size === lefts.length && lefts.length === left.length) return [];
  return [{ path: ['pairs'], message: '请为左边的每一项选一个右边的项' }];
}
