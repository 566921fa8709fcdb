/** In which order the things on record of a person came into the ledger. */
import { mergeMarkOf } from '../merge-keys.js';
import type { PersonEvidence, RecordedEntry } from './facts.js';
import { jsonOf } from './merged.js';
import type { Step } from './recompute.js';

interface Placed {
  step: Step;
  atMs: number;
  /** Place in the stored chain; after all others where the step has no entry. */
  sequence: number;
}

/**
 * Things in order of time; those of one moment as the chain has them. Where two servers' clocks disagree by a little, an entry may
 * bear an earlier time than the one before it in the chain: the chain, whose end is locked by whoever posts, tells what was first.
 */
export function inOrder(evidence: PersonEvidence, recorded: readonly RecordedEntry[]): readonly { step: Step }[] {
  const placed = stepsOf(evidence, recorded).map((step): Placed => ({ step, atMs: 'atMs' in step.fact ? step.fact.atMs : step.fact.recordedAt, sequence: Number.MAX_SAFE_INTEGER }));
  placed.sort((a, b) => a.atMs - b.atMs);
  const isPlain = rises(placed.map(({ atMs }) => atMs), 1) && rises(recorded.map(({ recordedAt }) => recordedAt), 0);
  if (isPlain) return placed;
  const sequences = new Map(recorded.map((entry) => [nameOf(entry.recordedAt, entry.kind, entry.reverses ?? entry.sourceId), entry]));
  const latest = new Map<number, number>();
  recorded.reduce((ms, entry) => {
    const now = Math.max(ms, entry.recordedAt);
    latest.set(entry.sequence, now);
    return now;
  }, Number.NEGATIVE_INFINITY);
  for (const one of placed) {
    const entry = sequences.get(stepName(one.step));
    if (!entry) continue;
    one.sequence = entry.sequence;
    one.atMs = latest.get(entry.sequence)!;
  }
  return placed.sort((a, b) => a.atMs - b.atMs || a.sequence - b.sequence);
}

function stepsOf(evidence: PersonEvidence, recorded: readonly RecordedEntry[]): Step[] {
  const steps: Step[] = evidence.completions.map((fact) => ({ is: 'completion', fact }));
  for (const fact of evidence.quizzes) steps.push({ is: 'quiz', fact });
  for (const fact of evidence.attendances) steps.push({ is: 'attendance', fact });
  for (const fact of evidence.grants) steps.push({ is: 'grant', fact });
  for (const fact of evidence.transfers) steps.push({ is: 'transfer', fact });
  for (const fact of evidence.reversals) steps.push({ is: 'reversal', fact });
  // A course may be finished by a change of version, which leaves no other evidence than the entry: whether it was finished is judged all the same.
  for (const fact of recorded) if (fact.kind === 'course' && !isMerged(fact)) steps.push({ is: 'course', fact });
  if (evidence.mergedWith.length > 0) for (const fact of recorded) if (isMerged(fact)) steps.push({ is: 'merged', fact });
  return steps;
}

function isMerged({ evidence }: RecordedEntry): boolean {
  // Cheaper than parsing every entry of everybody: a merge's mark is a member of that name.
  return evidence.includes('"merge') && mergeMarkOf(jsonOf(evidence)) !== null;
}

/** Whether each time is at least so many milliseconds after the one before it. */
function rises(times: readonly number[], byMs: number): boolean {
  return !times.some((ms, i) => ms < (times[i - 1] ?? Number.NEGATIVE_INFINITY) + byMs);
}

function stepName(step: Step): string {
  switch (step.is) {
    case 'completion':
      return nameOf(step.fact.atMs, 'lesson', step.fact.lessonVersionId);
    case 'quiz':
      return nameOf(step.fact.atMs, 'quiz', step.fact.courseVersionId);
    case 'attendance':
      return nameOf(step.fact.atMs, 'attend', step.fact.activityId);
    case 'grant':
    case 'transfer':
      return nameOf(step.fact.atMs, step.is, step.fact.id);
    case 'reversal':
      return nameOf(step.fact.atMs, 'reversal', step.fact.entryId);
    case 'merged':
    case 'course':
      return nameOf(step.fact.recordedAt, step.fact.kind, step.fact.reverses ?? step.fact.sourceId);
  }
}

function nameOf(atMs: number, kind: string, sourceId: string): string {
  return `${atMs}|${kind}|${sourceId}`;
}
