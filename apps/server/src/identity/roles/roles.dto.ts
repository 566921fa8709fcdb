import { ROLES, type Role, isInstallationWide, normalizePhone } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, pageOf, pageQuery, timeSchema } from '../../platform/http/schemas.js';
import { regionPlaceSchema } from '../../regions/regions.dto.js';

/** Everyone is a learner without a grant. */
const grantableRole = z.enum(ROLES.filter((role) => role !== 'learner') as [Role, ...Role[]], '请选择角色');

export const grantStateSchema = z.enum(['current', 'upcoming', 'ended']);

export const roleGrantQuery = pageQuery.extend({
  regionId: idSchema.optional().describe('This region and everything under it; absent: all that the caller may see'),
  role: grantableRole.optional(),
  state: grantStateSchema.optional(),
});

export const roleGrantSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    displayName: z.string(),
    nameMasked: z.string(),
    role: z.enum(ROLES),
    region: regionPlaceSchema.nullable().describe('null: the whole installation'),
    state: grantStateSchema,
    validFrom: timeSchema,
    validTo: timeSchema.nullable().describe('The instant at which it ends; null: no end'),
    grantedBy: z.string().nullable().describe('Display name; null: it came with the installation'),
    grantedAt: timeSchema.nullable(),
    revokedBy: z.string().nullable(),
    reason: z.string().nullable(),
    mayEnd: z.boolean().describe('Whether the caller may end it'),
  })
  .meta({ id: 'RoleGrant' });

export const roleGrantPageSchema = pageOf(roleGrantSchema).meta({ id: 'RoleGrantPage' });

export const newRoleGrantSchema = z
  .object({
    accountId: idSchema,
    role: grantableRole,
    regionId: idSchema.nullable().describe('null: the whole installation, for platform admins to give'),
    validFrom: z.iso.date('请填写开始日期').describe('First day, in Asia/Shanghai; not before today'),
    validTo: z.iso.date('请填写结束日期').nullable().describe('Last day, in Asia/Shanghai; null: no end'),
    reason: freeText({ min: 2, max: 200, missing: '请写明授权的理由' }),
  })
  .refine(({ role, regionId }) => !isInstallationWide(role) || regionId === null, { path: ['regionId'], message: '平台管理员管理全平台，不能限定区域' })
  .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, { path: ['validTo'], message: '结束日期不能早于开始日期' })
  .meta({ id: 'NewRoleGrant' });

/** Whom to grant a role: looked up exactly, by a number that never stands in an address. */
export const roleCandidateQuery = z
  .object({
    number: z
      .string()
      .max(40, '请填写手机号或学员号')
      .transform((raw, context) => {
        const typed = raw.normalize('NFKC').replaceAll(/[\s-]/gu, '');
        const phone = normalizePhone(typed);
        if (phone === null && !/^\d{4,12}$/.test(typed)) context.addIssue({ code: 'custom', message: '请填写 11 位手机号或学员号' });
        return { phone, loginNumber: typed };
      })
      .describe('A phone number or a 学员号'),
  })
  .meta({ id: 'RoleCandidateQuery' });

export const roleCandidateSchema = z
  .object({ accountId: idSchema, displayName: z.string(), nameMasked: z.string(), region: regionPlaceSchema.nullable(), isCaller: z.boolean().describe('Nobody grants themselves a role') })
  .meta({ id: 'RoleCandidate' });

export type RoleGrantQuery = z.infer<typeof roleGrantQuery>;
export type RoleGrantDto = z.infer<typeof roleGrantSchema>;
export type RoleGrantPageDto = z.infer<typeof roleGrantPageSchema>;
export type NewRoleGrantDto = z.infer<typeof newRoleGrantSchema>;
export type RoleCandidateQuery = z.infer<typeof roleCandidateQuery>;
export type RoleCandidateDto = z.infer<typeof roleCandidateSchema>;
export type GrantState = z.infer<typeof grantStateSchema>;
