import { describe, expect, it } from '@jest/globals';
import { PLACE, at, attendance, chained, completion, content, evidenceOf, grant, quiz, reversal, transfer } from '../../test/facts.js';
import { GENESIS_HASH, entryId, verifyChain } from '../ledger.js';
import type { MergeNote } from '../merge.js';
import { PRESETS, type Policy } from '../policy.js';
import type { Difference } from './differences.js';
import type { CourseDeclaration, PersonEvidence, RecordedEntry } from './facts.js';
import { recompute, sealChain } from './recompute.js';

const STANDARD = PRESETS['standard-2026'];
const COURSE: CourseDeclaration = { required: ['l1', 'l2'], quiz: true, fixedUnits: 108_000, evidence: { title: 'c1' } };

function recomputed(change: Partial<PersonEvidence>, { recorded = [], policy = STANDARD, course = COURSE }: { recorded?: readonly RecordedEntry[]; policy?: Policy; course?: CourseDeclaration | null } = {}) {
  return recompute(evidenceOf(change), recorded, { policyOn: () => policy, courseOf: (id) => (id === 'c1' ? course : null) });
}
const told = (...args: Parameters<typeof recomputed>) => recomputed(...args).entries.map(({ key, units, date }) => `${key} ${units} ${date}`);
const idOf = (key: string, when: string) => entryId(key, at(when));

describe('what is on record of a person', () => {
  it('gives entries of the time, place and policy of each thing', () => {
    const facts = { completions: [completion('l1', '2026-03-10T08:00')], quizzes: [quiz('c9', '2026-03-11T08:00')], attendances: [attendance('s1', '2026-03-12T08:00')], grants: [grant('g1', '2026-03-13T08:00')], transfers: [transfer('t1', '2026-03-14T08:00')] };
    const { entries, faults } = recomputed(facts);
    expect(faults).toEqual([]);
    expect(entries).toEqual([
      content('l1', '2026-03-10T08:00'),
      content('c9', '2026-03-11T08:00', { kind: 'quiz', key: 'quiz:a:c9', units: 54_000 }),
      content('s1', '2026-03-12T08:00', { kind: 'attend', key: 'attend:a:s1', units: 216_000 }),
      content('g1', '2026-03-13T08:00', { kind: 'grant', key: 'grant:g1', units: 54_000 }),
      content('t1', '2026-03-14T08:00', { kind: 'transfer', key: 'transfer:i:t1', units: 5_000 }),
    ]);
  });

  it('gives no entry twice, whatever is on record twice', () => {
    const twice = [grant('g1', '2026-03-13T08:00'), grant('g1', '2026-03-14T08:00')];
    expect(told({ grants: twice })).toEqual(['grant:g1 54000 2026-03-13']);
    expect(told({ quizzes: [quiz('c9', '2026-03-10T08:00'), quiz('c9', '2026-03-11T08:00')] })).toEqual(['quiz:a:c9 54000 2026-03-10']);
  });

  it('gives a reversal in the year of what it takes back', () => {
    const facts = { grants: [grant('g1', '2026-12-31T08:00')], reversals: [reversal(idOf('grant:g1', '2026-12-31T08:00'), '2027-02-03T08:00')] };
    expect(recomputed(facts).entries[1]).toMatchObject({ kind: 'reversal', units: -54_000, date: '2027-02-03', year: 2026, ...PLACE });
  });

  it('gives a later round an entry of its own only where the first was taken back', () => {
    const completions = [completion('l1', '2026-03-10T08:00'), completion('l1', '2026-03-12T08:00', { round: 2 })];
    const reversals = [reversal(idOf('lesson:a:l1', '2026-03-10T08:00'), '2026-03-11T08:00')];
    expect(told({ completions, reversals })).toEqual(['lesson:a:l1 144000 2026-03-10', `reverse:${reversals[0]!.entryId} -144000 2026-03-11`, 'lesson:a:l1:2 144000 2026-03-12']);
    expect(recomputed({ completions, reversals }).faults).toEqual([]);
    // Another entry that was taken back frees nothing.
    const other = { grants: [grant('g1', '2026-03-10T07:00')], reversals: [reversal(idOf('grant:g1', '2026-03-10T07:00'), '2026-03-11T08:00')] };
    expect(recomputed({ completions, ...other }).faults).toMatchObject([{ kind: 'round', recorded: 2 }]);
  });
});

