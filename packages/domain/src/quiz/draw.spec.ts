import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chanceOf, shuffled } from './chance.js';
import { type DrawableQuestion, assignQuestions, drawPaper, mayDraw } from './draw.js';
import type { Difficulty, QuestionContent, QuizDraw, QuizSettings } from './question.js';

const TRUE: QuestionContent = { kind: 'true_false', stem: '题目', explanation: '', answer: true };
const question = (id: string, tags: string[], difficulty: Difficulty = 1, content: QuestionContent = TRUE): DrawableQuestion => ({ id, tags, difficulty, content });
const line = (tag: string | null, difficulty: Difficulty | null, count: number): QuizDraw => ({ tag, difficulty, count, points: 2 });
const settings = (draws: QuizDraw[], shuffle = true): QuizSettings => ({ title: '', draws, minutes: null, shuffleQuestions: shuffle, shuffleOptions: shuffle, required: true });
const items = (...ids: string[]) => ids.map((id) => ({ id, text: id }));

const tags = fc.subarray(['甲', '乙', '丙']);
const bank = fc.array(fc.record({ tags, difficulty: fc.constantFrom<Difficulty>(1, 2, 3) }), { maxLength: 7 }).map((all) => all.map((one, i) => question(`q${i}`, one.tags, one.difficulty)));
const lines = fc.array(
  fc.record({ tag: fc.constantFrom(null, '甲', '乙', '丙'), difficulty: fc.constantFrom<Difficulty | null>(null, 1, 2), count: fc.integer({ min: 1, max: 3 }) }).map((one) => line(one.tag, one.difficulty, one.count)),
  { minLength: 1, maxLength: 3 },
);

/** Whether any way fills all places, tried one by one. */
function canFill(places: QuizDraw[], questions: DrawableQuestion[]): boolean {
  const [first, ...rest] = places;
  return first === undefined || questions.some((candidate) => mayDraw(first, candidate) && canFill(rest, questions.filter((other) => other !== candidate)));
}

