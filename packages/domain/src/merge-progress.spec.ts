import { describe, expect, it } from '@jest/globals';
import { type MergeProgress, type UniteInput, uniteLessons } from './merge-progress.js';
import { PRESETS } from './policy.js';

const [YESTERDAY, TODAY] = ['2026-05-09', '2026-05-10'];
const CAP = 432_000;

const row = (change: Partial<MergeProgress> = {}): MergeProgress => ({ lessonVersionId: 'l1', durationSeconds: 100, round: 1, coverage: [[0, 40]], completedOn: null, credited: null, ...change });
const done = (change: Partial<MergeProgress> = {}): MergeProgress => row({ coverage: [[0, 95]], completedOn: YESTERDAY, credited: true, ...change });
const unite = (kept: MergeProgress[], absorbed: MergeProgress[], change: Partial<UniteInput> = {}) =>
  uniteLessons({ kept, absorbed, completions: [], verdicts: new Map(), watchedToday: 0, policy: PRESETS['standard-2026'], today: TODAY, ...change });
const verdict = (date: string, credited: boolean | null) => ({ verdicts: new Map([['l1', { date, credited }]]) });
const rounds = (...numbers: number[]) => ({ completions: numbers.map((round) => ({ lessonVersionId: 'l1', round })) });

describe('lessons that neither has completed', () => {
  it('unite what both have covered in the first round', () => {
    expect(unite([row()], [row({ coverage: [[30, 60]] })])).toEqual([{ lessonVersionId: 'l1', progress: { round: 1, coverage: [[0, 60]], completedOn: null, credited: null }, reached: null }]);
  });

  it.each([
    ['a second short of the line', [[40, 89]], null, null],
    ['at the line', [[40, 90]], TODAY, 4_000],
  ] as const)('are completed today by both together: %s', (_, coverage, completedOn, units) => {
    const [lesson] = unite([row()], [row({ coverage })]);
    expect(lesson).toMatchObject({ progress: { completedOn, credited: completedOn && true }, reached: units === null ? null : { units } });
  });

  it('are completed without an entry where the limit of today is reached', () => {
    const halves = [[row()], [row({ coverage: [[40, 90]] })]] as const;
    expect(unite([...halves[0]], [...halves[1]], { watchedToday: CAP })).toMatchObject([{ progress: { completedOn: TODAY, credited: false }, reached: { units: null } }]);
    expect(unite([...halves[0]], [...halves[1]], { watchedToday: CAP - 1 })).toMatchObject([{ progress: { credited: true }, reached: { units: 4_000 } }]);
    expect(unite([...halves[0]], [...halves[1]], { policy: PRESETS['course-fixed'] })).toMatchObject([{ progress: { completedOn: TODAY, credited: null }, reached: { units: null } }]);
  });

  it('are taken in order of their ids, each filling the limit for the next', () => {
    const ids = ['l3', 'l1', 'l2'];
    const half = (coverage: MergeProgress['coverage']) => ids.map((lessonVersionId) => row({ lessonVersionId, coverage }));
    const united = unite(half([[0, 50]]), half([[50, 100]]), { watchedToday: CAP - 4_001 });
    expect(united.map(({ lessonVersionId, progress }) => [lessonVersionId, progress.credited])).toEqual([['l1', true], ['l2', true], ['l3', false]]);
  });
});

describe('lessons that somebody has completed', () => {
  it.each([
    ['the absorbed one, and it counts', [], [done()], { ...verdict(YESTERDAY, true), ...rounds(1) }, { round: 1, coverage: [[0, 95]], completedOn: YESTERDAY, credited: true }],
    ['the absorbed one, while the kept one is open', [row({ coverage: [[90, 100]] })], [done()], { ...verdict(YESTERDAY, true), ...rounds(2) }, { round: 2, coverage: [[0, 100]], completedOn: YESTERDAY, credited: true }],
    ['the kept one, in a later round than the absorbed', [done({ round: 3 })], [done({ coverage: [[0, 100]] })], { ...verdict(YESTERDAY, true), ...rounds(1) }, { round: 3, coverage: [[0, 100]], completedOn: YESTERDAY, credited: true }],
    ['somebody, on record alone', [row()], [done({ completedOn: '2026-01-02', credited: null })], {}, { round: 1, coverage: [[0, 95]], completedOn: '2026-01-02', credited: null }],
  ] as [string, MergeProgress[], MergeProgress[], Partial<UniteInput>, object][])('stay completed: %s', (_, kept, absorbed, change, progress) => {
    expect(unite(kept, absorbed, change)).toEqual([{ lessonVersionId: 'l1', progress, reached: null }]);
  });

  it.each([
    ['unpaid before today: what is open is the next round', verdict(YESTERDAY, false), { round: 3, coverage: [[0, 40]], completedOn: null, credited: null }],
    ['unpaid today: only tomorrow may it be earned again', verdict(TODAY, false), { round: 2, coverage: [[0, 95]], completedOn: TODAY, credited: false }],
    ['paid', verdict(YESTERDAY, true), { round: 2, coverage: [[0, 95]], completedOn: YESTERDAY, credited: true }],
    ['of no value of its own', verdict(YESTERDAY, null), { round: 2, coverage: [[0, 95]], completedOn: YESTERDAY, credited: null }],
  ])('open again only where they were left unpaid on an earlier date: %s', (_, how, progress) => {
    expect(unite([row()], [done({ credited: false })], { ...how, ...rounds(1, 2) })).toEqual([{ lessonVersionId: 'l1', progress, reached: null }]);
  });

  it('do not open again where neither has begun anew', () => {
    expect(unite([], [done({ credited: false })], { ...verdict(YESTERDAY, false), ...rounds(1) })).toMatchObject([{ progress: { round: 1, completedOn: YESTERDAY, credited: false } }]);
  });
});

it('lessons whose progress stays as it was are not among them', () => {
  expect(unite([row(), done({ lessonVersionId: 'l2' })], [row({ coverage: [[10, 20]] })], { verdicts: new Map([['l2', { date: YESTERDAY, credited: true }]]), completions: [{ lessonVersionId: 'l2', round: 1 }] })).toEqual([]);
});
