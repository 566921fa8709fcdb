import { MEDIA_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, idSchema, listOf, pageOf, pageQuery, timeSchema, unitsSchema } from '../platform/http/schemas.js';

/** Codes are ASCII, and so is their column: the database refuses to compare it with anything else. */
export const categoryCodeSchema = z
  .string()
  .max(40)
  .refine((code) => /^[\x21-\x7e]*$/.test(code), '请选择列出的分类');

export const categorySchema = z.object({ code: z.string(), name: z.string() }).meta({ id: 'Category' });
export const categoryListSchema = listOf(categorySchema).meta({ id: 'CategoryList' });

export const courseQuery = pageQuery.extend({
  category: categoryCodeSchema.optional(),
  q: z.string().trim().max(50, '搜索词最多 50 个字').optional().describe('Words of the title, the summary or the instructor’s name'),
});

export const courseCardSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    category: categorySchema,
    instructorName: z.string(),
    lessonCount: z.int(),
    totalSeconds: z.int(),
    units: unitsSchema,
    credits: creditsSchema,
    learners: z.int().describe('人, each once'),
    preparing: z.int().describe('Lessons whose video is still being prepared'),
    publishedAt: timeSchema,
  })
  .meta({ id: 'CourseCard' });

export const courseCardPageSchema = pageOf(courseCardSchema).meta({ id: 'CourseCardPage' });

/** What a learner has of a lesson; null for a guest. */
export const lessonProgressSchema = z
  .object({
    coveredSeconds: z.int(),
    resumeAt: z.int().describe('Media second where the learner left off'),
    completed: z.boolean(),
    credited: z.boolean().nullable().describe('null: not complete; false: 已学完 · 未计分'),
  })
  .meta({ id: 'LessonProgress' });

export const publishedLessonSchema = z
  .object({
    lessonVersionId: idSchema,
    title: z.string(),
    kind: z.enum(MEDIA_KINDS),
    durationSeconds: z.int().describe('0 for a document'),
    pages: z.int().nullable().describe('Of a document that is ready'),
    requiredSeconds: z.int().describe('Seconds to cover for completion; a document is never complete'),
    units: unitsSchema,
    credits: creditsSchema,
    ready: z.boolean().describe('false: the video is still being prepared, or taken down'),
    takenDown: z.boolean().describe('已下架: it opens no more; what was earned stays'),
    progress: lessonProgressSchema.nullable(),
  })
  .meta({ id: 'PublishedLesson' });

/** The published version of a course. */
export const courseSchema = z
  .object({
    id: idSchema,
    versionId: idSchema,
    title: z.string(),
    summary: z.string(),
    category: categorySchema,
    instructorName: z.string(),
    regionName: z.string().nullable(),
    learners: z.int(),
    publishedAt: timeSchema,
    totalSeconds: z.int(),
    units: unitsSchema,
    credits: creditsSchema,
    enrolled: z.boolean(),
    chapters: z.array(z.object({ title: z.string(), lessons: z.array(publishedLessonSchema) })),
  })
  .meta({ id: 'Course' });

export type CourseQuery = z.infer<typeof courseQuery>;
export type CourseCardDto = z.infer<typeof courseCardSchema>;
export type CourseDto = z.infer<typeof courseSchema>;
export type PublishedLessonDto = z.infer<typeof publishedLessonSchema>;
export type LessonProgressDto = z.infer<typeof lessonProgressSchema>;
