/**
 * Made-up lives of learners for the tests of merging, an executor of plans, and the merge once more as naively as
 * possible: all that several records did, told as one person's life, with sums over plain lists.
 */
import { type Coverage, union } from '../src/coverage.js';
import { type EntryContent, GENESIS_HASH, type SealedEntry, entryId, entryKey, sealEntry } from '../src/ledger.js';
import type { MergeProgress } from '../src/merge-progress.js';
import { type MergeCompletion, type MergeHistory, type MergePlan, reversalEvidence } from '../src/merge.js';
import { PRESETS } from '../src/policy.js';

export const POLICY = PRESETS['standard-2026'];
export const LENGTHS: Record<string, number> = { l1: 3_600, l2: 3_600, l3: 3_600, l4: 3_600, l5: 5_400 };
export const DAYS = ['2025-11-01', '2025-11-02', '2026-05-08', '2026-05-09', '2026-05-10'] as const;
/** Noon of the last of the days; the books of 2025 are closed. */
export const NOW = Date.parse('2026-05-10T12:00:00+08:00');
export const VERIFIED = [null, Date.parse('2025-06-01T10:00:00+08:00'), Date.parse('2026-03-01T10:00:00+08:00')] as const;
const BOOKS_OF_2025_CLOSE = Date.parse('2026-01-16T00:00:00+08:00');
const CAP = 432_000;
const ATTEND_CAP = 648_000;

export type Deed =
  | { do: 'watch'; lesson: string; from: number; to: number }
  | { do: 'quiz'; course: string }
  | { do: 'attend'; session: string; hours: number }
  | { do: 'grant'; units: number }
  | { do: 'takeBack'; nth: number };

/** What somebody did: at distinct moments of a day. */
export interface Act {
  who: string;
  at: number;
  deed: Deed;
}

export const dateOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** One record while it is lived, by the rules as one learner meets them. */
export class Life {
  readonly entries: SealedEntry[] = [];
  readonly completions: (MergeCompletion & { coverage: Coverage })[] = [];
  readonly progress = new Map<string, MergeProgress>();

  constructor(
    readonly personId: string,
    readonly verifiedMs: number | null,
  ) {}

  act({ at, deed }: Act): void {
    const date = dateOf(at);
    if (deed.do === 'watch') return this.watch(deed.lesson, deed.from, deed.to, at, date);
    if (deed.do === 'quiz') return this.once('quiz', deed.course, entryKey.quiz(this.personId, deed.course), 54_000, at);
    if (deed.do === 'grant') return this.once('grant', `g${at}`, entryKey.grant(`g${at}`), deed.units, at);
    if (deed.do === 'attend') {
      const left = ATTEND_CAP - this.on(date, ['attend']);
      if (left > 0) this.once('attend', deed.session, entryKey.attend(this.personId, deed.session), Math.min(left, deed.hours * 108_000), at);
      return;
    }
    const earned = this.entries.filter((entry) => entry.kind !== 'reversal' && !this.entries.some((other) => other.reverses === entry.id));
    const entry = earned[deed.nth % (earned.length || 1)];
    if (entry) this.reverse(entry, at, { reason: 'mistake' });
  }

  reverse(entry: { id: string; sourceId: string; units: number; year: number }, at: number, evidence: EntryContent['evidence']): void {
    this.post({ kind: 'reversal', sourceId: entry.sourceId, key: entryKey.reverse(entry.id), units: -entry.units, date: dateOf(at), year: entry.year, reverses: entry.id, recordedAt: at, evidence });
  }

  post(content: Pick<EntryContent, 'kind' | 'sourceId' | 'key' | 'units' | 'date' | 'year' | 'reverses' | 'recordedAt' | 'evidence'>): void {
    if (this.entries.some((entry) => entry.key === content.key)) throw new Error(`posted twice: ${content.key}`);
    const place = { personId: this.personId, sequence: this.entries.length + 1, regionId: null, organisationId: null, policyVersion: POLICY.version };
    this.entries.push(sealEntry({ ...content, ...place, id: entryId(content.key, content.recordedAt) }, this.entries.at(-1)?.hash ?? GENESIS_HASH));
  }

  history(): MergeHistory {
    return { personId: this.personId, verifiedMs: this.verifiedMs, unverifiedMs: null, entries: this.entries, completions: this.completions, progress: [...this.progress.values()] };
  }

  private watch(lesson: string, from: number, to: number, at: number, date: string): void {
    const stored = this.progress.get(lesson);
    const again = stored?.completedOn != null && stored.credited === false && stored.completedOn < date;
    const round = stored && !again ? stored : { lessonVersionId: lesson, durationSeconds: LENGTHS[lesson]!, round: (stored?.round ?? 0) + 1, coverage: [], completedOn: null, credited: null };
    const coverage = union(round.coverage, [[from, to]]);
    const next: MergeProgress = { ...round, coverage };
    if (round.completedOn === null && coverage.reduce((sum, [a, b]) => sum + b - a, 0) * 10 >= LENGTHS[lesson]! * 9) {
      next.completedOn = date;
      next.credited = this.on(date, ['lesson']) < CAP;
      this.completions.push({ personId: this.personId, lessonVersionId: lesson, round: next.round, completedMs: at, date, credited: next.credited, durationSeconds: LENGTHS[lesson]!, coverage });
      if (next.credited) this.once('lesson', lesson, entryKey.lesson(this.personId, lesson), LENGTHS[lesson]! * 40, at);
    }
    this.progress.set(lesson, next);
  }

  private once(kind: EntryContent['kind'], sourceId: string, key: string, units: number, at: number): void {
    if (this.entries.some((entry) => entry.key === key)) return;
    const date = dateOf(at);
    this.post({ kind, sourceId, key, units, date, year: Number(date.slice(0, 4)), reverses: null, recordedAt: at, evidence: { title: sourceId } });
  }

