import { z } from 'zod';
import { creditsSchema, dateSchema, freeText, idSchema, pageOf, pageQuery, timeSchema, unitsSchema } from '../../platform/http/schemas.js';
import { entryKindSchema } from '../credits.dto.js';

/** More than anybody earns in a year; sums stay exact far beyond it. */
export const MAX_CREDITS = 200;

/** Years of statements begin here. */
const EARLIEST = '2000-01-01';

const reason = freeText({ min: 4, max: 500, missing: '请写明原因，至少 4 个字' });

/** 学分 as it is typed: to the hundredth. */
const typedCredits = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, '请填写学分，最多两位小数，例如 2.50')
  .refine((text) => Number(text) > 0 && Number(text) <= MAX_CREDITS, `要大于 0，最多 ${MAX_CREDITS} 学分`);

export const requestGrantSchema = z
  .object({
    credits: typedCredits,
    date: dateSchema.refine((date) => date >= EARLIEST, '日期不能早于 2000 年').describe('The date that the entry bears; not in the future'),
    title: freeText({ min: 2, max: 60, missing: '请写明为什么事认定' }),
    reason,
    documentId: idSchema.describe('Of an uploaded document'),
    again: z.boolean('确认只能是“是”或“否”').optional().describe('Whether it is meant although the same was granted of late: see grant_repeated'),
  })
  .meta({ id: 'RequestGrant' });

export const requestReversalSchema = z.object({ reason, documentId: idSchema.describe('Of an uploaded document') }).meta({ id: 'RequestReversal' });

export const decisionNoteSchema = z.object({ note: freeText({ min: 2, max: 500, missing: '请写明原因' }) }).meta({ id: 'CorrectionNote' });

export const correctionSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['grant', 'reversal']),
    state: z.enum(['waiting', 'posted', 'rejected', 'withdrawn']),
    personId: idSchema,
    name: z.string().describe('Masked'),
    entry: z.object({ id: idSchema, kind: entryKindSchema, title: z.string(), date: dateSchema, credits: creditsSchema }).nullable().describe('What a reversal takes back'),
    units: unitsSchema,
    credits: creditsSchema,
    date: dateSchema,
    year: z.int(),
    title: z.string(),
    reason: z.string(),
    document: z.object({ id: idSchema, name: z.string() }).nullable(),
    needsSecond: z.boolean(),
    limitCredits: creditsSchema.describe('Above this a second person must agree, by the policy of its date'),
    together: z.boolean().describe('It is not above the limit by itself, but with what the same account has decided alone of late'),
    requestedBy: z.string(),
    requestedAt: timeSchema,
    decidedBy: z.string().nullable(),
    decidedAt: timeSchema.nullable(),
    decisionNote: z.string().nullable(),
    mine: z.boolean().describe('The caller asked for it: somebody else must decide'),
  })
  .meta({ id: 'CreditCorrection' });

/** What administrators must know of the policies before they give or take credits. */
export const correctionLimitsSchema = z
  .object({
    items: z
      .array(
        z.object({
          from: dateSchema.nullable().describe('First date that it holds for; null: from the beginning'),
          secondAboveCredits: creditsSchema.describe('Above this a second person must agree to a correction'),
          attendance: z.object({ presencePercent: z.int(), dailyCredits: creditsSchema.describe('At most so much is posted for classes of one date') }),
        }),
      )
      .describe('Policy by policy, the earliest first'),
  })
  .meta({ id: 'CreditCorrectionLimits' });

export const correctionPageSchema = pageOf(correctionSchema).meta({ id: 'CreditCorrectionPage' });

export const correctionsQuery = pageQuery.extend({ state: z.enum(['waiting', 'posted', 'rejected', 'withdrawn']).optional(), personId: idSchema.optional() });

export const documentSchema = z.object({ id: idSchema, name: z.string(), bytes: z.int() }).meta({ id: 'CreditDocument' });
export const newDocumentQuery = z.object({ fileName: z.string().trim().min(1, '请给文件一个名称').max(120, '文件名最多 120 个字') });

export type RequestGrantDto = z.infer<typeof requestGrantSchema>;
export type RequestReversalDto = z.infer<typeof requestReversalSchema>;
export type DecisionNoteDto = z.infer<typeof decisionNoteSchema>;
export type CorrectionDto = z.infer<typeof correctionSchema>;
export type CorrectionsQuery = z.infer<typeof correctionsQuery>;
export type CorrectionLimitsDto = z.infer<typeof correctionLimitsSchema>;
export type CorrectionPageDto = z.infer<typeof correctionPageSchema>;
export type DocumentDto = z.infer<typeof documentSchema>;
