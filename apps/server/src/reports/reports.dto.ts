import { z } from 'zod';
import { creditsSchema, dateSchema, idSchema, pageOf, pageQuery, timeSchema, unitsSchema, yearSchema } from '../platform/http/schemas.js';
import { regionSchema } from '../regions/regions.dto.js';

/** The figures of one region and everything under it. 人 = persons, each once. */
export const regionFiguresSchema = z
  .object({
    registered: z.int().describe('本年新增实名注册（人）'),
    registeredTotal: z.int().describe('累计实名注册（人）'),
    active: z.int().describe('活跃学员（人）: with at least one counting entry in the year'),
    units: unitsSchema.describe('Sum of the counting entries dated in the year'),
    credits: creditsSchema,
    targetReached: z.int().describe('学满 20 学分（人）'),
    targetShare: z.number().nullable().describe('targetReached ÷ active, 0–1; null when nobody is active'),
    meanCredits: creditsSchema.nullable().describe('units ÷ active'),
  })
  .meta({ id: 'RegionFigures' });

export const regionReportQuery = z.object({ regionId: idSchema.optional().describe('Absent: the highest region the caller may see'), year: yearSchema.optional() });

export const regionReportSchema = z
  .object({
    region: regionSchema,
    ancestors: z.array(z.object({ id: idSchema, name: z.string(), visible: z.boolean().describe('Within the caller’s scope') })),
    year: z.int(),
    asOf: timeSchema,
    targetCredits: z.int(),
    total: regionFiguresSchema,
    lastYear: regionFiguresSchema.describe('The same figures of the year before, whole year'),
    children: z.array(z.object({ region: regionSchema, figures: regionFiguresSchema })),
    former: z
      .array(
        z.object({
          region: regionSchema.pick({ id: true, name: true, level: true }),
          fate: z.enum(['closed', 'moved']).describe('closed: 已撤并; moved: it lies under another region now'),
          now: z.object({ id: idSchema, name: z.string() }).nullable().describe('closed: its successor; moved: the region above it'),
          figures: regionFiguresSchema,
        }),
      )
      .describe('Regions that lay directly under this one when something was recorded in them'),
    elsewhere: regionFiguresSchema.nullable().describe('Registered at this region itself, under none of its children; null: nobody'),
    months: z.array(z.object({ month: z.int(), registered: z.int(), units: unitsSchema, credits: creditsSchema })).length(12),
  })
  .meta({ id: 'RegionReport' });

export const learnerReportQuery = pageQuery.extend({ regionId: idSchema, year: yearSchema.optional(), only: z.enum(['registered', 'active', 'target']).optional() });

/** What a figure is made of: the learners of a region, masked. */
export const learnerRowSchema = z
  .object({
    personId: idSchema,
    nameMasked: z.string(),
    regionName: z.string(),
    registeredOn: dateSchema,
    units: unitsSchema,
    credits: creditsSchema,
    targetMet: z.boolean(),
  })
  .meta({ id: 'LearnerRow' });

export const learnerPageSchema = pageOf(learnerRowSchema).meta({ id: 'LearnerPage' });

/** 等我处理 */
export const todoSchema = z
  .object({
    reviewsWaiting: z.int(),
    oldestReviewAt: timeSchema.nullable(),
    mediaFailed: z.array(z.object({ courseId: idSchema, lessonTitle: z.string(), sentence: z.string() })),
    coursesReturned: z.int(),
    realNamesWaiting: z.int().describe('Real-name claims within the caller’s regions'),
    correctionsWaiting: z.int().describe('Grants and reversals that somebody else has asked for'),
    appealsWaiting: z.int(),
    oldestAppealAt: timeSchema.nullable(),
  })
  .meta({ id: 'Todo' });

export type RegionFiguresDto = z.infer<typeof regionFiguresSchema>;
export type RegionReportDto = z.infer<typeof regionReportSchema>;
export type LearnerRowDto = z.infer<typeof learnerRowSchema>;
export type LearnerReportQuery = z.infer<typeof learnerReportQuery>;
export type RegionReportQuery = z.infer<typeof regionReportQuery>;
export type TodoDto = z.infer<typeof todoSchema>;
