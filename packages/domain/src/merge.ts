/**
 * Merging two records of one natural person: what the ledger and the progress of the kept person become when the
 * absorbed one's history joins theirs. The two histories are judged again in the order in which they happened, as if one
 * person had lived both (credit-rules.md 7–12). The ledger is only added to: what does not stand is reversed where it
 * was posted, what stands and was the absorbed person's is posted anew in the kept person's chain.
 */
import { closesAt, isYearClosed, shanghaiDate, yearOfDate } from './calendar.js';
import { type EntryContent, type EntryKind, type SealedEntry, WATCHED_KINDS, entryKey } from './ledger.js';
import { asGrant, keyAmong, mergeNoteOf, originOf } from './merge-keys.js';
import { type MergedLesson, type MergeProgress, uniteLessons } from './merge-progress.js';
import { type Policy, lessonValue, unitsLeftToday } from './policy.js';

/** An entry as the merge needs it. */
export type MergeEntry = Omit<SealedEntry, 'sequence' | 'evidenceHash' | 'previousHash'>;

/** A completed round of a lesson version. */
export interface MergeCompletion {
  personId: string;
  lessonVersionId: string;
  round: number;
  completedMs: number;
  /** Shanghai date of `completedMs`. */
  date: string;
  /** As {@link LessonProgress} has it. */
  credited: boolean | null;
  /** Length of the lesson version. */
  durationSeconds: number;
}

/** Everything that one record has learned and earned. */
export interface MergeHistory {
  personId: string;
  /** First successful verification; null while there is none. */
  verifiedMs: number | null;
  /** Since when the real name is used no longer; null: it is, or never was. */
  unverifiedMs: number | null;
  /** The whole chain, reversals included. */
  entries: readonly MergeEntry[];
  completions: readonly MergeCompletion[];
  progress: readonly MergeProgress[];
}

export interface MergeInput {
  kept: MergeHistory;
  absorbed: MergeHistory;
  /** The policy in force on a Shanghai date. */
  policyOn: (date: string) => Policy;
  nowMs: number;
}

/**
 * Why an entry is reversed. `moved`: it stands in the kept person's chain instead; `double`: both had earned it and the
 * earlier one stands; `daily_cap`: the limit of its date was already reached; `recut`: the limit of its date leaves less
 * of it; `never_counted`: its year closed before its person was verified, and must not begin to count now.
 */
export type ReversedWhy = 'moved' | 'double' | 'daily_cap' | 'recut' | 'never_counted';

export interface MergeReversal {
  entry: MergeEntry;
  why: ReversedWhy;
}

/** What an entry posted by a merge says of the one it stands for, in its evidence. Later merges recognise it by this. */
export interface MergeNote {
  person: string;
  kind: EntryKind;
  sourceId: string;
  /** When it was earned, in milliseconds since the epoch. */
  earnedMs: number;
  entryId: string | null;
  entryHash: string | null;
}

/** An entry to be posted in the kept person's chain; its date and year are those of when it was earned. */
export interface MergePosting extends Pick<EntryContent, 'kind' | 'sourceId' | 'key' | 'units' | 'date' | 'year' | 'policyVersion'> {
  note: MergeNote | null;
  /** The entry that it stands for; null for a completion that had earned nothing before. */
  entry: MergeEntry | null;
  /** The completion that earns it, where it is a lesson's without an entry before. */
  lesson: { lessonVersionId: string; round: number } | null;
}

/** A completed round that the kept person gets from the absorbed one. */
export interface MovedCompletion {
  from: MergeCompletion;
  /** Its number among the kept person's rounds. */
  round: number;
  credited: boolean | null;
}

export interface MergePlan {
  reversals: MergeReversal[];
  postings: MergePosting[];
  completions: MovedCompletion[];
  /** Lessons whose progress changes for the kept person. */
  lessons: MergedLesson[];
  /** When the one person counts as verified: the earlier of the two; and as verified no longer. */
  verifiedMs: number | null;
  unverifiedMs: number | null;
  /** Closed years in whose books something was posted, for the statements. */
  closedYears: number[];
}

type Verified = Pick<MergeHistory, 'verifiedMs' | 'unverifiedMs'>;

/** Something earned, or left unpaid, at a moment by one of the two. */
interface Fact {
  owner: MergeHistory;
  kind: EntryKind;
  sourceId: string;
  date: string;
  year: number;
  earnedMs: number;
  /** What it is worth; null where the policy gives lessons no value. */
  units: number | null;
  policyVersion: string;
  entry: MergeEntry | null;
  completion: MergeCompletion | null;
  /** Reversed since by somebody: it filled its date, and earns nothing. */
  undone: boolean;
}

