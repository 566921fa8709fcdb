import { z } from 'zod';
import { creditsSchema, idSchema, listOf, pageOf, pageQuery, timeSchema, unitsSchema, yearSchema } from '../../platform/http/schemas.js';

export const startClosingSchema = z
  .object({ year: yearSchema, trial: z.boolean('请选择是否试算').default(false).describe('Changes nothing, and tells what a closing would change') })
  .meta({ id: 'StartClosing' });

const differenceSchema = z
  .object({
    before: idSchema.nullable().describe('The closing before; null: this is the first of the year'),
    added: z.int(),
    changed: z.int(),
    gone: z.int(),
    unchanged: z.int(),
    unitsBefore: unitsSchema,
    unitsAfter: unitsSchema,
    creditsBefore: creditsSchema,
    creditsAfter: creditsSchema,
    targetMetBefore: z.int(),
    targetMetAfter: z.int(),
  })
  .meta({ id: 'ClosingDifference' });

export const closingSchema = z
  .object({
    id: idSchema,
    year: z.int(),
    kind: z.enum(['final', 'preliminary', 'trial']).describe('preliminary: the books of the year are still open; statements are 预结算'),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    total: z.int().describe('Persons with a ledger'),
    processed: z.int(),
    shards: z.object({ total: z.int(), done: z.int() }),
    etaSeconds: z.int().nullable().describe('Null: not running, or too early to tell'),
    statements: z.int().describe('Statements in force after it; of a trial: that would be'),
    targetMet: z.int().describe('人, of these'),
    meanCredits: creditsSchema.describe('学分 per statement'),
    leaves: z.int().nullable(),
    root: z.string().nullable().describe('Merkle root that is signed; null: not signed, or no statement is under it'),
    keyId: z.string().nullable(),
    difference: differenceSchema.nullable().describe('Null before it is done'),
    startedBy: z.string(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Closing' });

export const closingListSchema = listOf(closingSchema).meta({ id: 'ClosingList' });

export const closingChangesQuery = pageQuery.extend({ effect: z.enum(['new', 'changed', 'gone'], '种类不对').optional() });

export const closingChangesSchema = pageOf(
  z.object({
    personId: idSchema,
    name: z.string().describe('Masked'),
    effect: z.enum(['new', 'changed', 'gone']),
    units: unitsSchema,
    credits: creditsSchema,
    targetMet: z.boolean(),
    beforeUnits: unitsSchema.nullable(),
    beforeCredits: creditsSchema.nullable(),
    beforeTargetMet: z.boolean().nullable(),
  }),
).meta({ id: 'ClosingChanges' });

export const closingRegionsQuery = z.object({ regionId: idSchema.optional().describe('Its regions of the next level; absent: those of the first') });

const regionFigures = {
  statements: z.int().describe('人 who learned'),
  targetMet: z.int().describe('人, of these'),
  units: unitsSchema,
  meanCredits: creditsSchema,
};

export const closingRegionsSchema = listOf(
  z.object({
    regionId: idSchema.nullable().describe('Null: persons in none of these regions: without any, or of the region above itself'),
    name: z.string().describe('Empty where regionId is null'),
    hasRegions: z.boolean().describe('Whether there are figures of regions under it'),
    ...regionFigures,
    before: z.object(regionFigures).nullable().describe('Of a trial: what was in force then; the others tell what would be. Null: no trial'),
  }),
).meta({ id: 'ClosingRegions' });

export type ClosingDto = z.infer<typeof closingSchema>;
export type StartClosingDto = z.infer<typeof startClosingSchema>;
export type ClosingChangesQuery = z.infer<typeof closingChangesQuery>;
export type ClosingChangesDto = z.infer<typeof closingChangesSchema>;
export type ClosingRegionsDto = z.infer<typeof closingRegionsSchema>;
