import fc from 'fast-check';
import { QUIZ_LIMITS, type QuestionContent, type QuestionItem, questionFaults, tidyQuestion, tidyText } from '../quiz/index.js';

/** Any one-line text that a question may hold, also what spreadsheets take for formulas, numbers and markup. */
const awkward = fc.constantFrom('=1+1', '@SUM(A1)', '+86', '-1', '007', '1.50', '3.2E+17', '<b>', '&amp;', '"引号"', "'", '_x000D_', '䶮王', '𠮷', '答；案', '对', 'A,B', '（空）', '10²');
const lineOf = (maxLength: number, bars = true) =>
  fc
    .oneof({ weight: 3, arbitrary: fc.string({ minLength: 1, maxLength, unit: 'grapheme' }) }, { weight: 1, arbitrary: awkward })
    .map((text) => text.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFFFD]/gu, '').replace(bars ? /$^/u : /[|｜]/gu, '').slice(0, maxLength))
    .map(tidyText)
    .filter((text) => text !== '');

const LETTERS = 'abcdefghij';
const itemsOf = (minLength: number, maxLength: number, length: number, prefix: string, bars = true): fc.Arbitrary<QuestionItem[]> =>
  fc.uniqueArray(lineOf(length, bars), { minLength, maxLength, selector: (text) => text.replace(/\s/gu, '') }).map((texts) => texts.map((text, i) => ({ id: `${prefix}${LETTERS[i]!}`, text })));

const { itemsFrom, itemsTo, option, side, accepted, reference } = QUIZ_LIMITS;
const manyLines = (max: number) => fc.array(lineOf(max / 4), { maxLength: 3 }).map((lines) => lines.join('\n'));
const base = fc.record({ stem: fc.array(lineOf(100), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n').replace(/[_＿]{2,}/gu, '')), explanation: manyLines(400) });

const kinds: fc.Arbitrary<QuestionContent> = fc.oneof(
  fc.tuple(base, itemsOf(itemsFrom, itemsTo, option, 'o'), fc.nat()).map(([common, options, at]): QuestionContent => ({ ...common, kind: 'single', options, answer: options[at % options.length]!.id })),
  fc.tuple(base, itemsOf(itemsFrom, itemsTo, option, 'o'), fc.integer({ min: 1, max: 2 ** itemsTo - 1 })).map(([common, options, mask]): QuestionContent => {
    const answers = options.filter((_, i) => (mask >> i) & 1).map(({ id }) => id);
    return { ...common, kind: 'multiple', options, answers: answers.length > 0 ? answers : [options[0]!.id] };
  }),
  fc.tuple(base, fc.boolean()).map(([common, answer]): QuestionContent => ({ ...common, kind: 'true_false', answer })),
  fc.tuple(base, fc.array(fc.uniqueArray(lineOf(accepted, false), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: itemsTo })).map(
    ([common, blanks]): QuestionContent => ({ ...common, stem: `${common.stem}\n${blanks.map((_, i) => `${i}＿＿`).join('')}`, kind: 'fill_in', blanks: blanks.map((texts) => ({ accepted: texts })) }),
  ),
  fc.tuple(base, itemsOf(itemsFrom, itemsTo, option, 'o')).map(([common, items]): QuestionContent => ({ ...common, kind: 'ordering', items })),
  fc.tuple(base, itemsOf(itemsFrom, 6, side, 'l', false), itemsOf(itemsFrom, 4, side, 'r', false), fc.array(fc.nat(), { minLength: 6, maxLength: 6 })).map(
    ([common, left, right, to]): QuestionContent => ({ ...common, kind: 'matching', left, right, pairs: left.map(({ id }, i) => ({ left: id, right: right[to[i]! % right.length]!.id })) }),
  ),
  fc.tuple(base, manyLines(reference / 2)).map(([common, text]): QuestionContent => ({ ...common, kind: 'short', reference: text })),
);

/** Questions of every kind that follow the rules, tidied. */
export const anyQuestion: fc.Arbitrary<QuestionContent> = kinds.map(tidyQuestion).filter((content) => questionFaults(content).length === 0);
