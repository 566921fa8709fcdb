/** Merges case by case: what the histories of `merge.property.spec.ts` leave open. */
import { describe, expect, it } from '@jest/globals';
import { at } from '../test/facts.js';
import { IN_TIME, NOW, completed, earned, entry, history, inputOf, planned } from '../test/merge-histories.js';
import { type MergeEntry, type MergeHistory, countsFor, planMerge, reversalEvidence } from './merge.js';
import { PRESETS } from './policy.js';

const DAY = '2026-05-08';
const [EARLIER, LATER] = ['2026-05-07', '2026-05-09'];
const FIXED = PRESETS['course-fixed'];
/** Three lessons of an hour: all that a date allows. */
const full = (person: string, day: string, ids = ['f1', 'f2', 'f3']) => ids.map((id, i) => earned(person, id, `${day}T0${i + 1}:00`));
const unpaid = (person: string, lesson: string, when: string, round = 1) => ({ completions: [completed(person, lesson, when, { credited: false, round })] });
const attended = (person: string, session: string, when: string, hours: number) => ({ entries: [entry(session, when, { personId: person, kind: 'attend', key: `attend:${person}:${session}`, units: hours * 108_000 })] });
const takenBack = (of: MergeEntry, when: string, evidence: object = { reason: '有误' }) => ({
  entries: [entry(of.sourceId, when, { personId: of.personId, kind: 'reversal', key: `reverse:${of.id}`, units: -of.units, year: of.year, reverses: of.id, evidence: evidence as MergeEntry['evidence'] })],
});

/** Reversals by why, person and thing; postings by key, units and date; completions by thing, round and what became of them. */
function told(...of: Parameters<typeof planned>) {
  const { reversals, postings, completions } = planned(...of);
  return {
    reversals: reversals.map(({ why, entry: { personId, sourceId } }) => `${why} ${personId} ${sourceId}`),
    postings: postings.map(({ key, units, date }) => `${key} ${units} ${date}`),
    completions: completions.map(({ from, round, credited }) => `${from.lessonVersionId} ${round} ${credited}`),
  };
}

