import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerFits } from './answer.js';
import { askedQuestion, rightAnswer } from './asked.js';
import { blankText, isAnswered, markAnswer, markPaper, maxPointsOf, pointsOf } from './mark.js';
import { DIFFICULTY_NAMES, QUESTION_KINDS, QUESTION_KIND_NAMES, type QuestionAnswer, type QuestionContent } from './question.js';
import { quizResultDate } from './result.js';

const items = (...ids: string[]) => ids.map((id) => ({ id, text: `项目${id}` }));
const base = { stem: '题目', explanation: '' };
const SINGLE: QuestionContent = { ...base, kind: 'single', options: items('a', 'b', 'c'), answer: 'b' };
const MULTIPLE: QuestionContent = { ...base, kind: 'multiple', options: items('a', 'b', 'c', 'd'), answers: ['a', 'c'] };
const TRUE: QuestionContent = { ...base, kind: 'true_false', answer: true };
const FILL: QuestionContent = { ...base, kind: 'fill_in', blanks: [{ accepted: ['WiFi', '无线'] }, { accepted: ['110'] }] };
const ORDER: QuestionContent = { ...base, kind: 'ordering', items: items('a', 'b', 'c') };
const MATCH: QuestionContent = { ...base, kind: 'matching', left: items('a', 'b'), right: items('x', 'y', 'z'), pairs: [{ left: 'a', right: 'x' }, { left: 'b', right: 'y' }] };
const SHORT: QuestionContent = { ...base, kind: 'short', reference: '' };

const rows: [string, QuestionContent, QuestionAnswer | undefined, number | null][] = [
  ['nothing', SINGLE, undefined, 0],
  ['no option', SINGLE, { kind: 'single', chosen: null }, 0],
  ['the right option', SINGLE, { kind: 'single', chosen: 'b' }, 5],
  ['another option', SINGLE, { kind: 'single', chosen: 'a' }, 0],
  ['an answer of another kind', SINGLE, { kind: 'short', text: 'b' }, 0],
  ['all right options', MULTIPLE, { kind: 'multiple', chosen: ['c', 'a'] }, 5],
  ['some of the right options', MULTIPLE, { kind: 'multiple', chosen: ['a'] }, 0],
  ['every option', MULTIPLE, { kind: 'multiple', chosen: ['a', 'b', 'c', 'd'] }, 0],
  ['true', TRUE, { kind: 'true_false', chosen: true }, 5],
  ['false', TRUE, { kind: 'true_false', chosen: false }, 0],
  ['blanks as they are', FILL, { kind: 'fill_in', texts: ['无线', '110'] }, 5],
  ['blanks in other case, width and spacing', FILL, { kind: 'fill_in', texts: [' ｗｉ ＦＩ', '１１０　'] }, 5],
  ['one blank missing', FILL, { kind: 'fill_in', texts: ['无线'] }, 0],
  ['blanks in the wrong place', FILL, { kind: 'fill_in', texts: ['110', '无线'] }, 0],
  ['the right order', ORDER, { kind: 'ordering', order: ['a', 'b', 'c'] }, 5],
  ['another order', ORDER, { kind: 'ordering', order: ['b', 'a', 'c'] }, 0],
  ['half an order', ORDER, { kind: 'ordering', order: ['a', 'b'] }, 0],
  ['the right pairs', MATCH, { kind: 'matching', pairs: [{ left: 'b', right: 'y' }, { left: 'a', right: 'x' }] }, 5],
  ['a wrong pair', MATCH, { kind: 'matching', pairs: [{ left: 'a', right: 'x' }, { left: 'b', right: 'z' }] }, 0],
  ['a missing pair', MATCH, { kind: 'matching', pairs: [{ left: 'a', right: 'x' }] }, 0],
  ['a short answer', SHORT, { kind: 'short', text: '因为' }, null],
  ['an empty short answer', SHORT, { kind: 'short', text: '  ' }, 0],
];