interface Standing {
  fact: Fact;
  units: number;
}

/** How the joint history ends for a lesson version. */
export interface LessonVerdict {
  date: string;
  credited: boolean | null;
}

/** The joint history after it has been judged again. */
interface Judged {
  standing: Standing[];
  dropped: Map<Fact, ReversedWhy>;
  unpaid: Set<Fact>;
  verdicts: Map<string, LessonVerdict>;
  /** Units of watching by date. */
  watched: Map<string, number>;
}

/** Decides a merge. Deciding it again after it was carried out finds nothing left to do. */
export function planMerge(input: MergeInput): MergePlan {
  const { kept, absorbed, nowMs } = input;
  const judged = judge(factsOf(kept, input).concat(factsOf(absorbed, input)), kept, input.policyOn);
  const completions = movedCompletions(kept, absorbed, judged);
  const lessons = uniteLessons({
    kept: kept.progress,
    absorbed: absorbed.progress,
    completions: [...kept.completions, ...completions.map(({ from, round }) => ({ ...from, round }))],
    verdicts: judged.verdicts,
    watchedToday: judged.watched.get(shanghaiDate(nowMs)) ?? 0,
    policy: input.policyOn(shanghaiDate(nowMs)),
    today: shanghaiDate(nowMs),
  });
  const verified = jointly(kept, absorbed);
  const reversals = [...reversalsOf(kept, absorbed, judged), ...neverCounted(kept, verified, nowMs)];
  const postings = postingsOf(input, judged, completions, lessons);
  const years = new Set([...reversals.map(({ entry }) => entry.year), ...postings.map(({ year }) => year)]);
  return { reversals, postings, completions, lessons, ...verified, closedYears: [...years].filter((year) => isYearClosed(year, nowMs)).sort((a, b) => a - b) };
}

/** The evidence of a reversal that a merge posts, by which later merges know it. */
export function reversalEvidence({ why }: Pick<MergeReversal, 'why'>): { reason: string; merged: ReversedWhy } {
  return { reason: 'merge', merged: why };
}

/** What can still count of a history: in open years everything, in closed ones what was verified in time (credit-rules.md 12). */
export function countsFor({ verifiedMs, unverifiedMs }: Verified, year: number, nowMs: number): boolean {
  if (!isYearClosed(year, nowMs)) return true;
  const closing = closesAt(year);
  return verifiedMs !== null && verifiedMs < closing && (unverifiedMs === null || unverifiedMs >= closing);
}

function factsOf(owner: MergeHistory, { policyOn, nowMs }: MergeInput): Fact[] {
  const reversals = new Map(owner.entries.flatMap((entry) => (entry.reverses === null ? [] : [[entry.reverses, entry] as const])));
  const earned = owner.entries.flatMap((entry): Fact[] => {
    const reversal = reversals.get(entry.id);
    if (entry.kind === 'reversal' || !countsFor(owner, entry.year, nowMs) || whyReversed(reversal) !== null) return [];
    const note = mergeNoteOf(entry.evidence);
    const { kind, sourceId, earnedMs } = note ?? { ...entry, earnedMs: entry.recordedAt };
    const { date, year, units, policyVersion } = entry;
    return [{ owner, kind, sourceId, date, year, earnedMs, units, policyVersion, entry, completion: null, undone: reversal !== undefined }];
  });
  const neverCounted = new Set(owner.entries.filter((entry) => whyReversed(reversals.get(entry.id)) === 'never_counted').map((entry) => entry.date));
  const unearned = owner.completions.flatMap((completion): Fact[] => {
    const { lessonVersionId: sourceId, date, credited, completedMs: earnedMs } = completion;
    if (credited === true || !countsFor(owner, yearOfDate(date), nowMs) || neverCounted.has(date)) return [];
    const policy = policyOn(date);
    const units = credited === null ? null : lessonValue(policy, completion.durationSeconds);
    return [{ owner, kind: 'lesson', sourceId, date, year: yearOfDate(date), earnedMs, units, policyVersion: policy.version, entry: null, completion, undone: false }];
  });
  return [...earned, ...unearned];
}

/** Why a merge posted a reversal; null when it is none, or somebody's decision. Merges take entries out of the history. */
function whyReversed(reversal: MergeEntry | undefined): ReversedWhy | null {
  const { evidence } = reversal ?? { evidence: null };
  return evidence !== null && typeof evidence === 'object' && 'merged' in evidence ? (evidence.merged as ReversedWhy) : null;
}

