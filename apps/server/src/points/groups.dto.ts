import { z } from 'zod';
import { freeText, idSchema, listOf } from '../platform/http/schemas.js';

export const newGroupSchema = z
  .object({
    name: freeText({ min: 2, max: 30, missing: '名称至少 2 个字' }).transform((name) => name.normalize('NFKC')),
    about: freeText({ max: 200 }).default('').describe('"" for none'),
  })
  .meta({ id: 'NewGroup' });

export const groupSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    about: z.string(),
    place: z.string().describe('Name of its street'),
    members: z.int().describe('人'),
    own: z.enum(['founder', 'member']).nullable().describe('What the caller is in it'),
  })
  .meta({ id: 'LearningGroup' });
export const groupListSchema = listOf(groupSchema).meta({ id: 'LearningGroupList' });
export const createdGroupSchema = z.object({ id: idSchema }).meta({ id: 'CreatedGroup' });

export type NewGroupDto = z.infer<typeof newGroupSchema>;
export type GroupDto = z.infer<typeof groupSchema>;
