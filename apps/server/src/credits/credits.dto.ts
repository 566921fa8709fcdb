import { z } from 'zod';
import { creditsSchema, dateSchema, idSchema, timeSchema, unitsSchema, yearSchema } from '../platform/http/schemas.js';

export const entryKindSchema = z.enum(['lesson', 'course', 'quiz', 'attend', 'grant', 'transfer', 'reversal']);

export const creditEntrySchema = z
  .object({
    id: idSchema,
    sequence: z.int().describe('第 n 笔 of this person'),
    kind: entryKindSchema,
    title: z.string(),
    courseTitle: z.string().nullable(),
    units: unitsSchema,
    credits: creditsSchema,
    date: dateSchema,
    provisional: z.boolean(),
  })
  .meta({ id: 'CreditEntry' });

/** 为什么是这个学分: everything an entry is made of. */
export const creditExplanationSchema = creditEntrySchema
  .extend({
    policyVersion: z.string(),
    calculation: z.string().describe('e.g. "588 秒 × 40 ÷ 108 000 = 0.217 → 0.21（合计时不先舍去）"'),
    lesson: z
      .object({ durationSeconds: z.int(), requiredSeconds: z.int(), coveredSeconds: z.int(), coverage: z.array(z.tuple([z.int(), z.int()])), completedAt: timeSchema })
      .nullable(),
    refusedSeconds: z.int().describe('Seconds of this lesson that were reported and not counted'),
    place: z.array(z.string()).describe('Where it was earned: the names of that time, root first; empty: nowhere'),
    evidenceHash: z.string(),
    hash: z.string(),
    previousHash: z.string(),
  })
  .meta({ id: 'CreditExplanation' });

export const myCreditsSchema = z
  .object({
    year: z.int(),
    years: z.array(z.int()).describe('Years with any entry and the current one, newest first'),
    asOf: timeSchema,
    units: unitsSchema.describe('What counts'),
    credits: creditsSchema,
    provisionalUnits: unitsSchema.describe('What will count once the real name is verified'),
    provisionalCredits: creditsSchema,
    targetCredits: z.int(),
    targetMet: z.boolean(),
    missingUnits: unitsSchema,
    missingCredits: creditsSchema,
    missingSeconds: z.int().describe('Watching time that would earn what is missing, under the policy in force'),
    months: z.array(z.object({ month: z.int(), units: unitsSchema, credits: creditsSchema })).length(12),
    kinds: z.array(z.object({ kind: entryKindSchema, units: unitsSchema, credits: creditsSchema })),
    lessonsCompleted: z.int(),
    learningDays: z.int(),
    entries: z.array(creditEntrySchema).describe('Newest first'),
  })
  .meta({ id: 'MyCredits' });

export const myCreditsQuery = z.object({ year: yearSchema.optional() });


export type MyCreditsDto = z.infer<typeof myCreditsSchema>;
export type CreditEntryDto = z.infer<typeof creditEntrySchema>;
export type CreditExplanationDto = z.infer<typeof creditExplanationSchema>;
