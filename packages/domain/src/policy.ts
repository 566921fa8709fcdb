/**
 * Credit policies: dated, versioned documents that value learning (credit-rules.md 8–10). The functions here decide
 * what an event earns; they hold no state and know no storage.
 */
import { DEFAULT_TARGET_CREDITS, UNITS_PER_CREDIT, unitsOfCredits } from './units.js';

const DAY_MS = 24 * 3_600_000;

/** How a completed lesson is valued. */
export type LessonRule =
  /** By its length: a class hour of so many minutes is one credit. The minutes must make whole units a second. */
  | { kind: 'per_length'; classHourMinutes: number }
  /** By steps of length, longest first; the first step reached counts. */
  | { kind: 'tiers'; tiers: readonly { fromSeconds: number; units: number }[] }
  /** Nothing for a lesson; the course's declared value once it is finished. */
  | { kind: 'course_fixed' };

export interface Policy {
  /** The name that every entry made under the policy carries. */
  version: string;
  lesson: LessonRule;
  /** Watching (lessons and courses) per person and date; null for no cap. */
  dailyCapUnits: number | null;
  quiz: { units: number; passPercent: number; attemptsPerDate: number };
  attendance: { unitsPerClassHour: number; presencePercent: number; dailyCapUnits: number };
  grant: { secondApprovalAboveUnits: number };
  /** 达标: credits a year. */
  targetCredits: number;
}

const STANDARD_2026: Policy = {
  version: 'standard-2026',
  lesson: { kind: 'per_length', classHourMinutes: 45 },
  dailyCapUnits: unitsOfCredits(4),
  quiz: { units: unitsOfCredits(0.5), passPercent: 60, attemptsPerDate: 3 },
  attendance: { unitsPerClassHour: UNITS_PER_CREDIT, presencePercent: 80, dailyCapUnits: 6 * UNITS_PER_CREDIT },
  grant: { secondApprovalAboveUnits: unitsOfCredits(5) },
  targetCredits: DEFAULT_TARGET_CREDITS,
};

/** The policies that every installation can load. `standard-2026` is the default. */
export const PRESETS = {
  'standard-2026': STANDARD_2026,
  'hour-60': { ...STANDARD_2026, version: 'hour-60', lesson: { kind: 'per_length', classHourMinutes: 60 } },
  tiers: {
    ...STANDARD_2026,
    version: 'tiers',
    lesson: {
      kind: 'tiers',
      tiers: [
        { fromSeconds: 1_800, units: unitsOfCredits(1) },
        { fromSeconds: 900, units: unitsOfCredits(0.5) },
        { fromSeconds: 0, units: unitsOfCredits(0.25) },
      ],
    },
  },
  'course-fixed': {
    ...STANDARD_2026,
    version: 'course-fixed',
    lesson: { kind: 'course_fixed' },
    dailyCapUnits: null,
    quiz: { ...STANDARD_2026.quiz, units: 0 },
  },
} as const satisfies Record<string, Policy>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
export const DEFAULT_PRESET: PresetName = 'standard-2026';

/** What may be changed of a preset; each named part replaces the preset's part. */
export type PolicyOverrides = Partial<Policy>;

/** A preset, as it is or changed. A changed one is called `{preset}+overrides` unless the overrides name a version. */
export type PolicySpec = PresetName | { preset: PresetName; overrides?: PolicyOverrides };

/** A policy in force from a Shanghai date. */
export interface PolicyPeriod {
  from: string;
  policy: Policy;
}

/** Periods in ascending order of `from`. */
export type PolicyTimeline = readonly PolicyPeriod[];

/**
 * The policy that a spec names.
 *
 * @throws RangeError when the result contradicts itself, see {@link policyFault}
 */
export function resolvePolicy(spec: PolicySpec): Policy {
  if (typeof spec === 'string') return PRESETS[spec];
  const preset = PRESETS[spec.preset];
  if (spec.overrides === undefined || Object.keys(spec.overrides).length === 0) return preset;
  const policy = { ...preset, version: `${spec.preset}+overrides`, ...spec.overrides };
  const fault = policyFault(policy);
  if (fault !== null) throw new RangeError(POLICY_FAULTS[fault].en);
  return policy;
}