describe('completions of the absorbed person', () => {
  it('become further rounds of the kept one, each once, in order', () => {
    const kept = history('a', unpaid('a', 'l1', `${EARLIER}T09:00`), unpaid('a', 'l1', `2026-05-06T09:00`, 3), ...full('a', EARLIER), ...full('a', '2026-05-06', ['g1', 'g2', 'g3']));
    const absorbed = history('b', ...full('b', DAY, ['h1', 'h2', 'h3']), unpaid('b', 'l1', `${DAY}T09:00`, 2), earned('b', 'l2', `${LATER}T09:00`), { completions: [completed('b', 'l1', `${LATER}T08:00`, { round: 3 })], entries: [entry('l1', `${LATER}T08:00`, { personId: 'b' })] });
    expect(told(kept, absorbed).completions).toEqual(['h1 1 true', 'h2 1 true', 'h3 1 true', 'l1 4 false', 'l1 5 true', 'l2 1 true']);
  });

  it('that are doubles of what the kept one had before do not', () => {
    expect(told(history('a', earned('a', 'l1', `${EARLIER}T09:00`)), history('b', earned('b', 'l1', `${DAY}T09:00`)))).toEqual({ reversals: ['double b l1'], postings: [], completions: [] });
  });

  it('that a merge has brought already do not come again', () => {
    const brought = unpaid('b', 'l1', `${DAY}T09:00`);
    const kept = history('a', ...full('a', DAY), { completions: [completed('a', 'l1', `${DAY}T09:00`, { credited: false, round: 2 })] });
    expect(told(kept, history('b', brought)).completions).toEqual([]);
  });

  it('without a value of their own keep none, and the first of them settles the lesson', () => {
    const worthless = (person: string, when: string, round = 1) => ({ completions: [completed(person, 'l1', when, { credited: null, round })] });
    expect(told(history('a'), history('b', worthless('b', `${DAY}T09:00`)), FIXED)).toEqual({ reversals: [], postings: [], completions: ['l1 1 null'] });
    expect(told(history('a', worthless('a', `${EARLIER}T09:00`)), history('b', worthless('b', `${DAY}T09:00`)), FIXED).completions).toEqual([]);
    expect(told(history('a', worthless('a', `${EARLIER}T09:00`)), history('b', earned('b', 'l1', `${DAY}T09:00`)))).toEqual({ reversals: ['double b l1'], postings: [], completions: [] });
  });

  it('that were left unpaid earn their entry where the joint history leaves room', () => {
    const kept = history('a', earned('a', 'f1', `${EARLIER}T09:00`));
    const plan = planned(kept, history('b', ...full('b', DAY), unpaid('b', 'l4', `${DAY}T09:00`)));
    const { postings } = plan;
    const note = { person: 'b', kind: 'lesson', sourceId: 'l4', earnedMs: at(`${DAY}T09:00`), entryId: null, entryHash: null };
    expect(postings.at(-1)).toEqual({ kind: 'lesson', sourceId: 'l4', key: 'lesson:a:l4', units: 144_000, date: DAY, year: 2026, policyVersion: 'standard-2026', note, entry: null, lesson: { lessonVersionId: 'l4', round: 1 } });
    expect(plan.completions.map(({ from, round, credited }) => `${from.lessonVersionId} ${round} ${credited}`)).toEqual(['f2 1 true', 'f3 1 true', 'l4 1 true']);
    // One of the kept person's own has the round that it had.
    const own = planned(history('a', ...full('a', DAY), unpaid('a', 'l4', `${DAY}T09:00`, 2)), history('b', earned('b', 'f1', `${EARLIER}T09:00`)));
    expect(own.postings.at(-1)).toMatchObject({ key: 'lesson:a:l4', note: { person: 'a', entryId: null }, entry: null, lesson: { lessonVersionId: 'l4', round: 2 } });
  });

  it('that stay unpaid may be earned on a later date only', () => {
    const today = told(history('a', ...full('a', DAY), unpaid('a', 'l4', `${DAY}T08:00`)), history('b', unpaid('b', 'l4', `${DAY}T09:00`)));
    expect(today).toEqual({ reversals: [], postings: [], completions: [] });
    const absorbed = history('b', ...full('b', DAY), unpaid('b', 'l4', `${DAY}T08:00`));
    expect(told(history('a', unpaid('a', 'l4', `${DAY}T09:00`)), absorbed).completions).toEqual(['f1 1 true', 'f2 1 true', 'f3 1 true', 'l4 2 false']);
    expect(told(history('a', earned('a', 'l4', `${LATER}T09:00`)), absorbed)).toMatchObject({ reversals: ['moved b f1', 'moved b f2', 'moved b f3'], completions: ['f1 1 true', 'f2 1 true', 'f3 1 true', 'l4 2 false'] });
  });
});

