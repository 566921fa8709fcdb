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
    reversed: z.boolean().describe('Whether a later entry takes it back'),
  })
  .meta({ id: 'CreditEntry' });

const relatedEntrySchema = z.object({ id: idSchema, title: z.string(), date: dateSchema, credits: creditsSchema });

/** 为什么是这个学分: everything an entry is made of. */
export const creditExplanationSchema = creditEntrySchema
  .extend({
    policyVersion: z.string(),
    rule: z.string().describe('What the policy says of this kind of learning, in a sentence'),
    calculation: z.string().describe('e.g. "588 秒，按每 45 分钟 1 学分折算：0.217 学分，显示 0.21（合计时不先舍去）"'),
    lesson: z
      .object({ durationSeconds: z.int(), requiredSeconds: z.int(), coveredSeconds: z.int(), coverage: z.array(z.tuple([z.int(), z.int()])), completedAt: timeSchema })
      .nullable(),
    sittings: z.array(z.object({ device: z.string().nullable(), from: timeSchema, to: timeSchema, seconds: z.int() })).describe('When and on what it was watched; empty where that was not kept yet'),
    refusedSeconds: z.int().describe('Seconds of this lesson that were reported and not counted'),
    refusals: z.array(z.object({ why: z.enum(['clock', 'lease_taken', 'presence']), seconds: z.int() })).describe('Why they were not; empty where that was not kept yet'),
    cap: z
      .object({ credits: creditsSchema, beforeCredits: creditsSchema })
      .nullable()
      .describe('The daily cap of watching, and what the date had before this entry; null where none applies'),
    reason: z.string().nullable().describe('Of a grant or a reversal'),
    transfer: z.object({ issuer: z.string(), number: z.string(), recordedAt: timeSchema }).nullable().describe('Of what came from another platform: its name, the number of its document, and when it was taken over'),
    reverses: relatedEntrySchema.nullable(),
    reversedBy: relatedEntrySchema.nullable(),
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
    yearEnd: z
      .object({ daysLeft: z.int(), secondsPerDay: z.int(), reachable: z.boolean() })
      .nullable()
      .describe('From 15 December while the target is missed: what it takes each day; reachable: by watching alone'),
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
