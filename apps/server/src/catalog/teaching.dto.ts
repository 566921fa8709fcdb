import { z } from 'zod';
import { mediaSchema, takenDownSchema } from '../media/media.dto.js';
import { unitsOfCredits } from '@xuexi/domain';
import { creditsSchema, freeText, idSchema, listOf, timeSchema } from '../platform/http/schemas.js';
import { categoryCodeSchema, categorySchema } from './catalog.dto.js';

/** A whole year's target by one course would not be one. */
const MAX_DECLARED_CREDITS = 20;

const title = z.string().trim().min(1, '请填写标题').max(60, '标题最多 60 个字');

export const newCourseSchema = z
  .object({ title, summary: z.string().trim().max(1000, '简介最多 1000 个字').default(''), categoryCode: categoryCodeSchema.min(1, '请选择分类') })
  .meta({ id: 'NewCourse' });

/** 学分 as people type them, to the hundredth. */
const declaredCredits = z
  .string()
  .trim()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, '请填写数字，最多两位小数，例如 1.25')
  .refine((credits) => Number(credits) > 0 && Number(credits) <= MAX_DECLARED_CREDITS, `请填写 0.01 到 ${MAX_DECLARED_CREDITS} 之间的学分`)
  .transform((credits) => unitsOfCredits(Number(credits)));

export const courseChangeSchema = newCourseSchema
  .partial()
  .extend({
    summary: z.string().trim().max(1000, '简介最多 1000 个字').optional(),
    preventSkip: z.boolean('请选择是否禁止跳看').optional().describe('禁止跳看, from the next version on'),
    declaredCredits: declaredCredits.nullable().optional().describe('申报学分 of the whole course, from the next version on; null: none'),
  })
  .meta({ id: 'CourseChange' });

export const titleSchema = z.object({ title }).meta({ id: 'Title' });
export const lessonChangeSchema = z.object({ title: title.optional(), required: z.boolean('请选择必修或选修').optional() }).meta({ id: 'LessonChange' });

export const courseStateSchema = z.enum(['draft', 'in_review', 'returned', 'published']).describe('returned: sent back with a note; published: nothing changed since');

export const taughtCourseSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    category: categorySchema,
    state: courseStateSchema,
    reviewNote: z.string().nullable(),
    instructorName: z.string(),
    publishedVersion: z.int().nullable(),
    lessonCount: z.int(),
    readyLessons: z.int(),
    failedLessons: z.int(),
    updatedAt: timeSchema,
    submittedAt: timeSchema.nullable(),
  })
  .meta({ id: 'TaughtCourse' });

export const taughtCourseListSchema = listOf(taughtCourseSchema).meta({ id: 'TaughtCourseList' });

export const taughtLessonSchema = z
  .object({ id: idSchema, title: z.string(), required: z.boolean().describe('false: 选修'), media: mediaSchema.nullable().describe('The newest video of the lesson') })
  .meta({ id: 'TaughtLesson' });

export const taughtChapterSchema = z.object({ id: idSchema, title: z.string(), lessons: z.array(taughtLessonSchema) }).meta({ id: 'TaughtChapter' });

export const taughtCourseDetailSchema = taughtCourseSchema
  .extend({
    summary: z.string(),
    editable: z.boolean(),
    preventSkip: z.boolean(),
    declaredCredits: creditsSchema.nullable(),
    withdrawn: takenDownSchema,
    missing: z
      .array(z.object({ lessonId: idSchema.nullable().describe('Null where it is about no single lesson'), sentence: z.string() }))
      .describe('What must be done before it can be submitted'),
    chapters: z.array(taughtChapterSchema),
  })
  .meta({ id: 'TaughtCourseDetail' });

export const decisionSchema = z
  .discriminatedUnion('decision', [
    z.object({ decision: z.literal('approve') }),
    z.object({ decision: z.literal('return'), note: freeText({ min: 1, max: 500, missing: '请写明要改什么' }) }),
  ])
  .meta({ id: 'ReviewDecision' });

export type NewCourseDto = z.infer<typeof newCourseSchema>;
export type CourseChangeDto = z.infer<typeof courseChangeSchema>;
export type LessonChangeDto = z.infer<typeof lessonChangeSchema>;
export type TitleDto = z.infer<typeof titleSchema>;
export type CourseState = z.infer<typeof courseStateSchema>;
export type TaughtCourseDto = z.infer<typeof taughtCourseSchema>;
export type TaughtCourseDetailDto = z.infer<typeof taughtCourseDetailSchema>;
export type DecisionDto = z.infer<typeof decisionSchema>;
