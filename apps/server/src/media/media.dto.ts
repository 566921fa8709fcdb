import { MEDIA_KINDS, MEDIA_STATES } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, timeSchema } from '../platform/http/schemas.js';

export const mediaStateSchema = z.enum(MEDIA_STATES);

const renditionSchema = z.object({
  name: z.string(),
  kind: z.enum(['video', 'slides', 'sound', 'audio-only']),
  width: z.int().nullable(),
  height: z.int().nullable(),
  bandwidth: z.int().describe('Bits per second of its largest segment'),
  averageBandwidth: z.int(),
  bytes: z.int(),
});

const mediaRunSchema = z.object({
  step: z.enum(['check', 'transcode']),
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  outcome: z.enum(['done', 'refused', 'failed', 'cancelled', 'put_back']).nullable(),
  failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
});

export const takenDownSchema = z.object({ at: timeSchema, reason: z.string() }).nullable().describe('已下架, since when and why');

/** What was uploaded for a lesson, as its instructor sees it. */
export const mediaSchema = z
  .object({
    id: idSchema,
    lessonId: idSchema,
    fileName: z.string(),
    bytes: z.int().describe('Size of the source file'),
    kind: z.enum(MEDIA_KINDS).describe('video until the upload was checked'),
    state: mediaStateSchema,
    progress: z.int().min(0).max(100).describe('Per cent of the transcoding'),
    speed: z.number().nullable().describe('Seconds of video transcoded in one second'),
    etaSeconds: z.int().nullable().describe('Until it is ready, its wait included; null while unknown'),
    playable: z.boolean().describe('It can be watched already, at least in its first rendition'),
    complete: z.boolean().describe('It can be watched with every rendition, so that its course can be submitted and published'),
    waitsFor: z.enum(['disk_full']).nullable().describe('Why it waits although a worker is free'),
    queuePlace: z.int().nullable().describe('1 = next; null when not waiting'),
    failure: z.object({ code: z.string(), sentence: z.string().describe('What is wrong and what to do') }).nullable(),
    runs: z.array(mediaRunSchema).describe('What was tried, newest first'),
    durationSeconds: z.int().nullable(),
    pages: z.int().nullable().describe('Of a document'),
    renditions: z.array(renditionSchema),
    takenDown: takenDownSchema,
    createdAt: timeSchema,
    readyAt: timeSchema.nullable(),
  })
  .meta({ id: 'Media' });

export const takedownSchema = z.object({ reason: freeText({ min: 2, max: 200, missing: '请写明下架的理由' }) }).meta({ id: 'Takedown' });

/** Signed addresses of a video or a recording, valid for some hours. */
export const playbackSchema = z
  .object({
    kind: z.enum(['video', 'audio']),
    masterUrl: z.string(),
    posterUrl: z.string().nullable(),
    audioUrl: z.string().nullable().describe('Playlist with sound only; null for a silent film'),
    previewsUrl: z.string().nullable().describe('WebVTT with a small picture for every few seconds'),
    captions: z.array(z.object({ id: idSchema, language: z.string(), label: z.string(), dialect: z.boolean(), url: z.string() })),
    renditions: z.array(renditionSchema).describe('Largest first, with the bytes of the whole length'),
    durationSeconds: z.int(),
  })
  .meta({ id: 'Playback' });

/** A document as pictures of its pages, behind signed addresses that are valid for some hours. */
export const documentSchema = z
  .object({
    pages: z.array(
      z.object({
        url: z.string(),
        width: z.int().describe('Pixels'),
        height: z.int(),
        bytes: z.int(),
        text: z.string().describe('What is written on it, for screen readers; empty where it is only a picture'),
      }),
    ),
  })
  .meta({ id: 'Document' });

export type DocumentDto = z.infer<typeof documentSchema>;
export type MediaDto = z.infer<typeof mediaSchema>;
export type TakedownDto = z.infer<typeof takedownSchema>;
/** What the stream of events tells; for the rest, an upload whose state has changed is read anew. */
export type MediaProgressDto = Pick<MediaDto, 'id' | 'state' | 'progress' | 'speed' | 'etaSeconds' | 'queuePlace' | 'playable' | 'complete' | 'waitsFor'>;
export type PlaybackDto = z.infer<typeof playbackSchema>;
