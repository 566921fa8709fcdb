import { z } from 'zod';
import { listOf } from '../platform/http/schemas.js';
import { askedQuestionSchema, questionAnswerSchema } from './attempts.dto.js';

export const checkpointSchema = z
  .object({
    atSecond: z.int().describe('Of the video'),
    question: askedQuestionSchema,
    answered: z.boolean().describe('Answered right before; not asked again'),
  })
  .meta({ id: 'Checkpoint' });

export const checkpointListSchema = listOf(checkpointSchema).meta({ id: 'CheckpointList' });

export const checkpointAnswerSchema = z
  .object({ atSecond: z.int('位置不对，请刷新页面').min(0, '位置不对，请刷新页面').max(2 ** 31 - 1, '位置不对，请刷新页面'), answer: questionAnswerSchema })
  .meta({ id: 'CheckpointAnswer' });

export const checkpointOutcomeSchema = z.object({ right: z.boolean(), explanation: z.string() }).meta({ id: 'CheckpointOutcome' });

export type CheckpointDto = z.infer<typeof checkpointSchema>;
export type CheckpointAnswerDto = z.infer<typeof checkpointAnswerSchema>;
export type CheckpointOutcomeDto = z.infer<typeof checkpointOutcomeSchema>;
