import { z } from 'zod';
import { mediaSchema } from '../media/media.dto.js';
import { freeText, idSchema, listOf, timeSchema } from '../platform/http/schemas.js';
import { categoryCodeSchema, categorySchema } from './catalog.dto.js';

const title = z.string().trim().min(1, '请填写标题').max(60, '标题最多 60 个字');

export const newCourseSchema = z
  .object({ title, summary: z.string().trim().max(1000, '简介最多 1000 个字').default(''), categoryCode: categoryCodeSchema.min(1, '请选择分类') })
  .meta({ id: 'NewCourse' });
export const courseChangeSchema = newCourseSchema.partial().extend({ summary: z.string().trim().max(1000).optional() }).meta({ id: 'CourseChange' });
export const titleSchema = z.object({ title }).meta({ id: 'Title' });

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
  .object({ id: idSchema, title: z.string(), media: mediaSchema.nullable().describe('The newest video of the lesson') })
  .meta({ id: 'TaughtLesson' });

export const taughtChapterSchema = z.object({ id: idSchema, title: z.string(), lessons: z.array(taughtLessonSchema) }).meta({ id: 'TaughtChapter' });

export const taughtCourseDetailSchema = taughtCourseSchema
  .extend({
    summary: z.string(),
    editable: z.boolean(),
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
export type TitleDto = z.infer<typeof titleSchema>;
export type CourseState = z.infer<typeof courseStateSchema>;
export type TaughtCourseDto = z.infer<typeof taughtCourseSchema>;
export type TaughtCourseDetailDto = z.infer<typeof taughtCourseDetailSchema>;
export type DecisionDto = z.infer<typeof decisionSchema>;
