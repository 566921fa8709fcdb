import { describe, expect, test } from '@jest/globals';
import type { QuestionContent } from '@xuexi/domain';
import { anyQuestion } from '@xuexi/domain/testing';
import fc from 'fast-check';
import { type BankedQuestion, planQuestions } from './question-plan.js';
import { type TabledQuestion, cellsOf, questionOf } from './question-table.js';

let made = 0;
const newItemId = () => `n${++made}`;

const tag = fc.constantFrom('基础', '网络', '用 电', '=1', '①');
const tabled: fc.Arbitrary<TabledQuestion> = fc.record({ content: anyQuestion, difficulty: fc.constantFrom(1, 2, 3), tags: fc.uniqueArray(tag, { maxLength: 5 }) });
const banks = fc.array(tabled, { maxLength: 8 }).map((questions) => questions.map((question, i): BankedQuestion => ({ ...question, id: `q${i}` })));

/** A question without its ids: what a table says of it. */
const read = (cells: Record<string, string>) => {
  const answer = questionOf(cells, newItemId);
  return answer.ok ? answer.question : answer.faults;
};

test('what is written to a row is read back as it was', () => {
  fc.assert(
    fc.property(tabled, (question) => {
      const again = questionOf(cellsOf(question), newItemId);
      expect(again.ok || again.faults).toBe(true);
      if (again.ok) expect(cellsOf(again.question)).toEqual(cellsOf(question));
      if (again.ok) expect(Object.keys(again.question.content).sort()).toEqual(Object.keys(question.content).sort());
    }),
    { numRuns: 2000 },
  );
});

describe('a table imported again', () => {
  const rowsOf = (bank: readonly TabledQuestion[]) => bank.map((question) => read(cellsOf(question)) as TabledQuestion);

  test('changes nothing', () => {
    fc.assert(fc.property(banks, (bank) => expect(planQuestions(bank, rowsOf(bank))).toEqual({ created: [], changed: [], unchanged: bank.length })), { numRuns: 300 });
  });

  test('makes the same bank of an empty one', () => {
    fc.assert(fc.property(banks, (bank) => expect(planQuestions([], rowsOf(bank)).created.map(cellsOf)).toEqual(bank.map(cellsOf))), { numRuns: 300 });
  });

  const CONTENT: QuestionContent = { kind: 'multiple', stem: '题', explanation: '', options: [{ id: 'a', text: '甲' }, { id: 'b', text: '乙' }], answers: ['a'] };
  const BANK: BankedQuestion[] = [{ id: 'q', content: CONTENT, difficulty: 1, tags: [] }];

  test('changes a question of the same stem, and keeps the ids of what stays', () => {
    const [row] = rowsOf([{ content: { ...CONTENT, options: [{ id: 'x', text: '丙' }, ...CONTENT.options], answers: ['x', 'b'] }, difficulty: 2, tags: ['新'] }]);
    const plan = planQuestions(BANK, [row!]);
    expect(plan).toMatchObject({ created: [], unchanged: 0, changed: [{ id: 'q', difficulty: 2, tags: ['新'], content: { options: [{ text: '丙' }, { id: 'a', text: '甲' }, { id: 'b', text: '乙' }] } }] });
    const { options, answers } = plan.changed[0]!.content as Extract<QuestionContent, { kind: 'multiple' }>;
    expect(answers).toEqual([options[0]!.id, 'b']);
  });

  test('does not guess which question of the same stem is meant', () => {
    const rows = rowsOf([{ ...BANK[0]!, difficulty: 2 }, { ...BANK[0]!, difficulty: 3 }]);
    expect(planQuestions(BANK, rows)).toMatchObject({ changed: [], unchanged: 0, created: [{ difficulty: 2 }, { difficulty: 3 }] });
  });
});

describe('a row', () => {
  const ROW = { kind: '单选题', stem: '题', A: '甲', B: '乙', answer: 'A' };

  test.each<[Record<string, string>, object]>([
    [{ kind: ' 单项选择 ', answer: 'ｂ' }, { difficulty: 2, content: { kind: 'single', options: [{ text: '甲' }, { text: '乙' }] } }],
    [{ kind: '多选', answer: 'b、A' }, { content: { kind: 'multiple', options: [{ text: '甲' }, { text: '乙' }] } }],
    [{ kind: '判断题', A: '', B: '', answer: '√' }, { content: { kind: 'true_false', answer: true } }],
    [{ kind: '是非题', A: '', B: '', answer: 'Ｆ' }, { content: { kind: 'true_false', answer: false } }],
    [{ kind: '填空', stem: '报警__', A: '', B: '', answer: '110｜一一〇' }, { content: { stem: '报警＿＿', blanks: [{ accepted: ['110', '一一〇'] }] } }],
    [{ kind: '填空题', stem: '＿＿和___', answer: '' }, { content: { blanks: [{ accepted: ['甲'] }, { accepted: ['乙'] }] } }],
    [{ kind: '连线题', A: '一 ｜ 1', B: '二|1', C: '|3', answer: '' }, { content: { left: [{ text: '一' }, { text: '二' }], right: [{ text: '1' }, { text: '3' }] } }],
    [{ difficulty: '难', tags: '手机，网络; 手 机' }, { difficulty: 3, tags: ['手机', '网络', '手 机'] }],
  ])('may be written as %j', (cells, question) => {
    expect(read({ ...ROW, ...cells })).toMatchObject(question);
  });

  test.each<[Record<string, string>, string, string]>([
    [{ kind: '选择题' }, 'kind', '没有这种题型。请填单选题、多选题、判断题、填空题、排序题、连线题、简答题中的一种。'],
    [{ difficulty: '很难' }, 'difficulty', '请填容易、适中、较难，或者空着。'],
    [{ tags: '一、一' }, 'tags', '这个标签写了两次，请删去一个。'],
    [{ stem: '长'.repeat(501) }, 'stem', '最多 500 个字。'],
    [{ B: '' }, 'A', '选项至少要 2 个。'],
    [{ B: '', C: '丙' }, 'B', '这一格是空的，后面的选项却填了。请依次填写。'],
    [{ B: '甲' }, 'B', '和前面的一项重复，请改写或者删去。'],
    [{ answer: 'C' }, 'answer', '请填正确选项的字母，如 A 或 AC；字母要和填了的选项对得上。'],
    [{ answer: '' }, 'answer', '请填正确选项的字母，如 A 或 AC；字母要和填了的选项对得上。'],
    [{ answer: 'AB' }, 'answer', '单选题只有一个答案。有几个答案的，题型请填多选题。'],
    [{ kind: '判断题', answer: '对' }, 'A', '判断题不填选项，请清空。'],
    [{ kind: '判断题', A: '', B: '', answer: 'A' }, 'answer', '判断题的答案请填对或错。'],
    [{ kind: '排序题', answer: 'BA' }, 'answer', '排序题按正确的顺序填选项，这一格请空着。'],
    [{ kind: '填空题', stem: '＿＿＿', answer: '' }, 'A', '题干里有 1 个空，答案有 2 个，请改成一样多。'],
    [{ kind: '连线题', A: '一|1|2', answer: '' }, 'A', '请写成 左边|右边；只有右边的写成 |右边。'],
    [{ kind: '连线题', A: '一|1', B: `二|${'长'.repeat(101)}`, answer: '' }, 'B', '最多 100 个字。'],
  ])('%j is wrong in column %s', (cells, column, message) => {
    expect(read({ ...ROW, ...cells })).toContainEqual({ column, message });
  });
});