describe('the limit of a date', () => {
  it('is met in the order of what happened: the later class is cut, under another key', () => {
    const [kept, absorbed] = [history('a', attended('a', 's1', `${DAY}T10:00`, 4)), history('b', attended('b', 's2', `${DAY}T08:00`, 4))];
    expect(told(kept, absorbed)).toEqual({ reversals: ['moved b s2', 'recut a s1'], postings: [`attend:a:s2 432000 ${DAY}`, `grant:merge-${kept.entries[0]!.id} 216000 ${DAY}`], completions: [] });
  });

  it('refuses a class for which nothing is left', () => {
    const kept = history('a', attended('a', 's1', `${DAY}T08:00`, 3), attended('a', 's2', `${DAY}T09:00`, 3));
    expect(told(kept, history('b', attended('b', 's3', `${DAY}T10:00`, 2)))).toEqual({ reversals: ['daily_cap b s3'], postings: [], completions: [] });
  });

  it('is filled, too, by what somebody took back since', () => {
    const kept = history('a', ...full('a', DAY));
    const back = takenBack(kept.entries[2]!, `${LATER}T10:00`);
    expect(told(history('a', kept, back), history('b', earned('b', 'l4', `${DAY}T09:00`)))).toMatchObject({ reversals: ['daily_cap b l4'], postings: [] });
  });

  it('holds for watching and classes apart', () => {
    expect(told(history('a', ...full('a', DAY), attended('a', 's1', `${DAY}T08:00`, 6)), history('b', { entries: [entry('c1', `${DAY}T09:00`, { personId: 'b', kind: 'quiz', key: 'quiz:b:c1', units: 54_000 })] }))).toMatchObject({
      reversals: ['moved b c1'],
      postings: [`quiz:a:c1 54000 ${DAY}`],
    });
  });

  it('decides on a full date which of two doubles stands, even the absorbed person’s', () => {
    const both = (kept: MergeHistory) => told(kept, history('b', earned('b', 'f1', `${DAY}T01:00`)));
    // On a date that is not full the kept person's own entry stands, though it is the later one.
    expect(both(history('a', earned('a', 'f1', `${DAY}T05:00`)))).toMatchObject({ reversals: ['double b f1'], postings: [] });
    const over = history('a', ...full('a', DAY, ['f2', 'f3', 'f4']), earned('a', 'f1', `${DAY}T05:00`));
    expect(both(over)).toMatchObject({ reversals: ['moved b f1', 'daily_cap a f4', 'double a f1'], postings: [`lesson:a:f1:2 144000 ${DAY}`] });
  });

  it('is met at one moment by the kept person first, by entries before what earned nothing, and then by name', () => {
    const over = history('a', ...full('a', DAY, ['f1', 'f2', 'f3', 'f4']));
    expect(told(over, history('b', earned('b', 'f1', `${DAY}T01:00`)))).toMatchObject({ reversals: ['double b f1', 'daily_cap a f4'], postings: [] });
    expect(told(history('a', unpaid('a', 'l1', `${DAY}T09:00`)), history('b', earned('b', 'l1', `${DAY}T09:00`)))).toMatchObject({ reversals: ['moved b l1'] });
    const two = history('a', ...full('a', DAY, ['f1', 'f2']));
    expect(told(two, history('b', earned('b', 'l2', `${DAY}T09:00`), earned('b', 'l1', `${DAY}T09:00`)))).toMatchObject({ reversals: ['daily_cap b l2', 'moved b l1'] });
  });

  it('decides so where a class was cut, too', () => {
    const kept = history('a', attended('a', 's1', `${DAY}T10:00`, 2), attended('a', 's2', `${DAY}T11:00`, 6));
    const absorbed = history('b', attended('b', 's1', `${DAY}T08:00`, 2));
    expect(told(kept, absorbed)).toMatchObject({ reversals: ['moved b s1', 'double a s1', 'recut a s2'] });
  });
});

