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

const BETWEEN = String.raw`[\s\p{Pd}\p{Cf}]*`;
/** A mobile number or one of an 18-character ID document, however its digits are spaced. */
const PERSONAL_NUMBER = new RegExp(String.raw`(?<!\d)(?:(?:86${BETWEEN})?1${BETWEEN}[3-9](?:${BETWEEN}\d){9}|[1-9](?:${BETWEEN}\d){16}${BETWEEN}[\dXx])(?!\d)`, 'u');

/**
 * What people write in their own words: a reason, a note, a name to be called by. It is stored in plain text, outlives
 * an erasure in audit entries, and so must not hold the numbers that stand encrypted elsewhere.
 * @param missing what to say when it is shorter than `min` characters
 */
export const freeText = ({ min = 0, max, missing = '' }: { min?: number; max: number; missing?: string }) =>
  z
    .string()
    .trim()
    .min(min, missing)
    .max(max, `最多 ${max} 个字`)
    .refine((text) => !PERSONAL_NUMBER.test(text.normalize('NFKC')), '不要写手机号或证件号码');

/** A page of a list with the number of all its rows. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: z.int(), page: z.int(), pageSize: z.int() });
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export type PageQuery = z.infer<typeof pageQuery>;
