import { POINT_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { dateSchema } from '../platform/http/schemas.js';

const points = z.int().describe('积分, never 学分');

/** What a deed has earned. Done again it earns nothing. */
export const earnedPointsSchema = z.object({ earned: points }).meta({ id: 'EarnedPoints' });
export const sharedPointsSchema = earnedPointsSchema.extend({ leftToday: z.int().describe('How many courses more earn points today') }).meta({ id: 'SharedPoints' });

export const myPointsSchema = z
  .object({
    total: points,
    rank: z.object({ name: z.string(), next: z.object({ name: z.string(), missing: points }).nullable().describe('null: there is no higher one') }),
    streak: z.int().describe('连续签到天数'),
    signedInToday: z.boolean(),
    entries: z.array(z.object({ kind: z.enum(POINT_KINDS), points, date: dateSchema })).describe('The last ones, newest first'),
    rules: z
      .object({
        registration: points,
        signIn: points,
        streak: z.object({ days: z.int(), points }),
        comment: points,
        share: z.object({ points, perDay: z.int() }),
      })
      .describe('What earns what'),
    ranks: z.array(z.object({ name: z.string(), from: points })),
  })
  .meta({ id: 'MyPoints' });

export type EarnedPointsDto = z.infer<typeof earnedPointsSchema>;
export type SharedPointsDto = z.infer<typeof sharedPointsSchema>;
export type MyPointsDto = z.infer<typeof myPointsSchema>;
