import { QUIZ_ANSWER_LIMITS } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, pageOf, timeSchema } from '../platform/http/schemas.js';

export const waitingAttemptSchema = z
  .object({
    id: idSchema,
    learner: z.string().describe('Masked'),
    courseTitle: z.string(),
    title: z.string(),
    number: z.int(),
    submittedAt: timeSchema,
    waiting: z.int().describe('Short answers to be marked'),
  })
  .meta({ id: 'WaitingAttempt' });

export const waitingAttemptPageSchema = pageOf(waitingAttemptSchema).meta({ id: 'WaitingAttemptPage' });

export const markingSheetSchema = waitingAttemptSchema
  .extend({
    markedPoints: z.int().describe('Of what is marked without anyone'),
    maxPoints: z.int(),
    passPoints: z.int(),
    questions: z.array(z.object({ questionId: idSchema, stem: z.string(), reference: z.string(), answer: z.string(), points: z.int().describe('At most') })),
  })
  .meta({ id: 'MarkingSheet' });

export const marksSchema = z
  .object({
    marks: z
      .array(
        z.object({
          questionId: idSchema,
          points: z.int('请填写整数分').min(0, '最低 0 分').max(1_000, '分数太高'),
          remark: freeText({ max: 200 }).default(''),
        }),
      )
      .max(QUIZ_ANSWER_LIMITS.questions, '题目太多，请刷新页面'),
  })
  .meta({ id: 'Marks' });

export const markedSchema = z.object({ points: z.int(), maxPoints: z.int(), passed: z.boolean() }).meta({ id: 'MarkedAttempt' });

export type WaitingAttemptDto = z.infer<typeof waitingAttemptSchema>;
export type WaitingAttemptPageDto = z.infer<typeof waitingAttemptPageSchema>;
export type MarkingSheetDto = z.infer<typeof markingSheetSchema>;
export type MarksDto = z.infer<typeof marksSchema>;
export type MarkedDto = z.infer<typeof markedSchema>;
