import { DOCUMENT_KINDS, REJECTION_REASONS, type RejectionReason, areSwapped, isPersonName } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, timeSchema } from '../../platform/http/schemas.js';
import { regionPlaceSchema } from '../../regions/regions.dto.js';

const SWAPPED = '姓名和证件号码填反了';

/** A name and a number of an ID card or a residence permit; other documents are shown at a service desk. */
export const realNameSchema = z
  .object({
    name: z.string().trim().max(200, '请填写证件上的姓名，2 到 50 个字'),
    idNumber: z.string().min(1, '请填写证件号码').max(64, '请填写 18 位证件号码'),
  })
  .superRefine(({ name, idNumber }, context) => {
    if (areSwapped(name, idNumber)) {
      for (const field of ['name', 'idNumber']) context.addIssue({ code: 'custom', path: [field], message: SWAPPED });
    } else if (!isPersonName(name)) {
      context.addIssue({ code: 'custom', path: ['name'], message: '请填写证件上的姓名，2 到 50 个字' });
    }
  })
  .meta({ id: 'RealName' });

export const documentKindSchema = z.enum(DOCUMENT_KINDS);
export const claimStateSchema = z.enum(['pending', 'verified', 'rejected', 'withdrawn', 'merged']);
const rejectionReasonSchema = z.enum(Object.keys(REJECTION_REASONS) as [RejectionReason, ...RejectionReason[]], '请选择退回的原因');

/** The claim that waits, or the one that was sent back last, as its owner sees it. */
export const myClaimSchema = z
  .object({
    id: idSchema,
    state: z.enum(['pending', 'rejected']),
    documentKind: documentKindSchema,
    nameMasked: z.string().nullable().describe('null once it is decided: nothing of it is kept'),
    numberMasked: z.string().nullable(),
    submittedAt: timeSchema,
    decidedAt: timeSchema.nullable(),
    rejection: z.object({ reason: rejectionReasonSchema, text: z.string().describe('What to do, in Chinese'), note: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'MyRealNameClaim' });

/** Somebody else submitted the caller's own document. */
export const claimRequestSchema = z
  .object({ id: idSchema, displayNameMasked: z.string().describe('小*'), region: z.string().nullable().describe('The community of the other account'), submittedAt: timeSchema })
  .meta({ id: 'ClaimRequest' });
export const claimRequestListSchema = z.object({ items: z.array(claimRequestSchema) }).meta({ id: 'ClaimRequestList' });

export const claimQuery = z.object({
  state: claimStateSchema.default('pending').describe('Pending ones oldest first, others newest first'),
  cursor: idSchema.optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A claim as staff see it. */
export const realNameClaimSchema = z
  .object({
    id: idSchema,
    personId: idSchema,
    state: claimStateSchema,
    documentKind: documentKindSchema,
    nameMasked: z.string().nullable().describe('null once it is sent back, withdrawn or merged: nothing of it is kept'),
    numberMasked: z.string().nullable(),
    age: z.int().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    region: regionPlaceSchema.nullable(),
    submittedAt: timeSchema,
    check: z.enum(['none', 'waiting', 'match', 'mismatch']).describe('What the two-element check said; none: staff only'),
    guardianConsent: z.enum(['not_needed', 'missing', 'given']).describe('Under 14 a guardian has to agree'),
    conflict: z
      .object({
        person: z.object({ id: idSchema, nameMasked: z.string(), region: regionPlaceSchema.nullable() }).nullable().describe('null: outside the caller’s regions'),
      })
      .nullable()
      .describe('Another verified person holds the number: 同一证件已有登记'),
    decidedAt: timeSchema.nullable(),
    rejection: z.object({ reason: rejectionReasonSchema, text: z.string(), note: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'RealNameClaim' });
export const realNameClaimPageSchema = z
  .object({ items: z.array(realNameClaimSchema), nextCursor: idSchema.nullable(), pending: z.int().describe('Pending claims within the scope') })
  .meta({ id: 'RealNameClaimPage' });

export const rejectionSchema = z
  .object({ reason: rejectionReasonSchema, note: freeText({ max: 100 }).default('') })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', { path: ['note'], error: '请写明原因' })
  .meta({ id: 'RealNameRejection' });

export const approvalsSchema = z
  .object({ ids: z.array(idSchema).min(1, '请先选择申请').max(50, '一次最多通过 50 份') })
  .meta({ id: 'RealNameApprovals' });
export const approvalsResultSchema = z
  .object({ approved: z.array(idSchema), refused: z.array(z.object({ id: idSchema, code: z.string().describe('As in Problem'), title: z.string() })) })
  .meta({ id: 'RealNameApprovalsResult' });

export type RealNameDto = z.infer<typeof realNameSchema>;
export type MyClaimDto = z.infer<typeof myClaimSchema>;
export type ClaimRequestDto = z.infer<typeof claimRequestSchema>;
export type ClaimQuery = z.infer<typeof claimQuery>;
export type RealNameClaimDto = z.infer<typeof realNameClaimSchema>;
export type RealNameClaimPageDto = z.infer<typeof realNameClaimPageSchema>;
export type RejectionDto = z.infer<typeof rejectionSchema>;
export type ApprovalsDto = z.infer<typeof approvalsSchema>;
export type ApprovalsResultDto = z.infer<typeof approvalsResultSchema>;