describe('the same thing earned twice', () => {
  it('is so by the thing, but never for grants and transfers', () => {
    const transfer = (person: string, issuer: string) => ({ entries: [entry('t1', `${DAY}T09:00`, { personId: person, kind: 'transfer', key: `transfer:${issuer}:t1`, units: 5_000 })] });
    const grant = (person: string, id: string, hour: string) => ({ entries: [entry('g', `${DAY}T${hour}:00`, { personId: person, kind: 'grant', key: `grant:${id}`, units: 1_000 })] });
    const kept = history('a', transfer('a', 'i1'), grant('a', 'g1', '10'));
    const absorbed = history('b', transfer('b', 'i2'), grant('b', 'g2', '11'));
    expect(told(kept, absorbed).reversals).toEqual(['moved b t1', 'moved b g']);
    expect(told(kept, absorbed).postings.map((text) => text.replace(/merge-\S+/u, 'merge'))).toEqual([`grant:merge 5000 ${DAY}`, `grant:merge 1000 ${DAY}`]);
  });

  it('is so for courses and classes', () => {
    const course = (person: string, when: string) => ({ entries: [entry('c1', when, { personId: person, kind: 'course', key: `course:${person}:c1`, units: 108_000 })] });
    const kept = history('a', course('a', `${EARLIER}T09:00`), attended('a', 's1', `${EARLIER}T09:00`, 2));
    expect(told(kept, history('b', course('b', `${DAY}T09:00`), attended('b', 's1', `${EARLIER}T09:00`, 2)))).toEqual({ reversals: ['double b c1', 'double b s1'], postings: [], completions: [] });
  });

  it('at one and the same moment stands in the kept record', () => {
    const twice = (person: string) => ({ ...earned(person, 'l1', `${DAY}T09:00`) });
    expect(told(history('a', twice('a')), history('b', twice('b')))).toEqual({ reversals: ['double b l1'], postings: [], completions: [] });
  });

  it('is what an entry was before a merge posted it', () => {
    const merge = { person: 'x', kind: 'lesson', sourceId: 'l1', earnedMs: at(`${EARLIER}T09:00`), entryId: 'e', entryHash: 'h' };
    const stood = { entries: [entry('merge-e', `${LATER}T12:00`, { kind: 'grant', key: 'grant:merge-e', units: 144_000, date: EARLIER, evidence: { merge } })] };
    expect(told(history('a', stood), history('b', earned('b', 'l1', `${DAY}T09:00`)))).toMatchObject({ reversals: ['double b l1'], postings: [] });
  });
});

describe('what a merge has taken out of a history', () => {
  it('is no part of it any more, whatever the kept person holds', () => {
    const own = earned('a', 'l1', `${DAY}T09:00`);
    const kept = history('a', own, takenBack(own.entries[0]!, `${LATER}T09:00`, { merged: 'double', reason: 'merge' }));
    expect(told(kept, history('b', earned('b', 'l1', `${LATER}T08:00`)))).toMatchObject({ reversals: ['moved b l1'], postings: [`lesson:a:l1:2 144000 ${LATER}`] });
  });

  it('as never counted leaves the completions of its date unearned too', () => {
    const old = earned('a', 'l1', '2025-11-01T09:00');
    const left = unpaid('a', 'l2', '2025-11-01T10:00');
    const other = unpaid('a', 'l3', '2025-11-02T10:00');
    const undone = takenBack(old.entries[0]!, `${LATER}T09:00`, reversalEvidence({ why: 'never_counted' }));
    expect(told(history('a', old, undone, left, other), history('b')).postings.map((text) => text.replace(/merge-\S+/u, 'merge'))).toEqual(['grant:merge 144000 2025-11-02']);
  });
});

