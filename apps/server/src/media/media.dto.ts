import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';

export const mediaStateSchema = z.enum(['uploading', 'queued', 'transcoding', 'ready', 'failed']);

/** A lesson's video as its instructor sees it. */
export const mediaSchema = z
  .object({
    id: idSchema,
    lessonId: idSchema,
    fileName: z.string(),
    bytes: z.int().describe('Size of the source file'),
    state: mediaStateSchema,
    progress: z.int().min(0).max(100).describe('Per cent of the transcoding'),
    queuePlace: z.int().nullable().describe('1 = next; null when not waiting'),
    failure: z.object({ code: z.string(), sentence: z.string().describe('What is wrong and what to do') }).nullable(),
    durationSeconds: z.int().nullable(),
    renditions: z.array(z.object({ name: z.string(), width: z.int().nullable(), height: z.int().nullable(), bandwidth: z.int(), bytes: z.int() })),
    createdAt: timeSchema,
    readyAt: timeSchema.nullable(),
  })
  .meta({ id: 'Media' });

/** Signed addresses of a lesson's media, valid for some hours. */
export const playbackSchema = z
  .object({ masterUrl: z.string(), posterUrl: z.string(), audioUrl: z.string().nullable().describe('Playlist with sound only; null for a silent film'), captionsUrl: z.string().nullable(), durationSeconds: z.int() })
  .meta({ id: 'Playback' });

export type MediaDto = z.infer<typeof mediaSchema>;
export type MediaState = z.infer<typeof mediaStateSchema>;
export type PlaybackDto = z.infer<typeof playbackSchema>;