  private on(date: string, kinds: string[]): number {
    return this.entries.filter((entry) => entry.date === date && kinds.includes(entry.kind)).reduce((sum, entry) => sum + entry.units, 0);
  }
}

export function live(people: Record<string, number | null>, acts: readonly Act[]): Record<string, Life> {
  const lives = Object.fromEntries(Object.entries(people).map(([id, verifiedMs]) => [id, new Life(id, verifiedMs)]));
  for (const act of acts) lives[act.who]!.act(act);
  return lives;
}

/** Carries a plan out, as the server does. @returns the kept record afterwards; the absorbed one is changed in place */
export function carryOut(plan: MergePlan, kept: Life, absorbed: Life, nowMs: number): Life {
  const after = new Life(kept.personId, plan.verifiedMs);
  after.entries.push(...kept.entries);
  after.completions.push(...kept.completions);
  for (const [lesson, row] of kept.progress) after.progress.set(lesson, row);
  for (const reversal of plan.reversals) (reversal.entry.personId === absorbed.personId ? absorbed : after).reverse(reversal.entry, nowMs, reversalEvidence(reversal));
  for (const { kind, sourceId, key, units, date, year, note, entry } of plan.postings) {
    const evidence = { ...((entry?.evidence ?? {}) as object), ...(note && { merge: { ...note } }) };
    after.post({ kind, sourceId, key, units, date, year, reverses: null, recordedAt: nowMs, evidence });
  }
  for (const { from, round, credited } of plan.completions) after.completions.push({ ...from, coverage: [], personId: kept.personId, round, credited });
  for (const { lessonVersionId, progress, reached } of plan.lessons) {
    after.progress.set(lessonVersionId, { lessonVersionId, durationSeconds: LENGTHS[lessonVersionId]!, ...progress });
    const { round, coverage, credited } = progress;
    if (reached) after.completions.push({ personId: kept.personId, lessonVersionId, round, completedMs: nowMs, date: dateOf(nowMs), credited, durationSeconds: LENGTHS[lessonVersionId]!, coverage });
  }
  return after;
}

/** Units by year that one person who had lived all of the lives would hold. */
export function asOnePerson(lives: readonly Life[]): Record<number, number> {
  const rows = lives.flatMap((life) => {
    const counts = (year: number): boolean => year === 2026 || (life.verifiedMs !== null && life.verifiedMs < BOOKS_OF_2025_CLOSE);
    const gone = new Set(life.entries.map((entry) => entry.reverses));
    const earned = life.entries
      .filter((entry) => entry.kind !== 'reversal' && counts(entry.year))
      .map((entry) => ({ at: entry.recordedAt, kind: entry.kind as string, id: entry.kind === 'grant' ? entry.id : entry.sourceId, units: entry.units, gone: gone.has(entry.id) }));
    const unpaid = life.completions
      .filter((completion) => completion.credited === false && counts(Number(completion.date.slice(0, 4))))
      .map((completion) => ({ at: completion.completedMs, kind: 'lesson', id: completion.lessonVersionId, units: completion.durationSeconds * 40, gone: false }));
    return [...earned, ...unpaid];
  });
  const ledger: { kind: string; id: string; date: string; units: number; filled: number }[] = [];
  const filled = (kind: string, date: string): number => ledger.filter((row) => row.kind === kind && row.date === date).reduce((sum, row) => sum + row.filled, 0);
  const unpaidOn = new Map<string, string>();
  for (const { at, kind, id, units, gone } of rows.sort((a, b) => a.at - b.at)) {
    const date = dateOf(at);
    if (gone) ledger.push({ kind, id: 'gone', date, units: 0, filled: units });
    else if (ledger.some((row) => row.kind === kind && row.id === id)) continue;
    else if (kind === 'attend') {
      const left = Math.min(units, ATTEND_CAP - filled('attend', date));
      if (left > 0) ledger.push({ kind, id, date, units: left, filled: left });
    } else if (kind !== 'lesson') ledger.push({ kind, id, date, units, filled: 0 });
    else if (unpaidOn.get(id) !== date) {
      if (filled('lesson', date) < CAP) ledger.push({ kind, id, date, units, filled: units });
      else unpaidOn.set(id, date);
    }
  }
  const today = dateOf(NOW);
  for (const lesson of Object.keys(LENGTHS).sort()) {
    const all = lives.flatMap((life) => life.progress.get(lesson) ?? []);
    const open = all.filter((row) => row.completedOn === null);
    const everDone = open.length < all.length;
    const unpaid = unpaidOn.get(lesson);
    if (ledger.some((row) => row.id === lesson) || (unpaid === undefined ? everDone : unpaid >= today)) continue;
    const seconds = new Set(open.flatMap((row) => row.coverage.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))));
    if (seconds.size * 10 < LENGTHS[lesson]! * 9 || filled('lesson', today) >= CAP) continue;
    ledger.push({ kind: 'lesson', id: lesson, date: today, units: LENGTHS[lesson]! * 40, filled: LENGTHS[lesson]! * 40 });
  }
  const total = (year: string): number => ledger.filter((row) => row.date.startsWith(year)).reduce((sum, row) => sum + row.units, 0);
  return { 2025: total('2025'), 2026: total('2026') };
}

/** Units by year that count in a record, as statements and reports count them. */
export function countingUnits(life: Life): Record<number, number> {
  const total = (year: number): number => life.entries.filter((entry) => entry.year === year).reduce((sum, entry) => sum + entry.units, 0);
  return { 2025: life.verifiedMs !== null && life.verifiedMs < BOOKS_OF_2025_CLOSE ? total(2025) : 0, 2026: total(2026) };
}
