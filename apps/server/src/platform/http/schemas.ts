import { z } from 'zod';

/** Shapes that several features' routes share. */
export const idSchema = z.uuid('编号格式不对');
export const idParams = z.object({ id: idSchema });
export const timeSchema = z.iso.datetime({ precision: 3 }).describe('UTC, milliseconds');
export const dateSchema = z.iso.date().describe('Calendar date in Asia/Shanghai');
export const creditsSchema = z.string().describe('学分, floored once to 0.01, e.g. "19.85"');
export const unitsSchema = z.int().describe('Credit units; 1 学分 = 108 000');
export const yearSchema = z.coerce.number().int().min(2000, '年份不对').max(2100, '年份不对');
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

/** A page of a list with the number of all its rows. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: z.int(), page: z.int(), pageSize: z.int() });
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export type PageQuery = z.infer<typeof pageQuery>;
