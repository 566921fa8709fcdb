import { ENROLMENT_RULES, MEDIA_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { creditsSchema, dateSchema, idSchema, listOf, pageOf, pageQuery, timeSchema, unitsSchema } from '../platform/http/schemas.js';

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
    rating: z.object({ average: z.string().describe('Stars with one decimal, e.g. "4.6"'), count: z.int().describe('人 who rated it') }).nullable().describe('null: nobody has rated it'),
    rule: z.enum(ENROLMENT_RULES).describe('加入方式'),
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
    credited: z.boolean().nullable().describe('null: not complete, or no value of its own; false: 已学完 · 未计分, or corrected'),
    corrected: z.boolean().describe('已更正: what it earned was taken back'),
    units: unitsSchema.describe('What the completion earned and still stands'),
    credits: creditsSchema,
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
    required: z.boolean().describe('false: 选修, the course is finished without it'),
    progress: lessonProgressSchema.nullable(),
  })
  .meta({ id: 'PublishedLesson' });

/** What a newer version holds for a learner who is on an older one; titles of lessons. */
export const newVersionSchema = z
  .object({
    versionId: idSchema,
    publishedAt: timeSchema,
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()).describe('Lessons with new content, to be completed anew'),
    kept: z.int().describe('Lessons of it that the learner has completed already'),
  })
  .meta({ id: 'NewVersion' });

/** Who may join, as far as the caller is concerned. */
export const joiningSchema = z
  .object({
    rule: z.enum(ENROLMENT_RULES),
    organisations: z.array(z.string()).describe('Names of those whose members may join'),
    member: z.boolean().describe('The caller belongs to one of them'),
    prerequisites: z.array(z.object({ id: idSchema, title: z.string(), finished: z.boolean() })).describe('Courses to be finished before'),
  })
  .meta({ id: 'Joining' });

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
    rating: courseCardSchema.shape.rating,
    publishedAt: timeSchema,
    totalSeconds: z.int(),
    units: unitsSchema,
    credits: creditsSchema,
    enrolled: z.boolean(),
    finished: z.boolean().describe('The caller has done all that this version requires'),
    withdrawn: z.boolean().describe('已下架: only its learners still see it, and open nothing of it'),
    dueOn: dateSchema.nullable().describe('Until when it should be learned; later learning counts all the same'),
    preventSkip: z.boolean().describe('Its player goes no further than what was played before'),
    declaredCredits: creditsSchema.nullable().describe('学分 that the course declares; paid only under a policy that values courses'),
    joining: joiningSchema,
    newVersion: newVersionSchema.nullable().describe('null: the newest one, or not begun'),
    chapters: z.array(z.object({ title: z.string(), lessons: z.array(publishedLessonSchema) })),
  })
  .meta({ id: 'Course' });

export type CourseQuery = z.infer<typeof courseQuery>;
export type CourseCardDto = z.infer<typeof courseCardSchema>;
export type NewVersionDto = z.infer<typeof newVersionSchema>;
export type JoiningDto = z.infer<typeof joiningSchema>;
export type CourseDto = z.infer<typeof courseSchema>;
export type PublishedLessonDto = z.infer<typeof publishedLessonSchema>;
export type LessonProgressDto = z.infer<typeof lessonProgressSchema>;
