/** The pure rule function from everything on record of a person to every entry of their ledger (credit-rules.md 14). */
import { isYearClosed, shanghaiDate, yearOfDate } from '../calendar.js';
import { requiredSeconds } from '../coverage.js';
import { type Digest, type EntryContent, type JsonValue, type SealedEntry, GENESIS_HASH, WATCHED_KINDS, entryId, entryKey, lessonKey, reversalOf, sealEntry, sha256Hex } from '../ledger.js';
import { type Policy, courseFinished, courseFinishedOn, courseValue, creditAttendance, creditCompletion, grantApproved, lessonValue, quizPassed, quizValue } from '../policy.js';
import type { Difference, DifferenceKind, Unchained } from './differences.js';
import type { AttendanceFact, CompletionFact, CourseDeclaration, GrantFact, PersonEvidence, Place, QuizFact, RecordedEntry, ReversalFact, TransferFact } from './facts.js';
import { mergeNoteOf } from '../merge-keys.js';
import { isMoved, mergedEntry } from './merged.js';
import { inOrder } from './order.js';

/** What everybody's entries follow from beside their own evidence. */
export interface Rules {
  /** The policy in force on a Shanghai date. */
  policyOn: (date: string) => Policy;
  /** What a course version declares; null when there is none. */
  courseOf: (courseVersionId: string) => CourseDeclaration | null;
  digest?: Digest;
}

export interface Recomputed {
  /** In order of posting. */
  entries: Unchained[];
  /** Where the evidence contradicts the rules or itself. */
  faults: Difference[];
}

type Posting = Pick<EntryContent, 'kind' | 'sourceId' | 'key' | 'units' | 'date' | 'evidence'> & { atMs: number; place: Place };

/**
 * Gives every entry of a person again.
 *
 * @param recorded the stored chain in order of sequence. Of it only two things are believed: in which order things of one moment came,
 *   and which entries a merge has posted, whose content is then derived from the entries that they stand for.
 */
export function recompute(evidence: PersonEvidence, recorded: readonly RecordedEntry[], rules: Rules): Recomputed {
  const ledger = new Recomputation(evidence, rules);
  for (const { step } of inOrder(evidence, recorded)) ledger.take(step);
  ledger.findUnmoved();
  return { entries: ledger.entries, faults: ledger.faults };
}

/** The recomputed entries as one chain. */
export function sealChain(entries: readonly Unchained[], digest: Digest = sha256Hex): SealedEntry[] {
  let previousHash = GENESIS_HASH;
  return entries.map((content, i) => {
    const sealed = sealEntry({ ...content, sequence: i + 1 }, previousHash, digest);
    previousHash = sealed.hash;
    return sealed;
  });
}

/** One thing on record, by what it is. */
export type Step =
  | { is: 'completion'; fact: CompletionFact }
  | { is: 'quiz'; fact: QuizFact }
  | { is: 'attendance'; fact: AttendanceFact }
  | { is: 'grant'; fact: GrantFact }
  | { is: 'transfer'; fact: TransferFact }
  | { is: 'reversal'; fact: ReversalFact }
  | { is: 'merged'; fact: RecordedEntry }
  | { is: 'course'; fact: RecordedEntry };

class Recomputation {
  readonly entries: Unchained[] = [];
  readonly faults: Difference[] = [];
  private readonly keys = new Set<string>();
  private readonly reversed = new Set<string>();
  /** Date of the first completion of each lesson version. */
  private readonly completed = new Map<string, string>();
  private readonly passed = new Set<string>();
  /** Units by date of watching, and of classes. */
  private readonly watched = new Map<string, number>();
  private readonly attended = new Map<string, number>();

  constructor(
    private readonly evidence: PersonEvidence,
    private readonly rules: Rules,
  ) {}

  take(step: Step): void {
    switch (step.is) {
      case 'completion':
        return this.complete(step.fact);
      case 'quiz':
        return this.quiz(step.fact);
      case 'attendance':
        return this.attend(step.fact);
      case 'grant':
        return this.grant(step.fact);
      case 'transfer':
        return this.transfer(step.fact);
      case 'reversal':
        return this.reverse(step.fact);
      case 'merged':
        return this.merge(step.fact);
      case 'course': {
        const { recordedAt: atMs, sourceId, date, regionId, organisationId } = step.fact;
        return this.finish(sourceId, { atMs, date, place: { regionId, organisationId } });
      }
    }
  }

  private complete(fact: CompletionFact): void {
    const { personId } = this.evidence;
    const { lessonVersionId, durationSeconds, round, date, atMs, place, evidence } = fact;
    const first = entryKey.lesson(personId, lessonVersionId);
    if (shanghaiDate(atMs) !== date) this.fault('date', first, date, date, shanghaiDate(atMs));
    if (fact.coveredSeconds < requiredSeconds(durationSeconds)) this.fault('coverage', first, date, fact.coveredSeconds, requiredSeconds(durationSeconds));
    const policy = this.rules.policyOn(date);
    const { credited, units } = fact.byMerge ? { credited: fact.credited, units: lessonValue(policy, durationSeconds) } : creditCompletion(policy, durationSeconds, this.watched.get(date) ?? 0);
    if (credited !== fact.credited) this.fault('credited', first, date, fact.credited, credited);
    if (!this.completed.has(lessonVersionId)) this.completed.set(lessonVersionId, date);
    if (credited === true) {
      if (this.keys.has(first) && !this.isReversed(first)) this.fault('round', first, date, round, null);
      else this.post({ kind: 'lesson', sourceId: lessonVersionId, key: lessonKey(personId, lessonVersionId, round, this.keys.has(first)), units, date, evidence, atMs, place });
    }
    this.finish(fact.courseVersionId, fact);
  }