describe('marking', () => {
  it.each(rows)('gives %s', (_, content, answer, points) => {
    expect(markAnswer(content, answer, 5)).toEqual({ points });
  });

  it('adds up whole points, and waits for what is marked by hand', () => {
    const paper = [SINGLE, SHORT].map((_, i) => ({ questionId: `q${i}`, points: i + 2, order: [], rightOrder: [] }));
    const contents = new Map<string, QuestionContent>([['q0', SINGLE], ['q1', SHORT]]);
    expect(maxPointsOf(paper)).toBe(5);
    const waiting = markPaper(paper, contents, { q0: { kind: 'single', chosen: 'b' }, q1: { kind: 'short', text: '好' } });
    expect(waiting).toEqual({ q0: { points: 2 }, q1: { points: null } });
    expect(pointsOf(waiting)).toBeNull();
    expect(pointsOf(markPaper(paper, contents, { q0: { kind: 'single', chosen: 'b' } }))).toBe(2);
    expect(pointsOf({ first: { points: null }, second: { points: 2 } })).toBeNull();
  });

  it('compares blanks in one form, which comparing again does not change', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const form = blankText(text);
        expect(blankText(form)).toBe(form);
        expect(blankText(` ${text}　`)).toBe(form);
      }),
    );
  });
});

/** A right answer to each kind of question. */
const RIGHT = rows.flatMap(([, content, answer, points]) => (answer !== undefined && (points === 5 || points === null) ? [{ content, answer }] : []));

describe('an answer to a question of another kind', () => {
  it('neither fits nor earns anything, whatever the kinds', () => {
    const others = RIGHT.flatMap(({ content }) => RIGHT.filter(({ answer }) => answer.kind !== content.kind).map(({ answer }) => ({ content, answer })));
    expect(new Set(others.map(({ content, answer }) => `${content.kind} ${answer.kind}`)).size).toBe(7 * 6);
    for (const { content, answer } of others) expect([content.kind, answer.kind, answerFits(content, answer), markAnswer(content, answer, 5)]).toEqual([content.kind, answer.kind, false, { points: 0 }]);
  });
});

