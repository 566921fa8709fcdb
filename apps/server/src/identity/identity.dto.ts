import { PERMISSIONS, type Permission, ROLES, isPersonName } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';
import { regionPlaceSchema } from '../regions/regions.dto.js';

export const realNameSchema = z
  .object({
    name: z.string().trim().refine(isPersonName, '请填写证件上的姓名，2 到 50 个字'),
    idNumber: z.string().min(1, '请填写证件号码').max(64, '请填写 18 位证件号码'),
  })
  .meta({ id: 'RealName' });

/** What a real name is proven with. The last two are shown at a service desk. */
export const documentKindSchema = z.enum(['resident_id', 'residence_permit', 'passport', 'other']);

export const verificationSchema = z.enum(['unverified', 'pending', 'verified', 'rejected']);

export const meSchema = z
  .object({
    accountId: idSchema,
    displayName: z.string(),
    phoneMasked: z.string().nullable(),
    loginNumber: z.string().nullable().describe('学员号'),
    hasPassword: z.boolean(),
    passwordTemporary: z.boolean().describe('Given out at a desk: until it is changed, everything else answers password_change_needed'),
    secondFactor: z
      .object({
        on: z.boolean(),
        needed: z.boolean().describe('A role is held that counts only in a session with a second factor'),
        given: z.boolean().describe('In this session'),
        recoveryCodesLeft: z.int(),
      })
      .describe('While `on` and not `given`, everything but this route and the second factor answers second_factor_needed'),
    roles: z.array(z.object({ role: z.enum(ROLES), region: regionPlaceSchema.nullable().describe('null: the whole installation') })),
    permissions: z.array(z.enum(Object.keys(PERMISSIONS) as Permission[])),
    person: z.object({
      id: idSchema,
      verification: verificationSchema,
      verifiedAt: timeSchema.nullable(),
      nameMasked: z.string().nullable(),
      idNumberMasked: z.string().nullable(),
      region: regionPlaceSchema.nullable(),
    }),
  })
  .meta({ id: 'Me' });

export type RealNameDto = z.infer<typeof realNameSchema>;
export type MeDto = z.infer<typeof meSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type DocumentKind = z.infer<typeof documentKindSchema>;
