import { ROLES } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, dateSchema, freeText, idSchema, pageOf, pageQuery, timeSchema } from '../../platform/http/schemas.js';
import { entryKindSchema } from '../credits.dto.js';
import { correctionSchema } from './corrections.dto.js';

const officeSchema = z
  .object({ role: z.enum(ROLES), region: z.string().nullable().describe('null: the whole installation') })
  .describe('In which role and for which region somebody acted; never their name');

const appealState = z.enum(['open', 'upheld', 'dismissed']);

/** A correction as the learner whose credits it changed reads it. */
export const myCorrectionSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['grant', 'reversal']),
    credits: creditsSchema,
    year: z.int(),
    title: z.string(),
    reason: z.string(),
    entry: z.object({ kind: entryKindSchema, title: z.string(), date: dateSchema, credits: creditsSchema }).nullable().describe('What a reversal takes back'),
    decidedBy: officeSchema.nullable(),
    decidedAt: timeSchema,
    appealUntil: dateSchema.describe('The last day on which it can be appealed against'),
    mayAppeal: z.boolean(),
    appeal: z.object({ state: appealState, text: z.string(), createdAt: timeSchema, answer: z.string().nullable(), answeredBy: officeSchema.nullable(), answeredAt: timeSchema.nullable() }).nullable(),
  })
  .meta({ id: 'MyCorrection' });

export const newAppealSchema = z.object({ text: freeText({ min: 4, max: 1000, missing: '请写明不同意的原因，至少 4 个字' }) }).meta({ id: 'NewAppeal' });

export const appealSchema = z
  .object({
    id: idSchema,
    state: appealState,
    text: z.string().nullable().describe('null: the learner has left, and the words with them'),
    createdAt: timeSchema,
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: timeSchema.nullable(),
    mine: z.boolean().describe('The caller asked for the correction, decided it, or is the learner: somebody else must answer'),
    correction: correctionSchema,
  })
  .meta({ id: 'CreditAppeal' });

export const appealPageSchema = pageOf(appealSchema).meta({ id: 'CreditAppealPage' });
export const appealsQuery = pageQuery.extend({ state: z.enum(['open', 'answered']).default('open') });

export const appealAnswerSchema = z.object({ upheld: z.boolean('请选择是否改回'), answer: freeText({ min: 4, max: 500, missing: '请写明答复，至少 4 个字' }) }).meta({ id: 'AppealAnswer' });

export type MyCorrectionDto = z.infer<typeof myCorrectionSchema>;
export type NewAppealDto = z.infer<typeof newAppealSchema>;
export type AppealDto = z.infer<typeof appealSchema>;
export type AppealPageDto = z.infer<typeof appealPageSchema>;
export type AppealsQuery = z.infer<typeof appealsQuery>;
export type AppealAnswerDto = z.infer<typeof appealAnswerSchema>;