/** Why parts of a policy do not fit together, in the words of the command line and of the pages. */
export const POLICY_FAULTS = {
  class_hour: { field: 'lesson.classHourMinutes', en: 'a class hour of so many minutes does not make whole units a second', zh: '这个长度除不尽：每秒的学分不是整数。可以用 40、45、50 或 60 分钟' },
  cap_of_courses: { field: 'dailyCapUnits', en: 'a policy that values whole courses has no daily cap', zh: '按整门课程计分时没有每日上限，请选“不设上限”' },
  tiers: { field: 'lesson.tiers', en: 'tiers go from the longest to fromSeconds 0', zh: '各档要从长到短排列，最后一档从 0 分钟开始，中间不留空' },
} as const;
export type PolicyFault = keyof typeof POLICY_FAULTS;

/** Why a policy cannot be run, or null when it can. */
export function policyFault({ lesson, dailyCapUnits }: Omit<Policy, 'version'>): PolicyFault | null {
  if (lesson.kind === 'per_length' && UNITS_PER_CREDIT % (lesson.classHourMinutes * 60) !== 0) return 'class_hour';
  if (lesson.kind === 'course_fixed' && dailyCapUnits !== null) return 'cap_of_courses';
  if (lesson.kind === 'tiers' && !isDescendingToZero(lesson.tiers)) return 'tiers';
  return null;
}

/** The policy in force on a Shanghai date; before the first period it is the default preset. */
export function policyOn(timeline: PolicyTimeline, date: string): Policy {
  return timeline.reduce<Policy>((inForce, period) => (period.from <= date ? period.policy : inForce), PRESETS[DEFAULT_PRESET]);
}

/**
 * Units of a completed lesson of a length in whole seconds; 0 when lessons have no value of their own (credit-rules.md 8),
 * and for a document (length 0), whatever the smallest tier says.
 */
export function lessonValue(policy: Policy, durationSeconds: number): number {
  if (durationSeconds === 0) return 0;
  switch (policy.lesson.kind) {
    case 'per_length':
      return durationSeconds * (UNITS_PER_CREDIT / (policy.lesson.classHourMinutes * 60));
    case 'tiers':
      return policy.lesson.tiers.find((tier) => durationSeconds >= tier.fromSeconds)?.units ?? 0;
    case 'course_fixed':
      return 0;
  }
}

/**
 * What a completion earns (credit-rules.md 8, 9).
 *
 * @param watchedUnitsToday the date's entries of kind lesson and course, before this one
 * @returns `credited` as {@link LessonProgress} stores it: false when the cap left it unpaid, null when the policy
 *   gives lessons no value; `units` to post, 0 unless credited
 */
export function creditCompletion(
  policy: Policy,
  durationSeconds: number,
  watchedUnitsToday: number,
): { credited: boolean | null; units: number } {
  if (policy.lesson.kind === 'course_fixed') return { credited: null, units: 0 };
  if (unitsLeftToday(policy, watchedUnitsToday) === 0) return { credited: false, units: 0 };
  return { credited: true, units: lessonValue(policy, durationSeconds) };
}

/** Units to the daily cap, 0 when it is reached, null when there is none. One lesson may still overshoot it (credit-rules.md 9). */
export function unitsLeftToday(policy: Policy, watchedUnitsToday: number): number | null {
  return policy.dailyCapUnits === null ? null : Math.max(0, policy.dailyCapUnits - watchedUnitsToday);
}

/**
 * Units of a finished course: its declared value under a policy that values courses, else 0 (credit-rules.md 8).
 *
 * @param fixedUnits the value the course declares, null for none
 */
export function courseValue(policy: Policy, fixedUnits: number | null): number {
  return policy.lesson.kind === 'course_fixed' ? (fixedUnits ?? 0) : 0;
}

/** Whether a course version is finished: all its required lessons were completed in some round, and its quiz, if it has one, is passed (credit-rules.md 8). */
export function courseFinished(course: { required: readonly string[]; quiz: boolean }, completed: { has(lessonVersionId: string): boolean }, quizIsPassed: boolean): boolean {
  return course.required.every((id) => completed.has(id)) && (!course.quiz || quizIsPassed);
}