  private quiz(fact: QuizFact): void {
    const { courseVersionId, date, points, maxPoints } = fact;
    const key = entryKey.quiz(this.evidence.personId, courseVersionId);
    const policy = this.rules.policyOn(date);
    const passed = quizPassed(policy, points, maxPoints);
    if (passed !== fact.passed) this.fault('passed', key, date, fact.passed, passed);
    if (!passed || this.passed.has(courseVersionId)) return;
    this.passed.add(courseVersionId);
    const units = quizValue(policy);
    if (units > 0) this.post({ kind: 'quiz', sourceId: courseVersionId, key, units, ...fact });
    this.finish(courseVersionId, fact);
  }

  private attend(fact: AttendanceFact): void {
    const earned = creditAttendance(this.rules.policyOn(fact.date), fact, this.attended.get(fact.date) ?? 0);
    if (earned.ok) this.post({ kind: 'attend', sourceId: fact.activityId, key: entryKey.attend(this.evidence.personId, fact.activityId), units: earned.units, ...fact });
  }

  private grant(fact: GrantFact): void {
    const key = entryKey.grant(fact.id);
    if (grantApproved(this.rules.policyOn(fact.date), fact.units, fact.approvals)) this.post({ kind: 'grant', sourceId: fact.id, key, ...fact });
    else this.fault('approval', key, fact.date, fact.approvals, null);
  }

  private transfer(fact: TransferFact): void {
    const key = entryKey.transfer(fact.issuer, fact.id);
    if (isYearClosed(yearOfDate(fact.date), fact.atMs)) this.fault('closed_year', key, fact.date, fact.date, null);
    else this.post({ kind: 'transfer', sourceId: fact.id, key, ...fact });
  }

  private reverse({ entryId: id, atMs, evidence }: ReversalFact): void {
    const target = this.entries.find((entry) => entry.id === id);
    const key = entryKey.reverse(id);
    const date = shanghaiDate(atMs);
    if (!target || target.kind === 'reversal' || this.keys.has(key)) return this.fault('target', key, date, id, null);
    this.add(reversalOf(target, { date, policyVersion: this.rules.policyOn(date).version, recordedAt: atMs, evidence, digest: this.rules.digest }));
  }

  /** What a merge has posted follows from the entries that it reversed or that it stands for. */
  private merge(recorded: RecordedEntry): void {
    const own = (id: string): Unchained | undefined => this.entries.find((entry) => entry.id === id);
    const entry = mergedEntry(recorded, this.evidence, own, this.rules);
    for (const { lessonVersionId, date } of this.evidence.moved) if (!this.completed.has(lessonVersionId)) this.completed.set(lessonVersionId, date);
    if (!entry || this.keys.has(entry.key)) return;
    this.add(entry);
    if (entry.kind === 'quiz') this.passed.add(entry.sourceId);
  }

  /** What an absorbed record gave away as moved must stand here. */
  findUnmoved(): void {
    if (this.evidence.absorbed.length === 0) return;
    const originals = new Set(this.entries.map(({ evidence }) => mergeNoteOf(evidence)?.entryId));
    for (const { reverses, evidence, units, year } of this.evidence.absorbed) {
      if (reverses === null || originals.has(reverses) || !isMoved(evidence)) continue;
      this.faults.push({ kind: 'missing', personId: this.evidence.personId, key: entryKey.grant(`merge-${reverses}`), year, recorded: null, recomputed: -units });
    }
  }

  /** Posts the course's own value when its lessons are complete and its quiz, if any, is passed. */
  private finish(courseVersionId: string, { atMs, date, place }: Pick<CompletionFact, 'atMs' | 'date' | 'place'>): void {
    const key = entryKey.course(this.evidence.personId, courseVersionId);
    const course = this.keys.has(key) ? null : this.rules.courseOf(courseVersionId);
    if (!course || course.fixedUnits === null || !courseFinished(course, this.completed, this.passed.has(courseVersionId))) return;
    const finishedOn = courseFinishedOn(date, course.required, this.completed);
    const units = courseValue(this.rules.policyOn(finishedOn), course.fixedUnits);
    if (units > 0) this.post({ kind: 'course', sourceId: courseVersionId, key, units, date: finishedOn, evidence: course.evidence, atMs, place });
  }

  private post({ kind, sourceId, key, units, date, evidence, atMs, place }: Posting): void {
    if (this.keys.has(key)) return;
    const { version: policyVersion } = this.rules.policyOn(date);
    const { regionId, organisationId } = place;
    const id = entryId(key, atMs, this.rules.digest);
    this.add({ id, personId: this.evidence.personId, kind, sourceId, key, units, date, year: yearOfDate(date), policyVersion, regionId, organisationId, reverses: null, recordedAt: atMs, evidence });
  }

  private add(entry: Unchained): void {
    this.entries.push(entry);
    this.keys.add(entry.key);
    if (entry.reverses !== null) this.reversed.add(entry.reverses);
    const filled = entry.kind === 'attend' ? this.attended : WATCHED_KINDS.includes(entry.kind) ? this.watched : null;
    filled?.set(entry.date, (filled.get(entry.date) ?? 0) + entry.units);
  }

  private isReversed(key: string): boolean {
    const entry = this.entries.find((candidate) => candidate.key === key);
    return entry !== undefined && this.reversed.has(entry.id);
  }

  private fault(kind: DifferenceKind, key: string, date: string, recorded: JsonValue, recomputed: JsonValue): void {
    this.faults.push({ kind, personId: this.evidence.personId, key, year: yearOfDate(date), recorded, recomputed });
  }
}