describe('a contradiction', () => {
  const fault = (kind: Difference['kind'], key: string, recorded: Difference['recorded'], again: Difference['recomputed'], year = 2026) => ({ kind, personId: 'a', key, year, recorded, recomputed: again });
  const lesson = (change: Parameters<typeof completion>[2]) => ({ completions: [completion('l1', '2026-03-10T08:00', change)] });
  const [LESSON, REVERSED] = [idOf('lesson:a:l1', '2026-03-10T08:00'), idOf(`reverse:${idOf('lesson:a:l1', '2026-03-10T08:00')}`, '2026-03-11T08:00')];

  it.each<[string, Partial<PersonEvidence>, Difference[]]>([
    ['a date that is not that of its moment', lesson({ date: '2026-03-11' }), [fault('date', 'lesson:a:l1', '2026-03-11', '2026-03-10')]],
    ['too little covered', lesson({ coveredSeconds: 3_239 }), [fault('coverage', 'lesson:a:l1', 3_239, 3_240)]],
    ['just enough covered', lesson({ coveredSeconds: 3_240 }), []],
    ['unpaid without a limit that was reached', lesson({ credited: false }), [fault('credited', 'lesson:a:l1', false, true)]],
    ['a round that earned again', { completions: [...lesson({}).completions, completion('l1', '2026-03-12T08:00', { round: 2 })] }, [fault('round', 'lesson:a:l1', 2, null)]],
    ['passed with too few points', { quizzes: [quiz('c9', '2026-03-10T08:00', { points: 59 })] }, [fault('passed', 'quiz:a:c9', true, false)]],
    ['failed with enough points', { quizzes: [quiz('c9', '2026-03-10T08:00', { passed: false })] }, [fault('passed', 'quiz:a:c9', false, true)]],
    ['a large grant approved by one', { grants: [grant('g1', '2026-03-10T08:00', { units: 540_001 })] }, [fault('approval', 'grant:g1', 1, null)]],
    ['a large grant approved by two', { grants: [grant('g1', '2026-03-10T08:00', { units: 540_001, approvals: 2 })] }, []],
    ['a transfer into a closed year', { transfers: [transfer('t1', '2027-01-16T00:00', { date: '2026-12-31' })] }, [fault('closed_year', 'transfer:i:t1', '2026-12-31', null)]],
    ['a transfer into a year that closes later', { transfers: [transfer('t1', '2027-01-15T23:59', { date: '2026-12-31' })] }, []],
    ['a reversal of nothing', { reversals: [reversal('none', '2026-03-11T08:00')] }, [fault('target', 'reverse:none', 'none', null)]],
    ['a reversal of a reversal', { ...lesson({}), reversals: [reversal(LESSON, '2026-03-11T08:00'), reversal(REVERSED, '2026-03-12T08:00')] }, [fault('target', `reverse:${REVERSED}`, REVERSED, null)]],
    ['a second reversal', { ...lesson({}), reversals: [reversal(LESSON, '2026-03-11T08:00'), reversal(LESSON, '2026-03-12T08:00')] }, [fault('target', `reverse:${LESSON}`, LESSON, null)]],
  ])('is told, if it is one: %s', (_, facts, faults) => {
    expect(recomputed(facts).faults).toEqual(faults);
  });

  it('gives no entry where the rule gives none', () => {
    expect(told({ quizzes: [quiz('c9', '2026-03-10T08:00', { points: 59 })], grants: [grant('g1', '2026-03-10T08:00', { units: 540_001 })], transfers: [transfer('t1', '2027-01-16T00:00', { date: '2026-12-31' })] })).toEqual([]);
  });

  it('is not that a merge decided otherwise over both histories', () => {
    const full = ['l1', 'l2', 'l3'].map((id, i) => completion(id, `2026-03-10T0${i + 6}:00`));
    const byMerge = (credited: boolean | null) => recomputed({ completions: [...full, completion('l4', '2026-03-10T12:00', { byMerge: true, credited, durationSeconds: 1_800 })] });
    expect(byMerge(true)).toMatchObject({ faults: [], entries: [{}, {}, {}, { key: 'lesson:a:l4', units: 72_000 }] });
    for (const credited of [false, null]) expect(byMerge(credited)).toMatchObject({ faults: [], entries: { length: 3 } });
  });
});

