import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Act, DAYS, type Deed, LENGTHS, type Life, NOW, POLICY, VERIFIED, carryOut, dateOf, live } from '../../test/merge-lives.js';
import { events, stage } from '../../test/random-scenarios.js';
import { asRecorded, replayedAndRecomputed } from '../../test/recorded.js';
import { mergeMarkOf } from '../merge-keys.js';
import { planMerge } from '../merge.js';
import { COMPARED_FIELDS, type PersonEvidence, type RecordedEntry, type Rules, compareEntries, recompute, sealChain } from './index.js';

const PLACE = { regionId: null, organisationId: null };

describe('recomputing what a scenario leaves on record', () => {
  it('gives the entries of its replay', () => {
    fc.assert(
      fc.property(stage, events, (start, list) => {
        const { entries, again } = replayedAndRecomputed(start, list);
        expect(again).toEqual(entries);
      }),
      { numRuns: 600 },
    );
  });
});

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('watch' as const), lesson: fc.constantFrom(...Object.keys(LENGTHS)), from: fc.constant(0), to: fc.constantFrom(1_800, 3_600, 5_400) }).map((one) => ({ ...one, to: Math.min(one.to, LENGTHS[one.lesson]!) })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quiz' as const), course: fc.constantFrom('c1', 'c2') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('attend' as const), session: fc.constantFrom('s1', 's2', 's3'), hours: fc.constantFrom(2, 4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('grant' as const), units: fc.constantFrom(54_000, 108_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack' as const), nth: fc.nat(5) }) },
);
const acts = fc.array(fc.record({ who: fc.constantFrom('a', 'b'), day: fc.nat(DAYS.length - 1), deed }), { maxLength: 40, size: 'max' }).map((list) =>
  list.map(({ who, day, deed: done }, i): Act => ({ who, deed: done, at: Date.parse(`${DAYS[day]}T06:00:00+08:00`) + i * 60_000 })).sort((a, b) => a.at - b.at),
);
const verified = fc.constantFrom(...VERIFIED);

/** What a life leaves on record beside its entries. */
function recordOf(life: Life, own: readonly Act[], other: Life | null): PersonEvidence {
  const at = ({ at: atMs }: Act, title: string) => ({ atMs, place: PLACE, evidence: { title } });
  const theirs = new Set(other?.completions.map(({ lessonVersionId, completedMs }) => `${lessonVersionId}|${completedMs}`));
  const completions = life.completions.map((row) => ({ ...row, courseVersionId: 'none', atMs: row.completedMs, coveredSeconds: row.durationSeconds, byMerge: row.completedMs === NOW, place: PLACE, evidence: { title: row.lessonVersionId } }));
  const isMoved = ({ lessonVersionId, completedMs }: { lessonVersionId: string; completedMs: number }) => theirs.has(`${lessonVersionId}|${completedMs}`);
  return {
    personId: life.personId,
    completions: completions.filter((row) => !isMoved(row)).map((row) => (row.byMerge ? { ...row, evidence: {} } : row)),
    moved: completions.filter(isMoved).map((row) => ({ ...row, evidence: {} })),
    quizzes: own.flatMap((act) => (act.deed.do === 'quiz' ? [{ ...at(act, act.deed.course), courseVersionId: act.deed.course, date: dateOf(act.at), points: 60, maxPoints: 100, passed: true }] : [])),
    attendances: own.flatMap((act) => (act.deed.do === 'attend' ? [{ ...at(act, act.deed.session), activityId: act.deed.session, date: dateOf(act.at), classHours: act.deed.hours, scheduledMinutes: 90, presentMinutes: 90, signedOut: true }] : [])),
    grants: own.flatMap((act) => (act.deed.do === 'grant' ? [{ ...at(act, `g${act.at}`), id: `g${act.at}`, units: act.deed.units, date: dateOf(act.at), approvals: 1 }] : [])),
    transfers: [],
    reversals: life.entries.flatMap((entry) => (entry.reverses !== null && !('merged' in (entry.evidence as object)) ? [{ atMs: entry.recordedAt, evidence: entry.evidence as { reason: string }, entryId: entry.reverses }] : [])),
    mergedWith: other ? [other.personId] : [],
    absorbed: other ? other.entries.map(asRecorded) : [],
  };
}

const RULES: Rules = { policyOn: () => POLICY, courseOf: () => null };

/** Two lives, merged if they are to be, with what is on record of both. */
function lived(list: Act[], a: number | null, b: number | null, merge: boolean) {
  const lives = live({ a, b }, list);
  const [kept, absorbed] = [lives.a!, lives.b!];
  const by = (who: string) => list.filter((act) => act.who === who);
  if (!merge) return [{ life: kept, record: recordOf(kept, by('a'), null) }, { life: absorbed, record: recordOf(absorbed, by('b'), null) }];
  const after = carryOut(planMerge({ kept: kept.history(), absorbed: absorbed.history(), policyOn: () => POLICY, nowMs: NOW }), kept, absorbed, NOW);
  return [{ life: after, record: recordOf(after, by('a'), absorbed) }, { life: absorbed, record: { ...recordOf(absorbed, by('b'), null), mergedWith: ['a'] } }];
}

describe('recomputing a ledger', () => {
  it('gives every entry byte for byte, those of merges too', () => {
    fc.assert(
      fc.property(acts, verified, verified, fc.boolean(), (list, a, b, merge) => {
        for (const { life, record } of lived(list, a, b, merge)) {
          const recorded = life.entries.map(asRecorded);
          const { entries, faults } = recompute(record, recorded, RULES);
          expect(faults).toEqual([]);
          expect(compareEntries(recorded, entries)).toEqual([]);
          expect(sealChain(entries)).toEqual(life.entries);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('tells any edit, removal and exchange of an entry', () => {
    fc.assert(
      fc.property(acts, fc.boolean(), fc.nat(), fc.constantFrom(...COMPARED_FIELDS, 'evidence' as const, 'evidenceHash' as const, 'previousHash' as const, 'hash' as const, 'sequence' as const, 'removed' as const, 'exchanged' as const), (list, merge, nth, what) => {
        const { life, record } = lived(list, VERIFIED[1], VERIFIED[1], merge)[0]!;
        const recorded = life.entries.map(asRecorded);
        const entry = life.entries[nth % recorded.length];
        // That the end of a chain is missing which a merge has posted, only the head and the root of its day tell.
        fc.pre(recorded.length > 1 && (what !== 'removed' || entry !== life.entries.at(-1) || mergeMarkOf(entry!.evidence) === null));
        const changed = tampered(recorded, nth % recorded.length, what);
        const { entries, faults } = recompute(record, changed, RULES);
        expect([...faults, ...compareEntries(changed, entries)]).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

function tampered(chain: readonly RecordedEntry[], at: number, what: string): RecordedEntry[] {
  const entry = chain[at]!;
  if (what === 'removed') return chain.filter((one) => one !== entry);
  if (what === 'exchanged') {
    const other = chain[(at + 1) % chain.length]!;
    return chain.map((one) => (one === entry ? { ...other, sequence: entry.sequence } : one === other ? { ...entry, sequence: other.sequence } : one));
  }
  const before = entry[what as keyof RecordedEntry];
  const after = what === 'kind' ? 'grant!' : what === 'evidence' ? '{"title":"别的"}' : typeof before === 'number' ? before + 1 : `${before ?? ''}0`;
  return chain.map((one) => (one === entry ? { ...one, [what]: after } : one));
}
