import { CAPTION_LIMITS } from '@xuexi/domain';
import { z } from 'zod';
import { freeText, idSchema, listOf, timeSchema } from '../platform/http/schemas.js';
import { TEXT_ENCODINGS } from './decode-text.js';

const languageSchema = z
  .string()
  .max(16, '语言不对')
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, '请选择语言')
  .describe('BCP 47, e.g. zh-CN');
const labelSchema = freeText({ min: 1, max: CAPTION_LIMITS.labelCharacters, missing: '请填写字幕的名称' });

export const newCaptionsQuery = z.object({
  language: languageSchema,
  label: labelSchema,
  dialect: z.stringbool('请选择讲师是否用方言讲').default(false).describe('The speech is in dialect, the captions in standard Chinese'),
});

export const captionsVersionQuery = z.object({
  version: z.coerce.number('缺少开始修改时的版本').int('缺少开始修改时的版本').min(1, '缺少开始修改时的版本').describe('The version that was changed'),
});

export const changeCaptionsSchema = z.object({ language: languageSchema.optional(), label: labelSchema.optional(), dialect: z.boolean('请选择讲师是否用方言讲').optional() });

export const captionTrackSchema = z
  .object({
    id: idSchema,
    mediaId: idSchema,
    language: z.string(),
    label: z.string(),
    dialect: z.boolean(),
    version: z.int().describe('Raised by every change of the cues'),
    cueCount: z.int(),
    changedAt: timeSchema,
  })
  .meta({ id: 'CaptionTrack' });

export const captionTrackListSchema = listOf(captionTrackSchema).meta({ id: 'CaptionTrackList' });

export const captionUploadSchema = z
  .object({
    track: captionTrackSchema,
    encoding: z.enum(TEXT_ENCODINGS).describe('What the file was written in'),
    format: z.enum(['srt', 'vtt', 'ass']),
    notes: z.array(z.object({ line: z.int(), message: z.string() })).describe('What was noticed in the file, the first of it; nothing has to be done'),
  })
  .meta({ id: 'CaptionUpload' });

export const captionsSchema = z
  .object({
    track: captionTrackSchema,
    durationMs: z.int().describe('Of the film'),
    cues: z.array(z.object({ startMs: z.int(), endMs: z.int(), text: z.string().describe('Plain text; not to be shown as markup') })).describe('In order'),
  })
  .meta({ id: 'Captions' });

export type NewCaptionsDto = z.infer<typeof newCaptionsQuery>;
export type ChangeCaptionsDto = z.infer<typeof changeCaptionsSchema>;
export type CaptionTrackDto = z.infer<typeof captionTrackSchema>;
export type CaptionUploadDto = z.infer<typeof captionUploadSchema>;
export type CaptionsDto = z.infer<typeof captionsSchema>;