describe('a course', () => {
  const policy = PRESETS['course-fixed'];
  const lesson = (id: string, when: string, courseVersionId = 'c1') => completion(id, when, { credited: null, courseVersionId });
  const lessons = [lesson('l1', '2026-03-10T08:00'), lesson('l2', '2026-03-12T08:00')];
  const passed = [quiz('c1', '2026-03-11T08:00')];

  it('is finished by its last step, and earns its own value in that place', () => {
    expect(recomputed({ completions: lessons, quizzes: passed }, { policy }).entries).toEqual([
      content('c1', '2026-03-12T08:00', { kind: 'course', key: 'course:a:c1', units: 108_000, policyVersion: 'course-fixed' }),
    ]);
  });

  it.each<[string, Partial<PersonEvidence>, CourseDeclaration | null]>([
    ['a lesson is missing', { completions: lessons.slice(1), quizzes: passed }, COURSE],
    ['its quiz is missing', { completions: lessons }, COURSE],
    ['its quiz was failed', { completions: lessons, quizzes: [quiz('c1', '2026-03-11T08:00', { points: 0, passed: false })] }, COURSE],
    ['it has no value of its own', { completions: lessons, quizzes: passed }, { ...COURSE, fixedUnits: null }],
    ['it is worth nothing', { completions: lessons, quizzes: passed }, { ...COURSE, fixedUnits: 0 }],
    ['nobody knows it', { completions: lessons, quizzes: passed }, null],
  ])('earns nothing where %s', (_, facts, course) => {
    expect(told(facts, { policy, course }).filter((entry) => entry.startsWith('course'))).toEqual([]);
  });

  it('is dated by its first completions, not by later rounds', () => {
    const completions = [lesson('l1', '2026-03-01T08:00'), lesson('l2', '2026-03-02T08:00'), lesson('l1', '2026-03-05T08:00')];
    const late = quiz('c1', '2026-03-07T08:00', { date: '2026-03-03' });
    expect(told({ completions, quizzes: [late] }, { policy })).toContain('course:a:c1 108000 2026-03-03');
  });

  it('may be finished by a change of version, of which only the entry tells, and is judged all the same', () => {
    const earlier = { completions: lessons.map((fact) => ({ ...fact, courseVersionId: 'c0' })), quizzes: [] };
    const place = { regionId: 'r7', organisationId: null };
    const recorded = chained([content('c1', '2026-04-01T08:00', { kind: 'course', key: 'course:a:c1', units: 108_000, ...place })]);
    const finished = recomputed(earlier, { policy, recorded, course: { ...COURSE, quiz: false } }).entries;
    expect(finished).toMatchObject([{ key: 'course:a:c1', date: '2026-04-01', recordedAt: at('2026-04-01T08:00'), ...place, evidence: { title: 'c1' } }]);
    expect(recomputed(earlier, { policy, recorded }).entries).toEqual([]);
  });

  describe('after a merge', () => {
    const MERGED = '2026-05-10T12:00';
    /** 'b' had passed the quiz, which the merge posts anew for 'a'. */
    const theirs = chained([content('c1', '2026-03-11T08:00', { personId: 'b', kind: 'quiz', key: 'quiz:b:c1', units: 54_000 })]);
    const noted = (of: RecordedEntry): MergeNote => ({ person: 'b', kind: of.kind as 'quiz', sourceId: of.sourceId, earnedMs: of.recordedAt, entryId: of.id, entryHash: of.hash });
    const recorded = chained([content('c1', MERGED, { kind: 'quiz', key: 'quiz:a:c1', units: 54_000, date: '2026-03-11', evidence: { title: 'c1', merge: { ...noted(theirs[0]!) } } })]);
    const merged = { mergedWith: ['b'], absorbed: theirs };

    it('counts what the other had completed and passed', () => {
      const facts = { ...merged, moved: [lesson('l1', '2026-03-10T08:00')], completions: [lesson('l2', '2026-05-11T08:00')] };
      expect(told(facts, { policy, recorded })).toEqual(['quiz:a:c1 54000 2026-03-11', 'course:a:c1 108000 2026-05-11']);
      expect(told({ ...facts, moved: [] }, { policy, recorded })).toEqual(['quiz:a:c1 54000 2026-03-11']);
      expect(told({ ...facts, absorbed: [], mergedWith: [] }, { policy, recorded })).toEqual([]);
    });

    it('does not take a class for the quiz of the course', () => {
      const classes = chained([content('c1', '2026-03-11T08:00', { personId: 'b', kind: 'attend', key: 'attend:b:c1', units: 54_000 })]);
      const posted = chained([content('c1', MERGED, { kind: 'attend', key: 'attend:a:c1', units: 54_000, date: '2026-03-11', evidence: { title: 'c1', merge: { ...noted(classes[0]!) } } })]);
      const facts = { mergedWith: ['b'], absorbed: classes, moved: [lesson('l1', '2026-03-10T08:00')], completions: [lesson('l2', '2026-05-11T08:00')] };
      expect(told(facts, { policy, recorded: posted })).toEqual(['attend:a:c1 54000 2026-03-11']);
    });

    it('keeps the date of the own completion', () => {
      const own = [lesson('l1', '2026-03-01T08:00'), lesson('l2', '2026-03-02T08:00', 'c0')];
      const facts = { ...merged, completions: own, moved: [lesson('l1', '2026-03-20T08:00')], quizzes: [quiz('c1', '2026-05-20T08:00', { date: '2026-03-05' })] };
      // Without the merge's own entry of the quiz: it was of another course.
      const other = chained([content('c7', '2026-03-11T08:00', { personId: 'b', kind: 'quiz', key: 'quiz:b:c7', units: 54_000 })]);
      const posted = chained([content('c7', MERGED, { kind: 'quiz', key: 'quiz:a:c7', units: 54_000, date: '2026-03-11', evidence: { title: 'c7', merge: { ...noted(other[0]!) } } })]);
      expect(told({ ...facts, absorbed: other }, { policy, recorded: posted })).toContain('course:a:c1 108000 2026-03-05');
    });
  });
});

