import { PERMISSIONS, type Permission, ROLES, isPersonName, normalizePhone } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';
import { regionPlaceSchema } from '../regions/regions.dto.js';

const phone = z
  .string()
  .max(40)
  .transform((raw, context) => {
    const phone = normalizePhone(raw);
    if (phone === null) context.addIssue({ code: 'custom', message: '请填写 11 位手机号' });
    return phone ?? z.NEVER;
  });

export const registerSchema = z
  .object({
    phone,
    password: z.string().min(8, '密码至少 8 位').max(128, '密码最多 128 位'),
    displayName: z.string().trim().min(1, '请填写称呼').max(30, '称呼最多 30 个字'),
    regionId: idSchema.describe('A community (社区/村)'),
  })
  .meta({ id: 'Register' });

export const loginSchema = z.object({ phone, password: z.string().min(1, '请填写密码').max(128) }).meta({ id: 'Login' });

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

export type RegisterDto = z.infer<typeof registerSchema>;
export type LoginDto = z.infer<typeof loginSchema>;
export type RealNameDto = z.infer<typeof realNameSchema>;
export type MeDto = z.infer<typeof meSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type DocumentKind = z.infer<typeof documentKindSchema>;