/**
 * The date that the entry of a finished course bears: that of the last step, or of a required lesson that was completed later,
 * where the last step is a quiz that was handed in before and marked afterwards.
 *
 * @param completedOn first completion of each lesson version
 */
export function courseFinishedOn(stepOn: string, required: readonly string[], completedOn: ReadonlyMap<string, string>): string {
  return required.reduce((latest, id) => (completedOn.has(id) && completedOn.get(id)! > latest ? completedOn.get(id)! : latest), stepOn);
}

/** Units of the first passed quiz of a course version (credit-rules.md 10). */
export function quizValue(policy: Policy): number {
  return policy.quiz.units;
}

/** Whether so many points of so many pass; both are whole numbers, so that nothing is rounded. */
export function quizPassed(policy: Policy, points: number, maxPoints: number): boolean {
  return points * 100 >= policy.quiz.passPercent * maxPoints;
}

/** The fewest whole points of so many that pass. */
export function pointsToPass(policy: Policy, maxPoints: number): number {
  return Math.ceil((policy.quiz.passPercent * maxPoints) / 100);
}

/** Whether another attempt may be made on a date that has seen so many. */
export function mayAttemptQuiz(policy: Policy, attemptsToday: number): boolean {
  return attemptsToday < policy.quiz.attemptsPerDate;
}

/** A class or activity as it was attended. */
export interface Attendance {
  /** 学时 of the class, to the hundredth. */
  classHours: number;
  scheduledMinutes: number;
  presentMinutes: number;
  signedOut: boolean;
}

/**
 * What an attendance earns (credit-rules.md 10).
 *
 * @param attendedUnitsToday the date's entries of kind attend, before this one
 * @returns the units, cut to what the date's limit leaves, or why it earns nothing: `threshold` (no sign-out, or too
 *   little presence), `daily_hours` (the date's limit was already reached)
 */
export function creditAttendance(
  policy: Policy,
  attendance: Attendance,
  attendedUnitsToday: number,
): { ok: true; units: number } | { ok: false; why: 'threshold' | 'daily_hours' } {
  const { unitsPerClassHour, presencePercent, dailyCapUnits } = policy.attendance;
  const present = attendance.presentMinutes * 100 >= presencePercent * attendance.scheduledMinutes;
  if (!attendance.signedOut || !present) return { ok: false, why: 'threshold' };
  const left = dailyCapUnits - attendedUnitsToday;
  if (left <= 0) return { ok: false, why: 'daily_hours' };
  return { ok: true, units: Math.min(left, (Math.round(attendance.classHours * 100) * unitsPerClassHour) / 100) };
}

/** Whether a grant has the approvals it needs: two above the policy's limit (credit-rules.md 10). */
export function grantApproved(policy: Policy, units: number, approvals: number): boolean {
  return units <= policy.grant.secondApprovalAboveUnits || approvals >= 2;
}

/** How long what one account has decided alone for one person goes on counting against the policy's limit, and the same grant seems a mistake. */
export const DECIDED_ALONE_DAYS = 30;

/** A grant or reversal that one account has posted for a person, and nobody else has looked at. */
export interface DecidedAlone {
  units: number;
  /** Milliseconds since the epoch. */
  atMs: number;
}

/**
 * Whether a second person must agree to a grant or reversal: where it and all that the same account has decided alone for the same person in
 * the last 30 days come to more than the policy's limit together. What was given and what was taken back both count as so much.
 */
export function needsSecondPerson(policy: Policy, units: number, before: readonly DecidedAlone[], nowMs: number): boolean {
  const recent = before.filter(({ atMs }) => atMs > nowMs - DECIDED_ALONE_DAYS * DAY_MS);
  return !grantApproved(policy, [{ units }, ...recent].reduce((sum, one) => sum + Math.abs(one.units), 0), 1);
}

function isDescendingToZero(tiers: readonly { fromSeconds: number }[]): boolean {
  return tiers[tiers.length - 1]?.fromSeconds === 0 && tiers.every((tier, i) => i === 0 || tier.fromSeconds < tiers[i - 1]!.fromSeconds);
}