describe('what an absorbed record gave away', () => {
  const own = content('l1', '2026-03-10T08:00', { personId: 'b' });
  const gone = (merged: string) => chained([own, content('l1', '2026-05-10T12:00', { personId: 'b', kind: 'reversal', key: `reverse:${own.id}`, units: -144_000, reverses: own.id, evidence: { merged, reason: 'merge' } })]);
  const missing = { kind: 'missing', personId: 'a', key: `grant:merge-${own.id}`, year: 2026, recorded: null, recomputed: 144_000 };

  it('as moved must stand in the kept record', () => {
    const absorbed = gone('moved');
    expect(recomputed({ mergedWith: ['b'], absorbed }).faults).toEqual([missing]);
    const merge = { person: 'b', kind: 'lesson', sourceId: 'l1', earnedMs: own.recordedAt, entryId: own.id, entryHash: absorbed[0]!.hash };
    const recorded = chained([content('l1', '2026-05-10T12:00', { date: '2026-03-10', evidence: { title: 'l1', merge } })]);
    expect(recomputed({ mergedWith: ['b'], absorbed }, { recorded })).toMatchObject({ faults: [], entries: [{ key: 'lesson:a:l1', units: 144_000 }] });
  });

  it('for another reason need not', () => {
    expect(recomputed({ mergedWith: ['b'], absorbed: gone('double') }).faults).toEqual([]);
    expect(recomputed({ mergedWith: ['b'], absorbed: gone('moved').slice(0, 1) }).faults).toEqual([]);
  });
});

it('recomputed entries join to one chain', () => {
  const { entries } = recomputed({ grants: [grant('g1', '2026-03-10T08:00'), grant('g2', '2026-03-11T08:00')] });
  const chain = sealChain(entries);
  expect(chain.map(({ sequence, key }) => [sequence, key])).toEqual([[1, 'grant:g1'], [2, 'grant:g2']]);
  expect([chain[0]!.previousHash, verifyChain(chain)]).toEqual([GENESIS_HASH, { ok: true }]);
});