describe('kinds and difficulties', () => {
  it('have names of their own on the pages', () => {
    for (const names of [QUESTION_KINDS.map((kind) => QUESTION_KIND_NAMES[kind]), Object.values(DIFFICULTY_NAMES)]) {
      expect(names.filter((name) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(Object.keys(DIFFICULTY_NAMES)).toEqual(['1', '2', '3']);
  });
});

describe('an answer', () => {
  it.each<[string, QuestionContent, QuestionAnswer]>([
    ['a text in a blank', FILL, { kind: 'fill_in', texts: ['1'.repeat(200), ''] }],
    ['a short answer', SHORT, { kind: 'short', text: '字'.repeat(2_000) }],
    ['an order that was not begun', ORDER, { kind: 'ordering', order: [] }],
  ])('may be as long, or as empty, as is allowed: %s', (_, content, answer) => {
    expect(answerFits(content, answer)).toBe(true);
  });

  it.each(rows.filter(([, content, answer]) => answer?.kind === content.kind))('fits its question: %s', (name, content, answer) => {
    expect(answerFits(content, answer!)).toBe(name !== 'half an order');
  });

  it.each<[string, QuestionContent, QuestionAnswer]>([
    ['of another kind', SINGLE, { kind: 'true_false', chosen: true }],
    ['of a forged option', SINGLE, { kind: 'single', chosen: 'z' }],
    ['of one option twice', MULTIPLE, { kind: 'multiple', chosen: ['a', 'a'] }],
    ['of a forged option among others', MULTIPLE, { kind: 'multiple', chosen: ['a', 'z'] }],
    ['with more texts than blanks', FILL, { kind: 'fill_in', texts: ['1', '2', '3'] }],
    ['with a forged item', ORDER, { kind: 'ordering', order: ['a', 'b', 'z'] }],
    ['with a forged pair among others', MATCH, { kind: 'matching', pairs: [{ left: 'a', right: 'x' }, { left: 'b', right: 'b' }] }],
    ['with an endless text after a short one', FILL, { kind: 'fill_in', texts: ['1', '1'.repeat(201)] }],
    ['with an endless text', FILL, { kind: 'fill_in', texts: ['1'.repeat(201)] }],
    ['with one item twice', ORDER, { kind: 'ordering', order: ['a', 'a', 'b'] }],
    ['with one left twice', MATCH, { kind: 'matching', pairs: [{ left: 'a', right: 'x' }, { left: 'a', right: 'y' }] }],
    ['with a forged right', MATCH, { kind: 'matching', pairs: [{ left: 'a', right: 'b' }] }],
    ['with a forged left', MATCH, { kind: 'matching', pairs: [{ left: 'x', right: 'x' }] }],
    ['that is endless', SHORT, { kind: 'short', text: '字'.repeat(2_001) }],
  ])('%s does not fit', (_, content, answer) => {
    expect(answerFits(content, answer)).toBe(false);
  });

  it.each<[QuestionAnswer | undefined, boolean]>([
    [undefined, false],
    [{ kind: 'single', chosen: null }, false],
    [{ kind: 'single', chosen: 'a' }, true],
    [{ kind: 'true_false', chosen: false }, true],
    [{ kind: 'multiple', chosen: [] }, false],
    [{ kind: 'multiple', chosen: ['a'] }, true],
    [{ kind: 'fill_in', texts: ['', ' '] }, false],
    [{ kind: 'fill_in', texts: ['', '1'] }, true],
    [{ kind: 'ordering', order: [] }, false],
    [{ kind: 'ordering', order: ['a'] }, true],
    [{ kind: 'matching', pairs: [] }, false],
    [{ kind: 'matching', pairs: [{ left: 'a', right: 'x' }] }, true],
    [{ kind: 'short', text: ' ' }, false],
    [{ kind: 'short', text: '好' }, true],
  ])('%j says something: %s', (answer, says) => {
    expect(isAnswered(answer)).toBe(says);
  });
});

describe('a question as it is asked', () => {
  it.each([SINGLE, MULTIPLE, TRUE, FILL, ORDER, MATCH, SHORT])('gives nothing away: $kind', (content) => {
    const order = 'options' in content ? content.options : 'items' in content ? content.items : 'left' in content ? content.left : [];
    const place = { questionId: 'q', points: 2, order: order.map(({ id }) => id).reverse(), rightOrder: content.kind === 'matching' ? ['z', 'x', 'y'] : [] };
    expect(askedQuestion({ ...content, explanation: '解析' }, place)).toEqual({
      questionId: 'q',
      kind: content.kind,
      points: 2,
      stem: '题目',
      items: [...order].reverse(),
      right: content.kind === 'matching' ? items('z', 'x', 'y') : [],
      blanks: content.kind === 'fill_in' ? 2 : 0,
    });
  });
});

describe('the right answer', () => {
  it.each([SINGLE, MULTIPLE, TRUE, ORDER, MATCH])('gets all points: $kind', (content) => {
    const answer = rightAnswer(content)!;
    expect(answerFits(content, answer)).toBe(true);
    expect(markAnswer(content, answer, 3)).toEqual({ points: 3 });
  });

  it('names all texts that a blank accepts, and none where somebody judges', () => {
    expect(rightAnswer(FILL)).toEqual({ kind: 'fill_in', texts: ['WiFi / 无线', '110'] });
    expect(rightAnswer(SHORT)).toBeNull();
  });
});

describe('a result', () => {
  it.each([
    ['handed in and known on one day', '2026-12-01T01:00:00Z', '2026-12-01T01:00:00Z', '2026-12-01'],
    ['marked days later', '2026-12-01T01:00:00Z', '2026-12-09T01:00:00Z', '2026-12-01'],
    ['marked before the books close', '2026-12-31T15:59:59.999Z', '2027-01-15T15:59:59.999Z', '2026-12-31'],
    ['marked once the books are closed', '2026-12-31T15:59:59.999Z', '2027-01-15T16:00:00.000Z', '2027-01-16'],
  ])('%s bears its date', (_, submitted, resulted, date) => {
    expect(quizResultDate(Date.parse(submitted), Date.parse(resulted))).toBe(date);
  });
});
