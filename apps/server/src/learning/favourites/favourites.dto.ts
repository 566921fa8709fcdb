import { z } from 'zod';
import { courseCardSchema } from '../../catalog/catalog.dto.js';
import { listOf, timeSchema } from '../../platform/http/schemas.js';

export const favouriteSchema = z.object({ course: courseCardSchema, since: timeSchema }).meta({ id: 'Favourite' });
export const favouriteListSchema = listOf(favouriteSchema).meta({ id: 'FavouriteList' });

export type FavouriteDto = z.infer<typeof favouriteSchema>;
