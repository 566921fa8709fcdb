import { DOCUMENT_KINDS, normalizePhone } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, dateSchema, freeText, idSchema, timeSchema, unitsSchema } from '../../platform/http/schemas.js';
import { regionPlaceSchema } from '../../regions/regions.dto.js';
import { newGuardianConsentSchema } from '../consents/consents.dto.js';
import { verificationSchema } from '../identity.dto.js';
import { claimStateSchema, documentKindSchema } from '../real-name/real-name.dto.js';

const reason = freeText({ min: 2, max: 200, missing: '请写明原因，至少 2 个字' });
const documentSeen = z.literal(true, '请先看过证件原件，再继续');

/** An empty field is no phone. */
const optionalPhone = z
  .string()
  .max(40, '请填写 11 位手机号')
  .nullable()
  .transform((raw, context) => {
    if (raw === null || raw.trim() === '') return null;
    const phone = normalizePhone(raw);
    if (phone === null) context.addIssue({ code: 'custom', message: '请填写 11 位手机号，没有可以不填' });
    return phone ?? z.NEVER;
  });

export const deskRegistrationSchema = z
  .object({
    documentKind: z.enum(DOCUMENT_KINDS, '请选择证件'),
    name: z.string().trim().min(1, '请填写证件上的姓名').max(200, '请填写证件上的姓名，2 到 50 个字'),
    idNumber: z.string().trim().min(1, '请填写证件号码').max(64, '证件号码太长，请核对'),
    birthDate: z.iso.date('请填写证件上的出生日期，如 1990-01-02').nullable().default(null).describe('Needed for passports and other documents, whose numbers tell none; refused beside the others'),
    regionId: idSchema.describe('Where they live: a region within the caller’s, without regions under it'),
    organisationId: idSchema.nullable().default(null),
    phone: optionalPhone.default(null),
    guardian: newGuardianConsentSchema.nullable().default(null).describe('Needed for who is under 14'),
    consentSigned: z.literal(true, '请先让本人看过说明并在纸上签字'),
  })
  .meta({ id: 'DeskRegistration' });

/** What is printed on a slip and shown once. */
export const deskSlipSchema = z
  .object({
    personId: idSchema,
    loginNumber: z.string().describe('学员号'),
    temporaryPassword: z.string().nullable().describe('To be changed at the first sign-in; null: the password of before stays'),
    phoneMasked: z.string().nullable(),
  })
  .meta({ id: 'DeskSlip' });

export const deskRegisteredSchema = z
  .object({
    outcome: z.enum(['registered', 'known']).describe('known: the document is that of a learner of the caller’s regions, who is named'),
    personId: idSchema,
    slip: deskSlipSchema.nullable().describe('null when known'),
  })
  .meta({ id: 'DeskRegistered' });

export const recoverySchema = z
  .object({ accountId: idSchema.nullable().default(null).describe('null: the oldest login'), documentSeen, reason })
  .meta({ id: 'DeskRecovery' });

export const phoneChangeSchema = z
  .object({ accountId: idSchema.nullable().default(null).describe('null: the oldest login'), phone: optionalPhone.describe('null: no phone any more'), documentSeen, reason })
  .meta({ id: 'DeskPhoneChange' });

export const stateChangeSchema = z
  .object({ state: z.enum(['active', 'deceased', 'moved'], '请选择状态'), on: dateSchema.describe('Since when'), reason })
  .meta({ id: 'DeskStateChange' });

export const regionChangeSchema = z.object({ regionId: idSchema, reason }).meta({ id: 'DeskRegionChange' });
export const organisationChangeSchema = z.object({ organisationId: idSchema.nullable().describe('null: none any more'), reason }).meta({ id: 'DeskOrganisationChange' });

export const mergeQuery = z.object({ absorbPersonId: idSchema });
export const mergeSchema = z.object({ absorbPersonId: idSchema, documentSeen, reason }).meta({ id: 'DeskMerge' });

const mergedYearSchema = z.object({
  year: z.int(),
  keptUnits: unitsSchema,
  keptCredits: creditsSchema,
  absorbedUnits: unitsSchema,
  absorbedCredits: creditsSchema,
  mergedUnits: unitsSchema,
  mergedCredits: creditsSchema,
  restated: z.boolean().describe('The year is closed: its statement gets a new version'),
});

export const mergeOutcomeSchema = z
  .object({
    lessons: z.int().describe('Lessons whose progress changes'),
    reached: z.int().describe('Of these, lessons that only both together have completed'),
    carried: z.int(),
    doubles: z.int(),
    overLimit: z.int(),
    years: z.array(mergedYearSchema),
  })
  .meta({ id: 'MergeOutcome' });

const period = { since: timeSchema, until: timeSchema.nullable() };

/** A learner as staff of their region see them: everything sensitive masked. */
export const learnerDetailSchema = z
  .object({
    personId: idSchema,
    nameMasked: z.string().nullable(),
    documentKind: documentKindSchema.nullable(),
    idNumberMasked: z.string().nullable(),
    verification: verificationSchema,
    registeredOn: dateSchema.nullable(),
    state: z.enum(['active', 'deceased', 'moved']),
    stateOn: dateSchema.nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    age: z.int().nullable().describe('Reached within this calendar year'),
    region: regionPlaceSchema.nullable(),
    residences: z.array(z.object({ region: regionPlaceSchema.nullable(), ...period })).describe('Newest first'),
    organisation: z.object({ id: idSchema, name: z.string() }).nullable(),
    memberships: z.array(z.object({ organisationName: z.string(), ...period })).describe('Newest first'),
    accounts: z.array(
      z.object({
        id: idSchema,
        phoneMasked: z.string().nullable(),
        loginNumber: z.string().nullable(),
        passwordTemporary: z.boolean(),
        secondFactor: z.boolean(),
        staff: z.boolean().describe('Holds a role, now or from a day to come: nobody at a desk changes it'),
        createdAt: timeSchema,
      }),
    ),
    claims: z.array(z.object({ id: idSchema, state: claimStateSchema, documentKind: documentKindSchema, submittedAt: timeSchema, decidedAt: timeSchema.nullable() })).describe('Newest first'),
    consents: z.array(z.object({ purpose: z.string(), version: z.string(), channel: z.enum(['web', 'desk', 'import']), since: timeSchema, until: timeSchema.nullable() })),
    merged: z.array(z.object({ personId: idSchema, mergedAt: timeSchema })).describe('Records that became part of this one'),
    credits: z.object({ year: z.int(), units: unitsSchema, credits: creditsSchema, provisionalCredits: creditsSchema, targetMet: z.boolean() }),
  })
  .meta({ id: 'LearnerDetail' });

export type DeskRegistrationDto = z.infer<typeof deskRegistrationSchema>;
export type DeskRegisteredDto = z.infer<typeof deskRegisteredSchema>;
export type DeskSlipDto = z.infer<typeof deskSlipSchema>;
export type RecoveryDto = z.infer<typeof recoverySchema>;
export type PhoneChangeDto = z.infer<typeof phoneChangeSchema>;
export type StateChangeDto = z.infer<typeof stateChangeSchema>;
export type RegionChangeDto = z.infer<typeof regionChangeSchema>;
export type OrganisationChangeDto = z.infer<typeof organisationChangeSchema>;
export type MergeDto = z.infer<typeof mergeSchema>;
export type MergeOutcomeDto = z.infer<typeof mergeOutcomeSchema>;
export type LearnerDetailDto = z.infer<typeof learnerDetailSchema>;
