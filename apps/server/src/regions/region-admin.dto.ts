import { isCalendarDate } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, listOf, timeSchema } from '../platform/http/schemas.js';
import { regionPlaceSchema, regionSchema } from './regions.dto.js';

const name = z.string().trim().min(2, '请填写区域名称，至少 2 个字').max(60, '区域名称最多 60 个字');
const code = z.string().trim().regex(/^\d{12}(\d{3})?$/, '区域代码应为 12 位数字，网格为 15 位');
const effectiveOn = z.string().refine(isCalendarDate, '请填写真实的日期').optional().describe('Shanghai date from which it holds; absent: now');
const dryRun = z.boolean().default(false).describe('Only check it and tell what it would touch');

export const newRegionSchema = z.object({ parentId: idSchema.nullable().describe('null: a root of the tree'), code, name, effectiveOn }).meta({ id: 'NewRegion' });
export const regionChangeSchema = z.object({ name: name.optional(), code: code.optional(), effectiveOn }).meta({ id: 'RegionChange' });
export const regionMoveSchema = z.object({ parentId: idSchema, code: code.optional().describe('A new code that fits the new parent'), effectiveOn, dryRun }).meta({ id: 'RegionMove' });
export const regionMergeSchema = z.object({ intoId: idSchema, effectiveOn, dryRun }).meta({ id: 'RegionMerge' });
export const regionSplitSchema = z
  .object({
    parts: z.array(z.object({ code, name })).min(1, '请至少填写一个新区域').max(20, '一次最多拆出 20 个区域'),
    closeInto: z.int().min(0).nullable().describe('Position of the part that takes over residents, roles and what lies below, whereupon the region closes; null: it stays open and keeps them'),
    effectiveOn,
    dryRun,
  })
  .refine(({ parts, closeInto }) => closeInto === null || closeInto < parts.length, { path: ['closeInto'], message: '请选择居民转入哪个新区域' })
  .meta({ id: 'RegionSplit' });
export const regionClosingSchema = z.object({ effectiveOn }).meta({ id: 'RegionClosing' });

export const regionSearchQuery = z.object({ q: z.string().trim().min(1, '请输入区域名称或代码').max(60, '最多 60 个字') });
export const regionSearchSchema = listOf(regionPlaceSchema.extend({ code: z.string() })).meta({ id: 'RegionSearch' });

export const nationalQuery = z.object({ parentCode: z.string().regex(/^\d{12}$/, '代码应为 12 位数字').optional().describe('Absent: the provinces') });
export const nationalListSchema = listOf(z.object({ code: z.string().describe('12 digits'), name: z.string(), level: z.enum(['province', 'city', 'district']) })).meta({ id: 'NationalRegionList' });

/** How much lies in a region and below it. */
export const regionContentsSchema = z
  .object({
    residents: z.int().describe('人'),
    regions: z.int().describe('Open regions below it'),
    courses: z.int(),
    organisations: z.int().describe('Open ones'),
    roles: z.int().describe('Roles in force over it or below'),
  })
  .meta({ id: 'RegionContents' });

/** What a change came to, or would come to. */
export const regionOutcomeSchema = z
  .object({
    applied: z.boolean(),
    regionId: idSchema.describe('Where to look afterwards: the region itself, or its successor'),
    touched: regionContentsSchema,
  })
  .meta({ id: 'RegionOutcome' });

const linkSchema = z.object({ id: idSchema, name: z.string() });

export const regionDetailSchema = z
  .object({
    region: regionSchema,
    names: z.array(z.string()).describe('Root first, itself last'),
    editable: z.boolean().describe('Below the caller’s own region: it may be changed'),
    validFrom: timeSchema,
    validTo: timeSchema.nullable(),
    successor: linkSchema.nullable(),
    contents: regionContentsSchema,
    closedChildren: z.array(linkSchema.extend({ code: z.string(), validTo: timeSchema, successor: linkSchema.nullable() })),
    history: z.array(
      z.object({ name: z.string(), code: z.string(), names: z.array(z.string()).describe('Of that time, root first'), validFrom: timeSchema, validTo: timeSchema.nullable() }),
    ).describe('Oldest first'),
  })
  .meta({ id: 'RegionDetail' });

export type NationalQuery = z.infer<typeof nationalQuery>;
export type NewRegionDto = z.infer<typeof newRegionSchema>;
export type RegionChangeDto = z.infer<typeof regionChangeSchema>;
export type RegionMoveDto = z.infer<typeof regionMoveSchema>;
export type RegionMergeDto = z.infer<typeof regionMergeSchema>;
export type RegionSplitDto = z.infer<typeof regionSplitSchema>;
export type RegionClosingDto = z.infer<typeof regionClosingSchema>;
export type RegionSearchQuery = z.infer<typeof regionSearchQuery>;
export type RegionContentsDto = z.infer<typeof regionContentsSchema>;
export type RegionOutcomeDto = z.infer<typeof regionOutcomeSchema>;
export type RegionDetailDto = z.infer<typeof regionDetailSchema>;
