import { MEDIA_STATES } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';

const placeSchema = z.object({ title: z.string(), courseId: idSchema, courseTitle: z.string() }).nullable().describe('Null when the lesson is gone');

/** What an instructor keeps on the server, and what of it is unfinished or of no use any more. */
export const myUploadsSchema = z
  .object({
    usedBytes: z.int().describe('Sources, and what unfinished uploads announced'),
    quotaBytes: z.int(),
    unfinished: z.array(
      z.object({
        id: idSchema,
        lessonId: idSchema,
        lesson: placeSchema,
        fileName: z.string(),
        bytes: z.int().describe('Of the whole file'),
        receivedBytes: z.int(),
        createdAt: timeSchema,
        expiresAt: timeSchema.describe('When it is given up unless somebody goes on with it'),
      }),
    ),
    removable: z
      .array(z.object({ id: idSchema, lesson: placeSchema, fileName: z.string(), bytes: z.int(), state: z.enum(MEDIA_STATES), createdAt: timeSchema }))
      .describe('Replaced, refused or without a lesson, and never published'),
  })
  .meta({ id: 'MyUploads' });

export type MyUploadsDto = z.infer<typeof myUploadsSchema>;
