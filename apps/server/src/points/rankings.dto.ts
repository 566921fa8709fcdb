import { RANKING_BOARDS } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, idSchema, timeSchema } from '../platform/http/schemas.js';

export const rankingQuery = z.object({
  board: z.enum(RANKING_BOARDS, '请选择一个排行榜'),
  id: idSchema.optional().describe('Which one, where the caller belongs to several'),
});

const place = z.int().describe('Ties share a place: 1, 1, 3');
const boardSchema = z.object({ kind: z.enum(RANKING_BOARDS), id: idSchema, name: z.string() }).meta({ id: 'RankingBoard' });

export const rankingSchema = z
  .object({
    year: z.int(),
    boards: z.array(boardSchema).describe('All that the caller belongs to'),
    board: boardSchema.nullable().describe('null: the caller belongs to none of the kind'),
    asOf: timeSchema.nullable().describe('null: not computed yet'),
    persons: z.int().nullable().describe('人; null: too few to be shown'),
    rows: z.array(z.object({ place, name: z.string().describe('Masked: 王*'), credits: creditsSchema, own: z.boolean() })).describe('The first ones'),
    own: z.object({ place, credits: creditsSchema }).nullable().describe('null: not in it, or too few'),
    optedOut: z.boolean(),
  })
  .meta({ id: 'Ranking' });

export const optOutSchema = z.object({ optedOut: z.boolean('请选择是否参加排行') }).meta({ id: 'RankingOptOut' });

export type RankingQuery = z.infer<typeof rankingQuery>;
export type RankingBoardDto = z.infer<typeof boardSchema>;
export type RankingDto = z.infer<typeof rankingSchema>;
