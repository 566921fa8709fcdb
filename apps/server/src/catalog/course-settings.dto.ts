import { ENROLMENT_RULES, isCalendarDate } from '@xuexi/domain';
import { z } from 'zod';
import { dateSchema, idSchema, listOf, timeSchema } from '../platform/http/schemas.js';

const MAX_PREREQUISITES = 10;
const MAX_ORGANISATIONS = 50;

const day = z.string().refine(isCalendarDate, '请填写日期');
const named = z.object({ id: idSchema, name: z.string() });

/** Who may join a course, what they must have finished before, until when it should be learned. It holds at once, without a review. */
export const enrolmentSettingsSchema = z
  .object({
    rule: z.enum(ENROLMENT_RULES, '请选择加入方式'),
    prerequisiteIds: z.array(idSchema).max(MAX_PREREQUISITES, `先修课程最多 ${MAX_PREREQUISITES} 门`),
    organisationIds: z.array(idSchema).max(MAX_ORGANISATIONS, `单位最多 ${MAX_ORGANISATIONS} 个`),
    dueOn: day.nullable().describe('Calendar date in Asia/Shanghai; later learning counts all the same'),
  })
  .refine(({ rule, organisationIds }) => rule !== 'organisation' || organisationIds.length > 0, { path: ['organisationIds'], message: '请至少选择一个单位' })
  .meta({ id: 'EnrolmentSettings' });

export const courseSettingsSchema = z
  .object({
    rule: z.enum(ENROLMENT_RULES),
    prerequisites: z.array(named),
    organisations: z.array(named),
    dueOn: dateSchema.nullable(),
  })
  .meta({ id: 'CourseSettings' });

export const newInvitationSchema = z
  .object({
    validUntil: day.describe('Its last day in Asia/Shanghai'),
    maxUses: z.int('请填写整数').min(1, '至少 1 人').max(100_000, '最多 100000 人').nullable().describe('人; null: as many as come'),
  })
  .meta({ id: 'NewInvitation' });

export const invitationSchema = z
  .object({
    id: idSchema,
    code: z.string().describe('As it is read out: ABCD-2345'),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    maxUses: z.int().nullable(),
    uses: z.int().describe('人 who joined by it'),
    state: z.enum(['valid', 'expired', 'used_up', 'revoked']),
  })
  .meta({ id: 'Invitation' });

export const invitationListSchema = listOf(invitationSchema).meta({ id: 'InvitationList' });

export type EnrolmentSettingsDto = z.infer<typeof enrolmentSettingsSchema>;
export type CourseSettingsDto = z.infer<typeof courseSettingsSchema>;
export type NewInvitationDto = z.infer<typeof newInvitationSchema>;
export type InvitationDto = z.infer<typeof invitationSchema>;
