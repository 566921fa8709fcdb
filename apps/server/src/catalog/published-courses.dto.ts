import { MEDIA_KINDS } from '@xuexi/domain';
import { z } from 'zod';
import { takenDownSchema } from '../media/media.dto.js';
import { idSchema, pageOf, pageQuery, timeSchema } from '../platform/http/schemas.js';

export const publishedCoursesQuery = pageQuery.extend({ q: z.string().trim().max(50, '搜索词最多 50 个字').optional().describe('Words of the title') });

export const publishedCourseSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    instructorName: z.string(),
    regionName: z.string().nullable(),
    publishedAt: timeSchema,
    lessonCount: z.int(),
    takenDown: z.int().describe('Lessons whose video or document is taken down'),
    withdrawn: takenDownSchema.describe('The whole course is taken down, since when and why'),
  })
  .meta({ id: 'PublishedCourse' });

export const publishedCoursePageSchema = pageOf(publishedCourseSchema).meta({ id: 'PublishedCoursePage' });

export const publishedCourseDetailSchema = publishedCourseSchema
  .extend({
    lessons: z.array(
      z.object({
        mediaId: idSchema,
        chapterTitle: z.string(),
        title: z.string(),
        durationSeconds: z.int(),
        kind: z.enum(MEDIA_KINDS),
        takenDown: takenDownSchema,
      }),
    ),
  })
  .meta({ id: 'PublishedCourseDetail' });

export type PublishedCoursesQuery = z.infer<typeof publishedCoursesQuery>;
export type PublishedCourseDto = z.infer<typeof publishedCourseSchema>;
export type PublishedCoursePageDto = z.infer<typeof publishedCoursePageSchema>;
export type PublishedCourseDetailDto = z.infer<typeof publishedCourseDetailSchema>;
