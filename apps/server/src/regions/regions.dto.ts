import { REGION_LEVELS } from '@xuexi/domain';
import { z } from 'zod';
import { idSchema, listOf } from '../platform/http/schemas.js';

export const regionSchema = z
  .object({
    id: idSchema,
    code: z.string().describe('12 digits: GB/T 2260 district code, then 3 for the street, 3 for the community; 15 for a grid cell'),
    name: z.string(),
    level: z.enum(REGION_LEVELS),
    parentId: idSchema.nullable(),
    hasChildren: z.boolean(),
  })
  .meta({ id: 'Region' });

export const regionListSchema = listOf(regionSchema).meta({ id: 'RegionList' });
export const regionQuery = z.object({ parentId: idSchema.optional().describe('Absent: the roots of the tree, a city or districts') });

/** A region with its name and the names of those above it, from the root down. */
export const regionPlaceSchema = z
  .object({ id: idSchema, name: z.string(), level: regionSchema.shape.level, names: z.array(z.string()).describe('Root first, itself last') })
  .meta({ id: 'RegionPlace' });

export type RegionDto = z.infer<typeof regionSchema>;
export type RegionPlaceDto = z.infer<typeof regionPlaceSchema>;
