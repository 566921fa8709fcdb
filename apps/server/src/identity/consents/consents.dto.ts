import { CONSENT_PURPOSES, GUARDIAN_RELATIONS, type GuardianRelation, documentName, normalizePhone } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, listOf, timeSchema } from '../../platform/http/schemas.js';

const purposeSchema = z.enum(CONSENT_PURPOSES, '没有这一项同意');

/** What is read before a consent is given, in Chinese. */
export const consentTextSchema = z
  .object({
    purpose: purposeSchema,
    version: z.string(),
    title: z.string(),
    why: z.string(),
    collected: z.array(z.string()),
    kept: z.string(),
    seenBy: z.string(),
    withdrawal: z.string(),
  })
  .meta({ id: 'ConsentText' });
export const consentTextListSchema = listOf(consentTextSchema).meta({ id: 'ConsentTextList' });

/** Where a person stands with one purpose. */
export const myConsentSchema = z
  .object({
    purpose: purposeSchema,
    currentVersion: z.string(),
    given: z.object({ version: z.string(), givenAt: timeSchema, channel: z.enum(['web', 'desk', 'import']) }).nullable().describe('null: not given, or withdrawn'),
  })
  .meta({ id: 'MyConsent' });
export const myConsentListSchema = listOf(myConsentSchema).meta({ id: 'MyConsentList' });

export const giveConsentSchema = z.object({ purpose: purposeSchema, version: z.string().max(20).describe('The version that was read') }).meta({ id: 'GiveConsent' });
export const consentParams = z.object({ purpose: purposeSchema });

const relationSchema = z.enum(Object.keys(GUARDIAN_RELATIONS) as [GuardianRelation, ...GuardianRelation[]], '请选择和孩子的关系');

export const newGuardianConsentSchema = z
  .object({
    guardianName: z
      .string()
      .max(200)
      .transform((raw, context) => {
        const name = documentName('other', raw);
        if (name === null) context.addIssue({ code: 'custom', message: '请填写监护人的姓名，2 到 50 个字' });
        return name ?? z.NEVER;
      }),
    guardianPhone: z
      .string()
      .max(40)
      .transform((raw, context) => {
        if (raw.trim() === '') return null;
        const phone = normalizePhone(raw);
        if (phone === null) context.addIssue({ code: 'custom', message: '请填写 11 位手机号，没有可以不填' });
        return phone ?? z.NEVER;
      })
      .default(null),
    relation: relationSchema,
    documentNote: freeText({ min: 2, max: 200, missing: '请写明看过哪些证件，例如户口簿' }),
  })
  .meta({ id: 'NewGuardianConsent' });

/** A guardian's consent in force. */
export const guardianConsentSchema = z
  .object({ id: idSchema, guardianNameMasked: z.string(), guardianPhoneMasked: z.string().nullable(), relation: relationSchema, documentNote: z.string(), givenAt: timeSchema })
  .meta({ id: 'GuardianConsent' });
export const guardianConsentStateSchema = z.object({ consent: guardianConsentSchema.nullable() }).meta({ id: 'GuardianConsentState' });

export type ConsentPurposeParams = z.infer<typeof consentParams>;
export type GiveConsentDto = z.infer<typeof giveConsentSchema>;
export type MyConsentDto = z.infer<typeof myConsentSchema>;
export type NewGuardianConsentDto = z.infer<typeof newGuardianConsentSchema>;
export type GuardianConsentDto = z.infer<typeof guardianConsentSchema>;