/** The history in order; at one moment entries come before completions without one, the kept person's before the other's. */
function inOrder(facts: Fact[], kept: MergeHistory): Fact[] {
  const rank = (fact: Fact): number => (fact.entry ? 0 : 2) + (fact.owner === kept ? 0 : 1);
  const text = (fact: Fact): string => `${fact.kind}:${fact.sourceId}`;
  return [...facts].sort(
    (a, b) => compare(a.date, b.date) || a.earnedMs - b.earnedMs || rank(a) - rank(b) || compare(text(a), text(b)),
  );
}

function judge(facts: Fact[], kept: MergeHistory, policyOn: MergeInput['policyOn']): Judged {
  const judged: Judged = { standing: [], dropped: new Map(), unpaid: new Set(), verdicts: new Map(), watched: new Map() };
  const holders = new Map<string, Standing>();
  const attended = new Map<string, number>();
  for (const fact of inOrder(facts, kept)) {
    const policy = policyOn(fact.date);
    const filled = fact.kind === 'attend' ? attended : judged.watched;
    const earned = fact.undone ? null : earnedBy(fact, policy, filled.get(fact.date) ?? 0, judged, holders);
    if (earned !== null) {
      const standing = { fact, units: earned };
      judged.standing.push(standing);
      holders.set(identityOf(fact), standing);
    }
    const fills = fact.undone ? (fact.units ?? 0) : (earned ?? 0);
    if (fact.kind === 'attend' || WATCHED_KINDS.includes(fact.kind)) filled.set(fact.date, (filled.get(fact.date) ?? 0) + fills);
  }
  preferKept(judged, kept, holders);
  return judged;
}

/** Units that a fact earns in the joint history, or null when it earns nothing; says why in `judged`. */
function earnedBy(fact: Fact, policy: Policy, filledUnits: number, judged: Judged, holders: ReadonlyMap<string, Standing>): number | null {
  if (holders.has(identityOf(fact))) return drop(judged, fact, 'double');
  if (fact.kind === 'attend') {
    const left = policy.attendance.dailyCapUnits - filledUnits;
    return left <= 0 ? drop(judged, fact, 'daily_cap') : Math.min(left, fact.units!);
  }
  if (fact.kind !== 'lesson') return fact.units;
  const before = judged.verdicts.get(fact.sourceId);
  // A lesson that has no value of its own is settled; one that the cap left unpaid opens again only on a later date.
  if (before && (before.credited === null || before.date === fact.date)) return drop(judged, fact, 'double');
  const credited = fact.units === null ? null : unitsLeftToday(policy, filledUnits) !== 0;
  judged.verdicts.set(fact.sourceId, { date: fact.date, credited });
  if (credited === true) return fact.units;
  judged.unpaid.add(fact);
  return drop(judged, fact, 'daily_cap');
}

function drop(judged: Judged, fact: Fact, why: ReversedWhy): null {
  judged.dropped.set(fact, why);
  return null;
}

/**
 * Where both have the same on the same date with the same units, the kept person's own entry is the one that stands. Not
 * on a date whose limit refused something: there the order within the day decides, and has to be found again later.
 */
function preferKept(judged: Judged, kept: MergeHistory, holders: ReadonlyMap<string, Standing>): void {
  const full = new Set([...judged.dropped].flatMap(([fact, why]) => (why === 'daily_cap' ? [fact.date] : [])));
  for (const { fact, units } of judged.standing) if (units !== fact.units) full.add(fact.date);
  for (const [fact, why] of [...judged.dropped]) {
    const holder = holders.get(identityOf(fact));
    if (why !== 'double' || !fact.entry || fact.owner !== kept || !holder || full.has(fact.date)) continue;
    if (holder.fact.date !== fact.date || holder.units !== fact.units) continue;
    judged.dropped.delete(fact);
    judged.dropped.set(holder.fact, 'double');
    holder.fact = fact;
  }
}

function reversalsOf(kept: MergeHistory, absorbed: MergeHistory, { standing, dropped }: Judged): MergeReversal[] {
  const reversals = [...dropped].flatMap(([fact, why]): MergeReversal[] => (fact.entry ? [{ entry: fact.entry, why }] : []));
  for (const { fact, units } of standing) {
    if (!fact.entry) continue;
    if (fact.owner === absorbed) reversals.push({ entry: fact.entry, why: 'moved' });
    else if (units !== fact.entry.units) reversals.push({ entry: fact.entry, why: 'recut' });
  }
  const order = new Map([...absorbed.entries, ...kept.entries].map((entry, i) => [entry.id, i]));
  return reversals.sort((a, b) => order.get(a.entry.id)! - order.get(b.entry.id)!);
}