describe('lines that compete', () => {
  it('give way where another line has nothing else', () => {
    const questions = [question('a', ['甲', '乙']), question('b', ['甲'])];
    expect(assignQuestions([line('甲', null, 1), line('乙', null, 1)], questions)?.map((drawn) => drawn.map(({ id }) => id))).toEqual([['b'], ['a']]);
  });

  it('find a way exactly where there is one', () => {
    fc.assert(
      fc.property(lines, bank, (draws, questions) => {
        const assigned = assignQuestions(draws, questions);
        const places = draws.flatMap((draw) => Array.from({ length: draw.count }, () => draw));
        expect(assigned !== null).toBe(canFill(places, questions));
        if (assigned === null) return;
        expect(assigned.map((drawn) => drawn.length)).toEqual(draws.map(({ count }) => count));
        expect(assigned.every((drawn, i) => drawn.every((one) => mayDraw(draws[i]!, one)))).toBe(true);
        expect(new Set(assigned.flat()).size).toBe(assigned.flat().length);
        for (const drawn of assigned) expect(drawn).toEqual(questions.filter((one) => drawn.includes(one)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a line', () => {
  it.each<[string, string | null, Difficulty | null, boolean]>([
    ['of anything', null, null, true],
    ['of its tag', '乙', null, true],
    ['of another tag', '丙', null, false],
    ['of its difficulty', null, 2, true],
    ['of another difficulty', null, 3, false],
    ['of its tag and difficulty', '甲', 2, true],
    ['of its tag, but another difficulty', '甲', 1, false],
    ['of its difficulty, but another tag', '丙', 2, false],
  ])('%s may draw a question or not', (_, tag, difficulty, may) => {
    expect(mayDraw({ tag, difficulty }, { tags: ['甲', '乙'], difficulty: 2 })).toBe(may);
  });
});

describe('a paper', () => {
  const many = Array.from({ length: 30 }, (_, i) => question(`q${i}`, []));

  it('is the same for the same attempt, and another for another', () => {
    const drawn = ['a', 'a', 'b'].map((seed) => drawPaper(seed, settings([line(null, null, 10)]), many));
    expect(drawn[0]).toEqual(drawn[1]);
    expect(drawn[0]).not.toEqual(drawn[2]);
  });

  it('draws every question sooner or later', () => {
    const seen = new Set(Array.from({ length: 100 }, (_, i) => drawPaper(`s${i}`, settings([line(null, null, 3)]), many)!).flat().map(({ questionId }) => questionId));
    expect(seen.size).toBe(30);
  });

  it('keeps the order of lines and bank where nothing is shuffled', () => {
    const questions = [question('a', ['乙']), question('b', ['甲']), question('c', ['乙']), question('d', ['甲'])];
    const paper = drawPaper('s', settings([line('甲', null, 2), line('乙', null, 2)], false), questions);
    expect(paper?.map(({ questionId }) => questionId)).toEqual(['b', 'd', 'a', 'c']);
  });

  it('is none where the bank has too little', () => {
    expect(drawPaper('s', settings([line('甲', null, 1)]), many)).toBeNull();
  });

  it('has no items to show where a question has none', () => {
    const contents: QuestionContent[] = [TRUE, { kind: 'fill_in', stem: '', explanation: '', blanks: [] }, { kind: 'short', stem: '', explanation: '', reference: '' }];
    const questions = contents.map((content) => question(content.kind, [], 1, content));
    const place = (questionId: string) => ({ questionId, points: 2, order: [], rightOrder: [] });
    expect(drawPaper('s', settings([line(null, null, 3)], false), questions)).toEqual(['true_false', 'fill_in', 'short'].map(place));
  });

  it('shows the options of one right answer and of several in the same way', () => {
    const options = items('a', 'b', 'c', 'd');
    const one = question('q', [], 1, { kind: 'single', stem: '', explanation: '', options, answer: 'a' });
    const several = question('q', [], 1, { kind: 'multiple', stem: '', explanation: '', options, answers: ['a'] });
    const drawn = [one, several].map((each) => drawPaper('s', settings([line(null, null, 1)]), [each])!);
    expect(drawn[0]).toEqual(drawn[1]);
    expect(drawn[0]![0]!.rightOrder).toEqual([]);
  });

  it.each([true, false])('shows every item once, what is to be ordered in every order (shuffled: %s)', (shuffle) => {
    const questions = [
      question('single', [], 1, { kind: 'single', stem: '', explanation: '', options: items('a', 'b', 'c'), answer: 'a' }),
      question('ordering', [], 1, { kind: 'ordering', stem: '', explanation: '', items: items('a', 'b', 'c') }),
      question('matching', [], 1, { kind: 'matching', stem: '', explanation: '', left: items('a', 'b'), right: items('x', 'y', 'z'), pairs: [] }),
    ];
    const orders = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const paper = drawPaper(String(seed), settings([line(null, null, 3)], shuffle), questions)!;
      const of = (id: string) => paper.find(({ questionId }) => questionId === id)!;
      expect([...of('single').order].sort()).toEqual(['a', 'b', 'c']);
      if (!shuffle) expect(of('single').order).toEqual(['a', 'b', 'c']);
      orders.add(of('ordering').order.join(''));
      expect([...of('matching').order].sort()).toEqual(['a', 'b']);
      expect([...of('matching').rightOrder].sort()).toEqual(['x', 'y', 'z']);
    }
    expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });
});

describe('chance', () => {
  it('stays below its bound and favours none', () => {
    const chance = chanceOf('seed');
    const counts = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < 6_000; i++) counts[chance(6)]! += 1;
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(6_000);
    expect(counts.every((n) => n > 800 && n < 1_200)).toBe(true);
  });

  it('is SHA-256 over the seed and a counter, so that a paper can be drawn again anywhere', () => {
    const words = (text: string) => Array.from({ length: 8 }, (_, i) => createHash('sha256').update(text).digest().readUInt32BE(i * 4));
    const chance = chanceOf('seed');
    expect(Array.from({ length: 24 }, () => chance(2 ** 32))).toEqual([0, 1, 2].flatMap((counter) => words(`seed:${counter}`)));
  });

  it('favours no small number where a bound leaves much over', () => {
    const chance = chanceOf('seed');
    const below = 3 * 2 ** 30;
    const drawn = Array.from({ length: 6_000 }, () => chance(below));
    for (let third = 0; third < 3; third++) expect(Math.abs(drawn.filter((n) => Math.floor(n / 2 ** 30) === third).length - 2_000)).toBeLessThan(200);
  });

  it('draws again at the limit itself', () => {
    // The first word above half of the range is its own limit when it is the bound.
    const seed = Array.from({ length: 20 }, (_, i) => `seed ${i}`).find((one) => chanceOf(one)(2 ** 32) > 2 ** 31)!;
    const words = chanceOf(seed);
    const [first, second] = [words(2 ** 32), words(2 ** 32)];
    expect(second).toBeLessThan(first);
    expect(chanceOf(seed)(first)).toBe(second);
  });

  it('keeps every member', () => {
    fc.assert(fc.property(fc.array(fc.nat()), fc.string(), (members, seed) => expect([...shuffled(members, chanceOf(seed))].sort()).toEqual([...members].sort())));
  });
});