describe('the entries of a merge', () => {
  it('of closed years name those years, the earliest first', () => {
    const kept = { ...history('a', earned('a', 'l1', '2025-11-01T09:00')), verifiedMs: at('2023-06-01T00:00') };
    const absorbed = { ...history('b', earned('b', 'l2', `${DAY}T09:00`), earned('b', 'l3', '2025-11-01T09:00'), earned('b', 'l4', '2024-11-01T09:00')), verifiedMs: at('2023-06-01T00:00') };
    expect(planned(kept, absorbed).closedYears).toEqual([2024, 2025]);
    // Of a year in which something was only taken back, or only posted, too.
    const late = { ...history('a', earned('a', 'l1', '2025-11-01T09:00')), verifiedMs: at('2026-03-01T10:00') };
    const never = planned(late, history('b'));
    expect([never.reversals.map(({ why }) => why), never.postings, never.closedYears]).toEqual([['never_counted'], [], [2025]]);
    const posted = planned(history('a'), history('b', unpaid('b', 'l1', '2025-11-01T09:00')));
    expect([posted.reversals, posted.postings.length, posted.closedYears]).toEqual([[], 1, [2025]]);
  });

  it('never share a key', () => {
    const rounds = { completions: [completed('b', 'l1', `${DAY}T09:00`, { round: 2 })], entries: [entry('l1', `${DAY}T09:00`, { personId: 'b' })] };
    const { postings } = planned(history('a', unpaid('a', 'l9', `${EARLIER}T09:00`)), history('b', rounds, ...full('b', DAY)));
    expect(new Set(postings.map(({ key }) => key)).size).toBe(postings.length);
  });

  it('that stand for another name no completion: that one is brought by itself', () => {
    const { postings, completions } = planned(history('a'), history('b', earned('b', 'l1', `${DAY}T09:00`)));
    expect([postings.map(({ lesson }) => lesson), completions.length]).toEqual([[null], 1]);
  });

  it('say why they reverse', () => {
    expect(reversalEvidence({ why: 'moved' })).toEqual({ reason: 'merge', merged: 'moved' });
  });

  it('of a lesson that both together complete have its round', () => {
    const row = (coverage: [number, number][]) => ({ lessonVersionId: 'l1', durationSeconds: 3_600, round: 1, coverage, completedOn: null, credited: null });
    const [kept, absorbed] = [history('a', { progress: [row([[0, 1_800]])] }), history('b', { progress: [row([[1_800, 3_600]])] })];
    const posting = { kind: 'lesson', sourceId: 'l1', key: 'lesson:a:l1', units: 144_000, date: '2026-05-10', year: 2026, policyVersion: 'standard-2026', note: null, entry: null, lesson: { lessonVersionId: 'l1', round: 1 } };
    expect(planned(kept, absorbed).postings).toEqual([posting]);
    const noValue = planned(kept, absorbed, FIXED);
    expect([noValue.postings, noValue.lessons]).toMatchObject([[], [{ progress: { completedOn: '2026-05-10', credited: null } }]]);
  });
});

describe('the verification of one person', () => {
  const [EARLY, LATE, END] = [IN_TIME, at('2026-03-01T10:00'), at('2026-04-01T10:00')];

  it.each<[string, [number | null, number | null], [number | null, number | null], [number | null, number | null]]>([
    ['of neither', [null, null], [null, null], [null, null]],
    ['of one', [null, null], [LATE, null], [LATE, null]],
    ['of both: since the earlier', [LATE, null], [EARLY, null], [EARLY, null]],
    ['of one whose real name is in use no longer', [EARLY, END], [null, null], [EARLY, END]],
    ['of two, the name of one of whom is in use', [EARLY, END], [LATE, null], [EARLY, null]],
    ['of two, until the later end', [EARLY, LATE], [EARLY, END], [EARLY, END]],
    ['of two, the other way round', [EARLY, END], [EARLY, LATE], [EARLY, END]],
  ])('%s', (_, a, b, joint) => {
    const of = (personId: string, [verifiedMs, unverifiedMs]: [number | null, number | null]) => ({ ...history(personId), verifiedMs, unverifiedMs });
    const { verifiedMs, unverifiedMs } = planMerge(inputOf(of('a', a), of('b', b)));
    expect([verifiedMs, unverifiedMs]).toEqual(joint);
  });

  const CLOSE = at('2026-01-16T00:00');
  it.each<[string, number | null, number | null, boolean]>([
    ['in time', CLOSE - 1, null, true],
    ['when the books had just closed', CLOSE, null, false],
    ['never', null, null, false],
    ['in time, and no longer just before the books closed', EARLY, CLOSE - 1, false],
    ['in time, and no longer since the books closed', EARLY, CLOSE, true],
  ])('lets a closed year count: %s', (_, verifiedMs, unverifiedMs, counts) => {
    expect(countsFor({ verifiedMs, unverifiedMs }, 2025, NOW)).toBe(counts);
    expect(countsFor({ verifiedMs, unverifiedMs }, 2026, NOW)).toBe(true);
  });
});
