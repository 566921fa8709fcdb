import { quizSettingsFaults } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';
import { addFaults, difficultySchema, questionListSchema } from './questions.dto.js';

const wholeNumber = z.number('请填写整数');

const drawSchema = z.object({
  tag: z.string().max(100, '最多 100 个字').nullable().describe('Null: any'),
  difficulty: difficultySchema.nullable().describe('Null: any'),
  count: wholeNumber,
  points: wholeNumber.describe('Of each question'),
});

const settings = z.object({
  title: z.string().trim(),
  draws: z.array(drawSchema).max(100, '抽题的行太多，请减少'),
  minutes: wholeNumber.nullable().describe('Null: no time limit'),
  shuffleQuestions: z.boolean(),
  shuffleOptions: z.boolean(),
  required: z.boolean().describe('Whether the course is finished only with it'),
});

export const quizSettingsInputSchema = settings.superRefine((value, context) => addFaults(context, quizSettingsFaults(value))).meta({ id: 'QuizSettingsInput' });
export const quizSettingsSchema = settings.meta({ id: 'QuizSettings' });

/** The quiz of a course with what its bank holds. */
export const taughtQuizSchema = z
  .object({
    settings: quizSettingsSchema.nullable().describe('Null: the course has no quiz'),
    updatedAt: timeSchema.nullable(),
    editable: z.boolean().describe('False while the course is in review'),
    bank: z.array(z.object({ tags: z.array(z.string()), difficulty: difficultySchema, count: z.int() })).describe('How many questions can be drawn, by tags and difficulty'),
  })
  .meta({ id: 'TaughtQuiz' });

/** Where a lesson stops for which question. */
export const checkpointSchema = z.object({ lessonId: idSchema, atSecond: z.int(), questionId: idSchema }).meta({ id: 'LessonCheckpoint' });

export const reviewedQuizSchema = z
  .object({ settings: quizSettingsSchema.nullable(), questions: questionListSchema.shape.items, checkpoints: z.array(checkpointSchema) })
  .meta({ id: 'ReviewedQuiz' });

export type QuizSettingsDto = z.infer<typeof quizSettingsSchema>;
export type TaughtQuizDto = z.infer<typeof taughtQuizSchema>;
export type ReviewedQuizDto = z.infer<typeof reviewedQuizSchema>;
