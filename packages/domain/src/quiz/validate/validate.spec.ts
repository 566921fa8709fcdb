import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayDraw } from '../draw.js';
import type { Difficulty, QuestionContent, QuizDraw, QuizSettings } from '../question.js';
import {
  AUTO_MARKED_KINDS,
  type BankGroup,
  type QuizFault,
  blanksOf,
  drawName,
  drawableCount,
  pointsIn,
  questionFaults,
  questionsIn,
  quizSettingsFaults,
  quizShortages,
  shortageSentence,
  tagFaults,
  tidyQuestion,
  tidyText,
} from './index.js';
import { anyQuestion } from '../../testing/questions.js';

const item = (id: string, text: string) => ({ id, text });
const base = { stem: '题干', explanation: '' };
const SINGLE: Extract<QuestionContent, { kind: 'single' }> = { ...base, kind: 'single', options: [item('a', '甲'), item('b', '乙')], answer: 'a' };
const MULTIPLE: Extract<QuestionContent, { kind: 'multiple' }> = { ...base, kind: 'multiple', options: SINGLE.options, answers: ['a', 'b'] };
const FILL_IN: Extract<QuestionContent, { kind: 'fill_in' }> = { ...base, stem: '一＿＿二＿＿', kind: 'fill_in', blanks: [{ accepted: ['1', '一'] }, { accepted: ['2'] }] };
const MATCHING: Extract<QuestionContent, { kind: 'matching' }> = {
  ...base,
  kind: 'matching',
  left: SINGLE.options,
  right: [item('c', '丙'), item('d', '丁'), item('e', '戊')],
  pairs: [
    { left: 'a', right: 'd' },
    { left: 'b', right: 'd' },
  ],
};
const ORDERING: Extract<QuestionContent, { kind: 'ordering' }> = { ...base, kind: 'ordering', items: SINGLE.options };
const SHORT: QuestionContent = { ...base, kind: 'short', reference: '' };
const TRUE_FALSE: QuestionContent = { ...base, kind: 'true_false', answer: false };

