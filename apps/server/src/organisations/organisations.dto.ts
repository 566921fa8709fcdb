import { type CreditCodeFault, ORGANISATION_KINDS, type OrganisationKind, parseCreditCode } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, listOf, timeSchema } from '../platform/http/schemas.js';

const FAULTS: Record<CreditCodeFault, string> = {
  length: '统一社会信用代码应为 18 位，请检查是否多填或少填',
  characters: '统一社会信用代码只含数字和大写字母，没有 I、O、S、V、Z',
  check_character: '最后一位与前面的对不上，请逐位核对',
};

const kinds = Object.keys(ORGANISATION_KINDS) as [OrganisationKind, ...OrganisationKind[]];

const creditCode = z
  .string()
  .max(60, FAULTS.length)
  .transform((raw, context) => {
    const parsed = parseCreditCode(raw);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: FAULTS[parsed.reason] });
    return parsed.ok ? parsed.value : z.NEVER;
  })
  .nullable()
  .describe('统一社会信用代码; null: it has none or none is known');

const name = z.string().trim().min(2, '请填写单位名称').max(100, '单位名称最多 100 个字');
const kind = z.enum(kinds, '请选择单位类型');
const regionId = idSchema.describe('The region that keeps the organisation: of any level');

export const newOrganisationSchema = z.object({ name, kind, creditCode, regionId }).meta({ id: 'NewOrganisation' });
export const organisationChangeSchema = newOrganisationSchema.partial().meta({ id: 'OrganisationChange' });

export const organisationsQuery = z.object({
  q: z.string().trim().max(100, '最多 100 个字').optional().describe('Part of the name, or the credit code'),
  regionId: idSchema.optional().describe('Only those of this region and below'),
  kind: kind.optional(),
  closed: z.stringbool().default(false).describe('Whether closed ones are listed too'),
  cursor: z.string().max(1000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const organisationSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    kind,
    creditCode: z.string().nullable(),
    region: z.object({ id: idSchema, name: z.string(), names: z.array(z.string()).describe('Root first, itself last') }),
    createdAt: timeSchema,
    closedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Organisation' });

export const organisationPageSchema = z.object({ items: z.array(organisationSchema), next: z.string().nullable().describe('null: this is the last page') }).meta({ id: 'OrganisationPage' });

export const organisationChoicesQuery = z.object({ q: z.string().trim().min(1, '请输入单位名称里的字').max(100, '最多 100 个字') });

/** An organisation as its members see it. */
export const organisationBriefSchema = z.object({ id: idSchema, name: z.string(), kind }).meta({ id: 'OrganisationBrief' });

/** What a learner sees of the organisations of their city. */
export const organisationChoicesSchema = listOf(z.object({ id: idSchema, name: z.string(), kind, regionName: z.string() })).meta({ id: 'OrganisationChoices' });

export type NewOrganisationDto = z.infer<typeof newOrganisationSchema>;
export type OrganisationChangeDto = z.infer<typeof organisationChangeSchema>;
export type OrganisationsQuery = z.infer<typeof organisationsQuery>;
export type OrganisationDto = z.infer<typeof organisationSchema>;
export type OrganisationPageDto = z.infer<typeof organisationPageSchema>;
export type OrganisationBriefDto = z.infer<typeof organisationBriefSchema>;
export type OrganisationChoicesDto = z.infer<typeof organisationChoicesSchema>;
