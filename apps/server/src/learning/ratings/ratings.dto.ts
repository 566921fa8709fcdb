import { z } from 'zod';
import { courseCardSchema } from '../../catalog/catalog.dto.js';
import { freeText, idSchema, listOf, pageOf, timeSchema } from '../../platform/http/schemas.js';

const stars = z.int('请选择 1 到 5 颗星').min(1, '请选择 1 到 5 颗星').max(5, '请选择 1 到 5 颗星');

export const ratingInputSchema = z.object({ stars, comment: freeText({ max: 500 }).default('').describe('"" for none') }).meta({ id: 'RatingInput' });
export const hidingSchema = z.object({ reason: freeText({ min: 2, max: 200, missing: '请写明隐藏的理由' }) }).meta({ id: 'Hiding' });

/** A comment as everyone reads it. */
export const ratingSchema = z
  .object({ id: idSchema, stars, comment: z.string(), name: z.string().describe('Masked: 王*'), at: timeSchema, own: z.boolean() })
  .meta({ id: 'Rating' });

export const ratingPageSchema = pageOf(ratingSchema)
  .extend({
    rating: courseCardSchema.shape.rating,
    mayRate: z.boolean().describe('The caller has completed a lesson of the course'),
    mine: z.object({ stars, comment: z.string(), hiddenReason: z.string().nullable().describe('Why the comment is hidden; null: it is not') }).nullable(),
  })
  .meta({ id: 'RatingPage' });

/** A rating as those see it who may hide its comment. */
export const judgedRatingSchema = z
  .object({ id: idSchema, stars, comment: z.string(), name: z.string().describe('Masked'), at: timeSchema, hidden: z.object({ at: timeSchema, reason: z.string() }).nullable() })
  .meta({ id: 'JudgedRating' });
export const judgedRatingListSchema = listOf(judgedRatingSchema).meta({ id: 'JudgedRatingList' });

export type RatingInputDto = z.infer<typeof ratingInputSchema>;
export type HidingDto = z.infer<typeof hidingSchema>;
export type RatingPageDto = z.infer<typeof ratingPageSchema>;
export type JudgedRatingDto = z.infer<typeof judgedRatingSchema>;