/** Entries of the kept person that did not count, and would if the absorbed person's earlier verification became theirs. */
function neverCounted(kept: MergeHistory, verified: Verified, nowMs: number): MergeReversal[] {
  const undone = new Set(kept.entries.map((entry) => entry.reverses));
  return kept.entries
    .filter((entry) => entry.kind !== 'reversal' && !undone.has(entry.id))
    .filter((entry) => !countsFor(kept, entry.year, nowMs) && countsFor(verified, entry.year, nowMs))
    .map((entry) => ({ entry, why: 'never_counted' }));
}

/** The absorbed person's completions that have a place in the joint history, as further rounds of the kept person. */
function movedCompletions(kept: MergeHistory, absorbed: MergeHistory, { standing, unpaid }: Judged): MovedCompletion[] {
  const placed = [...standing.map(({ fact }) => ({ fact, paid: true })), ...[...unpaid].map((fact) => ({ fact, paid: false }))];
  const verdicts = new Map(placed.filter(({ fact }) => fact.owner === absorbed && fact.kind === 'lesson').map(({ fact, paid }) => [`${fact.sourceId}|${fact.earnedMs}`, { fact, paid }]));
  const known = new Set(kept.completions.map(({ lessonVersionId, completedMs }) => `${lessonVersionId}|${completedMs}`));
  const rounds = new Map<string, number>();
  for (const { lessonVersionId, round } of kept.completions) rounds.set(lessonVersionId, Math.max(round, rounds.get(lessonVersionId) ?? 0));
  return [...absorbed.completions]
    .sort((a, b) => compare(a.lessonVersionId, b.lessonVersionId) || a.round - b.round)
    .flatMap((from): MovedCompletion[] => {
      const verdict = verdicts.get(`${from.lessonVersionId}|${from.completedMs}`);
      if (!verdict || known.has(`${from.lessonVersionId}|${from.completedMs}`)) return [];
      const round = (rounds.get(from.lessonVersionId) ?? 0) + 1;
      rounds.set(from.lessonVersionId, round);
      return [{ from, round, credited: verdict.fact.units === null ? null : verdict.paid }];
    });
}

function postingsOf({ kept, policyOn, nowMs }: MergeInput, { standing }: Judged, completions: MovedCompletion[], lessons: MergedLesson[]): MergePosting[] {
  const taken = new Set(kept.entries.map((entry) => entry.key));
  const roundOf = new Map(completions.map(({ from, round }) => [`${from.lessonVersionId}|${from.completedMs}`, round]));
  const moved = standing
    .filter(({ fact, units }) => fact.owner !== kept || !fact.entry || fact.entry.units !== units)
    .map(({ fact, units }): MergePosting => {
      const { kind, sourceId, date, year, policyVersion, entry, completion, earnedMs, owner } = fact;
      const note: MergeNote = { person: owner.personId, kind, sourceId, earnedMs, entryId: entry?.id ?? null, entryHash: entry?.hash ?? null };
      const round = roundOf.get(`${sourceId}|${earnedMs}`) ?? completion?.round ?? null;
      const lesson = entry || round === null ? null : { lessonVersionId: sourceId, round };
      const asItself = isYearClosed(year, nowMs) ? null : keyAmong(taken, kept.personId, kind, sourceId, round);
      if (asItself) taken.add(asItself);
      return { ...(asItself ? { kind, sourceId, key: asItself } : asGrant(entry?.id ?? originOf(note))), units, date, year, policyVersion, note, entry, lesson };
    });
  const today = shanghaiDate(nowMs);
  const reached = lessons.flatMap(({ lessonVersionId, progress: { round }, reached }): MergePosting[] => {
    if (!reached || reached.units === null) return [];
    const key = keyAmong(taken, kept.personId, 'lesson', lessonVersionId, round) ?? entryKey.lessonAgain(kept.personId, lessonVersionId, round);
    const rest = { date: today, year: yearOfDate(today), policyVersion: policyOn(today).version, note: null, entry: null };
    return [{ kind: 'lesson', sourceId: lessonVersionId, key, units: reached.units, ...rest, lesson: { lessonVersionId, round } }];
  });
  return [...moved, ...reached];
}

/** By what two facts are known as the same thing earned twice. A grant or a transfer is always one of its own. */
function identityOf({ kind, sourceId, entry }: Fact): string {
  return `${kind}:${kind === 'grant' || kind === 'transfer' ? (entry?.id ?? sourceId) : sourceId}`;
}

/** Verified since the earlier of the two, and as long as the real name of either is in use. */
function jointly(a: Verified, b: Verified): Verified {
  const both = [a, b].filter((one) => one.verifiedMs !== null);
  const ended = both.map((one) => one.unverifiedMs);
  return {
    verifiedMs: both.length === 0 ? null : Math.min(...both.map((one) => one.verifiedMs!)),
    unverifiedMs: both.length === 0 || ended.includes(null) ? null : Math.max(...ended.map((ms) => ms!)),
  };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
