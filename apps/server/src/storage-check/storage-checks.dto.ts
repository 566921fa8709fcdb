import { z } from 'zod';
import { idSchema, timeSchema } from '../platform/http/schemas.js';
import { FINDING_OUTCOMES } from './storage-check.entity.js';
import { FILE_PARTS } from '../platform/storage/stored-file-owner.js';

const partSchema = z.enum(FILE_PARTS).describe('sources: uploads; lessons: what plays; imports: uploaded tables');
const stateSchema = z.enum(['queued', 'running', 'done', 'failed']);

const findingSchema = z
  .object({
    kind: z.enum(['missing', 'stray']).describe('missing: the database asks for it; stray: nothing asks for it'),
    part: partSchema,
    key: z.string(),
    bytes: z.int().nullable().describe('null where it is missing'),
    outcome: z.enum(FINDING_OUTCOMES).nullable().describe('What the repair did. removed, kept: a stray, kept because it is asked for by now; remade: is made again; noted: its owner was told'),
    about: z.object({ courseTitle: z.string(), lessonTitle: z.string(), instructorName: z.string() }).nullable().describe('The lesson that the file belongs to; null for none'),
  })
  .meta({ id: 'StorageFinding' });

const summary = {
  id: idSchema,
  state: stateSchema,
  requestedBy: z.string().nullable().describe('null: the nightly check'),
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  files: z.int(),
  bytes: z.int(),
  shares: z.array(z.object({ part: partSchema, files: z.int(), bytes: z.int() })),
  missing: z.int(),
  strays: z.int(),
  strayBytes: z.int(),
  repair: z
    .object({
      state: stateSchema,
      by: z.string().nullable(),
      at: timeSchema,
      removed: z.int().describe('Strays that were still strays'),
      removedBytes: z.int(),
      remade: z.int().describe('Missing files that are made again'),
      noted: z.int().describe('Missing files that cannot be made again; their owners were told'),
    })
    .nullable(),
};

export const storageCheckSummarySchema = z.object(summary).meta({ id: 'StorageCheckSummary' });
export const storageCheckSchema = z.object({ ...summary, findings: z.array(findingSchema).describe('The first 1 000') }).meta({ id: 'StorageCheck' });

export const storageChecksSchema = z
  .object({
    storage: z.object({ kind: z.enum(['local', 's3']), name: z.string().describe('A folder, or a bucket and its server'), freeBytes: z.int().nullable().describe('null: no limit') }),
    items: z.array(storageCheckSummarySchema).describe('Newest first'),
  })
  .meta({ id: 'StorageChecks' });

export type StorageCheckDto = z.infer<typeof storageCheckSchema>;
export type StorageCheckSummaryDto = z.infer<typeof storageCheckSummarySchema>;
export type StorageChecksDto = z.infer<typeof storageChecksSchema>;
