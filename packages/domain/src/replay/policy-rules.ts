/** The rules of a policy as data: every part that a policy may set, with its bounds. */
import { z } from 'zod';

/** More than all seconds of a year are worth; sums of such figures stay exact. */
const MAX_UNITS = 1_000_000_000;
const MAX_CLASS_HOUR_MINUTES = 1_440;

const Units = z.int().nonnegative().max(MAX_UNITS);
const Hundredths = z.number().positive().max(MAX_UNITS / 108_000).multipleOf(0.01);
const Percent = z.int().min(0).max(100);

const lessonRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('per_length'), classHourMinutes: z.int().positive().max(MAX_CLASS_HOUR_MINUTES) }),
  z.strictObject({
    kind: z.literal('tiers'),
    tiers: z.array(z.strictObject({ fromSeconds: z.int().nonnegative().max(MAX_CLASS_HOUR_MINUTES * 60), units: Units })).min(1).max(20),
  }),
  z.strictObject({ kind: z.literal('course_fixed') }),
]);

/** Everything of a policy but its version. That the parts fit together, `policyFault` says. */
export const policyRulesSchema = z.strictObject({
  lesson: lessonRule,
  dailyCapUnits: Units.positive().nullable(),
  quiz: z.strictObject({ units: Units, passPercent: Percent, attemptsPerDate: z.int().positive().max(100) }),
  attendance: z.strictObject({ unitsPerClassHour: Units.multipleOf(100), presencePercent: Percent, dailyCapUnits: Units.positive() }),
  grant: z.strictObject({ secondApprovalAboveUnits: Units }),
  targetCredits: Hundredths,
});
