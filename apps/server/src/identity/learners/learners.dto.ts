import { normalizePhone } from '@xuexi/domain';
import { z } from 'zod';
import { dateSchema, idSchema, listOf } from '../../platform/http/schemas.js';
import { regionPlaceSchema } from '../../regions/regions.dto.js';
import { verificationSchema } from '../identity.dto.js';

const AGE_MAX = 130;
const age = z.coerce.number('年龄要填整数').int('年龄要填整数').min(0, '年龄不能小于 0').max(AGE_MAX, `年龄不能大于 ${AGE_MAX}`);
const sexSchema = z.enum(['male', 'female']);
const listedStateSchema = z.enum(['active', 'deceased', 'moved']);

export const learnerQuery = z.object({
  regionId: idSchema.optional().describe('This region and everything under it; absent: all that the caller may see'),
  q: z
    .string()
    .trim()
    .max(50, '最多 50 个字')
    .refine((q) => normalizePhone(q) === null && !/\d{13}/.test(q), '手机号和证件号码请用号码查找')
    .optional()
    .describe('The whole name, or a 学员号. Phone and ID numbers are looked up by POST /api/learners/search, so that they stand in no address'),
  verification: verificationSchema.optional(),
  state: listedStateSchema.default('active'),
  ageFrom: age.optional().describe('Age reached within this calendar year'),
  ageTo: age.optional(),
  sex: sexSchema.optional(),
  organisationId: idSchema.optional(),
  cursor: z.string().max(600, '请从第一页重新开始').optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const learnerSearchSchema = z
  .object({
    number: z
      .string()
      .trim()
      .min(1, '请填写证件号码、手机号、学员号或姓名')
      .max(64, '请填写证件号码、手机号、学员号或姓名')
      .describe('A phone number, the number of a document, a 学员号 or a name, in full'),
  })
  .meta({ id: 'LearnerSearch' });

/** A learner as staff of their region see them in lists: everything sensitive masked. */
export const listedLearnerSchema = z
  .object({
    personId: idSchema,
    nameMasked: z.string().nullable().describe('null: no real name yet'),
    idNumberMasked: z.string().nullable(),
    phoneMasked: z.string().nullable(),
    loginNumber: z.string().nullable().describe('学员号'),
    verification: verificationSchema,
    state: listedStateSchema,
    sex: sexSchema.nullable(),
    age: z.int().nullable().describe('Reached within this calendar year'),
    region: regionPlaceSchema.nullable(),
    organisationName: z.string().nullable(),
    registeredOn: dateSchema.nullable().describe('Real name verified on'),
  })
  .meta({ id: 'ListedLearner' });

export const listedLearnersSchema = listOf(listedLearnerSchema)
  .extend({ nextCursor: z.string().nullable().describe('null: this is the last page') })
  .meta({ id: 'ListedLearners' });

export const foundLearnersSchema = listOf(listedLearnerSchema).meta({ id: 'FoundLearners' });

export type LearnerQuery = z.infer<typeof learnerQuery>;
export type LearnerSearchDto = z.infer<typeof learnerSearchSchema>;
export type ListedLearnerDto = z.infer<typeof listedLearnerSchema>;
export type ListedState = z.infer<typeof listedStateSchema>;