const many = (count: number) => Array.from({ length: count }, (_, i) => item(`i${i}`, `第${i}项`));
const said = (faults: QuizFault[]) => faults.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('questionFaults', () => {
  it.each([SINGLE, MULTIPLE, TRUE_FALSE, FILL_IN, ORDERING, MATCHING, SHORT].map((content) => [content.kind, content] as const))('finds nothing wrong with a sound question of kind %s', (_, content) => {
    expect(questionFaults(content)).toEqual([]);
  });

  it.each<[string, QuestionContent, string[]]>([
    ['an empty stem', { ...SINGLE, stem: '' }, ['stem: 请填写题干']],
    ['a long stem', { ...SINGLE, stem: '长'.repeat(501) }, ['stem: 最多 500 个字']],
    ['a long explanation', { ...SHORT, explanation: '长'.repeat(1001) }, ['explanation: 最多 1000 个字']],
    ['what nobody sees', { ...SHORT, explanation: '好\u0007' }, ['explanation: 里面有看不见的字符，请删去重填']],
    ['a number that looks broken', { ...SINGLE, options: [item('a', '3.2E+17'), item('b', '乙')] }, ['options.0.text: 表格软件会把这种写法当作改坏的数，请写成 3×10⁸ 这样']],
    ['half a character', { ...SHORT, reference: '好\uD842' }, ['reference: 里面有看不见的字符，请删去重填']],
    ['one option', { ...SINGLE, options: many(1), answer: 'i0' }, ['options: 选项至少要 2 个']],
    ['eleven options', { ...SINGLE, options: many(11), answer: 'i0' }, ['options: 选项最多 10 个']],
    ['an empty option', { ...SINGLE, options: [item('a', ''), item('b', '乙')] }, ['options.0.text: 请填写，或者删去这一项']],
    ['two empty options', { ...SINGLE, options: [item('a', ''), item('b', '')] }, ['options.0.text: 请填写，或者删去这一项', 'options.1.text: 请填写，或者删去这一项']],
    ['an option of two lines', { ...SINGLE, options: [item('a', '甲\n乙'), item('b', '乙')] }, ['options.0.text: 请写成一行']],
    ['the same option twice', { ...SINGLE, options: [item('a', '甲 乙'), item('b', '甲乙')] }, ['options.1.text: 和前面的一项重复，请改写或者删去']],
    ['one id for two options', { ...SINGLE, options: [item('a', '甲'), item('a', '乙')] }, ['options.1.id: 这一项的编号不对，请刷新页面后重新添加']],
    ['an option without id', { ...SINGLE, options: [item('a', '甲'), item('', '乙')] }, ['options.1.id: 这一项的编号不对，请刷新页面后重新添加']],
    ['an answer that is no option', { ...SINGLE, answer: 'z' }, ['answer: 请选出正确的选项']],
    ['no answer', { ...MULTIPLE, answers: [] }, ['answers: 请选出正确的选项，至少一个']],
    ['the same answer twice', { ...MULTIPLE, answers: ['a', 'a'] }, ['answers: 请选出正确的选项，至少一个']],
    ['no blank', { ...FILL_IN, stem: '没有空' }, ['stem: 请在题干里用 ＿＿ 标出要填的空']],
    ['fewer answers than blanks', { ...FILL_IN, blanks: [{ accepted: ['1'] }] }, ['blanks: 题干里有 2 个空，答案有 1 个，请改成一样多']],
    ['more answers than blanks', { ...FILL_IN, stem: '一＿＿' }, ['blanks: 题干里有 1 个空，答案有 2 个，请改成一样多']],
    ['a blank without an answer', { ...FILL_IN, blanks: [{ accepted: [] }, { accepted: [''] }] }, ['blanks.0.accepted: 请填写这个空的答案', 'blanks.1.accepted.0: 请填写这个空的答案']],
    ['an answer with a bar', { ...FILL_IN, blanks: [{ accepted: ['a｜b'] }, { accepted: ['2', '2'] }] }, ['blanks.0.accepted.0: 不要用竖线，它在题库表格里用来分隔', 'blanks.1.accepted.1: 这个答案写了两次，请删去一个']],
    ['one item to order', { ...ORDERING, items: many(1) }, ['items: 要排序的项至少要 2 个']],
    ['a left one twice', { ...MATCHING, pairs: [{ left: 'a', right: 'c' }, { left: 'a', right: 'd' }] }, ['pairs: 请为左边的每一项选一个右边的项']],
    ['a left one without a right one', { ...MATCHING, pairs: [{ left: 'a', right: 'c' }] }, ['pairs: 请为左边的每一项选一个右边的项']],
    ['a pair of what is not there', { ...MATCHING, pairs: [{ left: 'a', right: 'c' }, { left: 'b', right: 'z' }] }, ['pairs: 请为左边的每一项选一个右边的项']],
    ['more to match than a table holds', { ...MATCHING, left: many(9), right: [item('c', '丙'), item('d', '丁'), item('e', '戊')], pairs: many(9).map(({ id }) => ({ left: id, right: 'c' })) }, ['right: 左边的项和右边多出来的项，合起来最多 10 个']],
  ])('tells of %s', (_, content, faults) => {
    expect(said(questionFaults(content))).toEqual(faults);
  });

  it.each<[string, QuestionContent]>([
    ['the longest texts, of several lines where they may', { ...SHORT, stem: `${'长'.repeat(498)}\n长`, explanation: `${'长'.repeat(998)}\n长`, reference: `${'长'.repeat(998)}\n长` }],
    ['ten options, the longest', { ...SINGLE, options: many(10).map((each, i) => (i === 0 ? item('i0', '长'.repeat(200)) : each)), answer: 'i9' }],
    ['ten blanks of ten answers', { ...FILL_IN, stem: '＿＿，'.repeat(10), blanks: Array.from({ length: 10 }, () => ({ accepted: Array.from({ length: 10 }, (_, i) => `第${i}`) })) }],
    ['the longest answer in a blank', { ...FILL_IN, blanks: [{ accepted: ['长'.repeat(50)] }, { accepted: ['2'] }] }],
    ['ten items to order, the longest', { ...ORDERING, items: [item('a', '长'.repeat(200)), ...many(9)] }],
    ['ten to match, all right ones belonging somewhere', { ...MATCHING, left: many(10), right: many(10), pairs: many(10).map(({ id }) => ({ left: id, right: id })) }],
    ['nine to match, and one right one over', { ...MATCHING, left: many(9), right: [item('c', '丙'), item('d', '长'.repeat(100))], pairs: many(9).map(({ id }) => ({ left: id, right: 'c' })) }],
    ['an id as long as one may be', { ...ORDERING, items: [item('a-B_9'.padEnd(36, '0'), '甲'), item('b', '乙')] }],
    ['bars where no table parts at them', { ...SHORT, stem: 'a|b', explanation: 'a|b', reference: 'a|b' }],
    ['bars in options and in what is ordered', { ...ORDERING, items: [item('a', 'a|b'), item('b', '乙')] }],
  ])('allows %s', (_, content) => {
    expect(said(questionFaults(content))).toEqual([]);
  });

  it.each<[string, QuestionContent, string[]]>([
    ['an eleventh blank', { ...FILL_IN, stem: '＿＿，'.repeat(11), blanks: Array.from({ length: 11 }, () => ({ accepted: ['1'] })) }, ['stem: 一道题最多 10 个空']],
    ['an eleventh answer to a blank', { ...FILL_IN, blanks: [{ accepted: Array.from({ length: 11 }, (_, i) => `第${i}`) }, { accepted: ['2'] }] }, ['blanks.0.accepted: 一个空最多 10 种答案']],
    ['a long answer to a blank', { ...FILL_IN, blanks: [{ accepted: ['1'] }, { accepted: ['长'.repeat(51)] }] }, ['blanks.1.accepted.0: 最多 50 个字']],
    ['an answer of two lines to a blank', { ...FILL_IN, blanks: [{ accepted: ['1\n2'] }, { accepted: ['2'] }] }, ['blanks.0.accepted.0: 请写成一行']],
    ['a long option', { ...SINGLE, options: [item('a', '长'.repeat(201)), item('b', '乙')] }, ['options.0.text: 最多 200 个字']],
    ['a long option among several right ones', { ...MULTIPLE, options: [item('a', '甲'), item('b', '长'.repeat(201))] }, ['options.1.text: 最多 200 个字']],
    ['a single option for several right ones', { ...MULTIPLE, options: many(1), answers: ['i0'] }, ['options: 选项至少要 2 个']],
    ['a long item to order', { ...ORDERING, items: [item('a', '长'.repeat(201)), item('b', '乙')] }, ['items.0.text: 最多 200 个字']],
    ['a long reference', { ...SHORT, reference: '长'.repeat(1001) }, ['reference: 最多 1000 个字']],
    ['a right answer among others that are no options', { ...MULTIPLE, answers: ['a', 'z'] }, ['answers: 请选出正确的选项，至少一个']],
    ['ids of more than letters, digits and dashes', { ...ORDERING, items: [item('!a', '甲'), item('b!', '乙'), item('x'.repeat(37), '丙')] }, [0, 1, 2].map((i) => `items.${i}.id: 这一项的编号不对，请刷新页面后重新添加`)],
    ['one left one', { ...MATCHING, left: [item('a', '甲')], pairs: [{ left: 'a', right: 'c' }] }, ['left: 左边的项至少要 2 个']],
    ['one right one', { ...MATCHING, right: [item('d', '丁')] }, ['right: 右边的项至少要 2 个']],
    ['eleven left ones, which says enough', { ...MATCHING, left: many(11), pairs: many(11).map(({ id }) => ({ left: id, right: 'c' })) }, ['left: 左边的项最多 10 个']],
    ['long sides with bars', { ...MATCHING, left: [item('a', '长'.repeat(101)), item('b', 'a|b')], right: [item('d', 'c｜d'), item('e', '长'.repeat(101))] }, [
      'left.0.text: 最多 100 个字', 'left.1.text: 不要用竖线，它在题库表格里用来分隔', 'right.0.text: 不要用竖线，它在题库表格里用来分隔', 'right.1.text: 最多 100 个字',
    ]],
    ['a pair of a left one that is not there', { ...MATCHING, pairs: [{ left: 'a', right: 'c' }, { left: 'z', right: 'd' }] }, ['pairs: 请为左边的每一项选一个右边的项']],
  ])('tells also of %s', (_, content, faults) => {
    expect(said(questionFaults(content))).toEqual(faults);
  });

  it.each([
    ['3E17', true], ['3e+17', true], ['+3.25E17', true], ['-3.2E+017', true],
    ['3E1', false], ['32E17', false], ['3.E17', false], ['型号3E17', false], ['3E17号', false], ['3.2E-17', false], ['3 E17', false],
  ])('%s looks like what a table has made of a number: %s', (text, broken) => {
    const faults = questionFaults({ ...SINGLE, options: [item('a', text), item('b', '乙')] });
    expect(said(faults)).toEqual(broken ? ['options.0.text: 表格软件会把这种写法当作改坏的数，请写成 3×10⁸ 这样'] : []);
  });

  it('asks within a video what is marked without anyone', () => {
    expect(AUTO_MARKED_KINDS).toEqual(['single', 'multiple', 'true_false', 'fill_in', 'ordering', 'matching']);
  });

  it('finds nothing wrong with any question that follows the rules, and tidying it again changes nothing', () => {
    fc.assert(
      fc.property(anyQuestion, (content) => {
        expect(said(questionFaults(content))).toEqual([]);
        expect(tidyQuestion(content)).toEqual(content);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('tidyQuestion', () => {
  it('draws blanks alike, takes blanks around texts away and puts answers in the order of the options', () => {
    expect(tidyQuestion({ ...FILL_IN, stem: ' 一____二＿＿＿\r\n', blanks: [{ accepted: [' 1\t'] }] })).toEqual({ ...FILL_IN, stem: '一＿＿二＿＿', blanks: [{ accepted: ['1'] }] });
    expect(tidyQuestion({ ...MULTIPLE, answers: ['b', 'a'] })).toEqual(MULTIPLE);
    expect(tidyQuestion({ ...MATCHING, pairs: [...MATCHING.pairs].reverse() })).toEqual({ ...MATCHING, right: [item('d', '丁'), item('c', '丙'), item('e', '戊')] });
    expect(blanksOf('一＿＿二＿＿')).toBe(2);
  });

  it.each([
    ['\u200B\uFEFF 一\u2060 ', '一'],
    ['  　一  二　　', '一  二'],
    ['一\r\n二\r三\n四', '一\n二\n三\n四'],
    ['一\t二', '一 二'],
    ['一\u200D二', '一\u200D二'],
    ['\u200B \n', ''],
  ])('of %j leaves %j', (text, tidied) => {
    expect(tidyText(text)).toBe(tidied);
  });

  it('puts what belongs to nothing last, so that the validation finds it', () => {
    expect(tidyQuestion({ ...MULTIPLE, answers: ['z', 'b', 'a'] })).toEqual({ ...MULTIPLE, answers: ['a', 'b', 'z'] });
    const strange = { left: 'z', right: 'c' };
    expect(tidyQuestion({ ...MATCHING, pairs: [strange, ...MATCHING.pairs] })).toMatchObject({ pairs: [...MATCHING.pairs, strange] });
  });

  it('keeps nothing that its kind does not have', () => {
    expect(tidyQuestion({ ...TRUE_FALSE, options: [] } as QuestionContent)).toEqual(TRUE_FALSE);
  });
});

describe('tagFaults', () => {
  it.each([
    [['基础', '网络'], []],
    [['', '基础'], ['0: 标签是空的，请填写或者删去']],
    [['一、二'], ['0: 标签里不要用顿号、逗号、分号或竖线']],
    [['一', '一'], ['1: 这个标签写了两次，请删去一个']],
    [['1', '2', '3', '4', '5'], []],
    [['长'.repeat(20)], []],
    [['长'.repeat(21)], ['0: 最多 20 个字']],
    [['1', '2', '3', '4', '5', '6'], [': 一道题最多 5 个标签']],
  ])('of %j are %j', (tags, faults) => {
    expect(said(tagFaults(tags))).toEqual(faults);
  });
});

const line = (tag: string | null, difficulty: Difficulty | null, count: number, points = 5): QuizDraw => ({ tag, difficulty, count, points });
const SETTINGS: QuizSettings = { title: '测验', draws: [line(null, null, 5)], minutes: 20, shuffleQuestions: true, shuffleOptions: false, required: true };

describe('quizSettingsFaults', () => {
  it.each<[Partial<QuizSettings>, string[]]>([
    [{}, []],
    [{ minutes: null }, []],
    [{ title: ' ' }, ['title: 请填写测验的名称']],
    [{ draws: [] }, ['draws: 请至少添加一行抽题']],
    [{ draws: Array.from({ length: 21 }, () => line(null, 1, 1)) }, ['draws: 抽题最多 20 行']],
    [{ draws: [line(null, null, 0, 101)] }, ['draws.0.count: 题数填 1 到 100 之间的整数', 'draws.0.points: 每题的分数填 1 到 100 之间的整数']],
    [{ draws: [line(null, null, NaN, 1.5)] }, ['draws.0.count: 题数填 1 到 100 之间的整数', 'draws.0.points: 每题的分数填 1 到 100 之间的整数']],
    [{ draws: [1, 2, 3].map((difficulty) => line(null, difficulty as Difficulty, 70)) }, ['draws: 一份测验最多 200 题']],
    [{ draws: Array.from({ length: 20 }, () => line(null, 1, 1)) }, []],
    [{ draws: [line(null, 1, 1, 1), line(null, 2, 99, 100), line(null, 3, 100)] }, []],
    [{ draws: [line(null, 1, 1), line(null, 2, 100), line(null, 3, 100)] }, ['draws: 一份测验最多 200 题']],
    [{ draws: [line(null, 1, 101), line(null, 2, 100)] }, ['draws.0.count: 题数填 1 到 100 之间的整数']],
    [{ minutes: 1, title: '长'.repeat(60) }, []],
    [{ minutes: 300 }, []],
    [{ title: '长'.repeat(61) }, ['title: 最多 60 个字']],
    [{ minutes: 0 }, ['minutes: 时间填 1 到 300 之间的整数分钟，不限时就不填']],
    [{ minutes: 301 }, ['minutes: 时间填 1 到 300 之间的整数分钟，不限时就不填']],
  ])('of %j are %j', (change, faults) => {
    expect(said(quizSettingsFaults({ ...SETTINGS, ...change }))).toEqual(faults);
  });
});

describe('a paper', () => {
  it('has as many questions, and is worth as many points, as its lines say', () => {
    const draws = [line(null, null, 3, 5), line('甲', 1, 2, 10)];
    expect([questionsIn(draws), pointsIn(draws), questionsIn([]), pointsIn([])]).toEqual([5, 35, 0, 0]);
  });
});

describe('quizShortages', () => {
  const bank: BankGroup[] = [
    { tags: ['甲', '乙'], difficulty: 1, count: 2 },
    { tags: ['乙'], difficulty: 3, count: 1 },
  ];

  it.each<[string, QuizDraw[], ReturnType<typeof quizShortages>]>([
    ['lines that the bank serves', [line('甲', null, 2), line('乙', null, 1)], []],
    ['a line that asks for too many', [line('甲', null, 3)], [{ draws: [0], wanted: 3, available: 2 }]],
    ['a tag that no question bears', [line('丙', null, 1)], [{ draws: [0], wanted: 1, available: 0 }]],
    ['lines that want the same questions', [line('甲', null, 2), line('乙', 1, 1), line('乙', 3, 1)], [{ draws: [0, 1], wanted: 3, available: 2 }]],
    ['two lines that each ask for too many, before what they want together', [line('甲', null, 3), line('乙', 3, 2), line(null, null, 3)], [
      { draws: [0], wanted: 3, available: 2 },
      { draws: [1], wanted: 2, available: 1 },
    ]],
    ['a greedy first line', [line('乙', null, 1), line(null, 1, 2)], []],
    ['all lines together', [line(null, null, 3), line('甲', null, 1)], [{ draws: [0, 1], wanted: 4, available: 3 }]],
  ])('of %s', (_, draws, shortages) => {
    expect(quizShortages(draws, bank)).toEqual(shortages);
  });

  it('says what is short and what to do', () => {
    const draws = [line('甲', null, 2), line('乙', 1, 1)];
    expect(quizShortages(draws, bank).map((shortage) => shortageSentence(shortage, draws))).toEqual(['测验要抽“甲·不限难度”“乙·容易”合起来 3 题，题库里只有 2 题。请增加题目，或者减少抽题的数量。']);
    expect(shortageSentence({ draws: [0], wanted: 5, available: 3 }, [line(null, null, 5)])).toBe('测验要抽“全部题目” 5 题，题库里只有 3 题。请增加题目，或者减少抽题的数量。');
  });

  it.each<[string | null, Difficulty | null, string, number]>([
    [null, null, '全部题目', 3],
    ['乙', null, '乙·不限难度', 3],
    [null, 3, '不限标签·较难', 1],
    ['乙', 1, '乙·容易', 2],
    ['丙', 2, '丙·适中', 0],
  ])('of the tag %s and the difficulty %s is called %s and may choose from %i', (tag, difficulty, name, count) => {
    expect([drawName({ tag, difficulty }), drawableCount({ tag, difficulty }, bank)]).toEqual([name, count]);
  });

  const tag = fc.constantFrom('甲', '乙', '丙');
  const difficulty = fc.constantFrom<Difficulty>(1, 2, 3);
  const draws = fc.array(fc.record({ tag: fc.option(tag), difficulty: fc.option(difficulty), count: fc.integer({ min: 1, max: 4 }), points: fc.constant(1) }), { minLength: 1, maxLength: 6 });
  const groups = fc.array(fc.record({ tags: fc.uniqueArray(tag), difficulty, count: fc.integer({ min: 0, max: 4 }) }), { maxLength: 7 });

  it('is empty exactly when no set of lines wants more than it may draw (Hall), and names such sets', () => {
    fc.assert(
      fc.property(draws, groups, (lines, questionGroups) => {
        const drawable = (set: readonly number[]) => questionGroups.reduce((sum, group) => sum + (set.some((i) => mayDraw(lines[i]!, group)) ? group.count : 0), 0);
        const wanted = (set: readonly number[]) => set.reduce((sum, i) => sum + lines[i]!.count, 0);
        const sets = Array.from({ length: 2 ** lines.length - 1 }, (_, mask) => [...lines.keys()].filter((i) => ((mask + 1) >> i) & 1));
        const shortages = quizShortages(lines, questionGroups);
        expect(shortages.length === 0).toBe(sets.every((set) => wanted(set) <= drawable(set)));
        for (const shortage of shortages) {
          expect(shortage).toEqual({ draws: shortage.draws, wanted: wanted(shortage.draws), available: drawable(shortage.draws) });
          expect(shortage.wanted).toBeGreaterThan(shortage.available);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
